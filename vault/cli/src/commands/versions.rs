//! `versions`: what there was.

use clap::Args;
use serde_json::json;

use crate::answer::Answer;
use crate::failure::Failure;
use crate::place::Place;
use crate::time::moment;

use super::Outcome;

#[derive(Args, Debug)]
pub(crate) struct VersionsArgs {
    /// The secret's id
    pub(crate) id: String,
}

pub(crate) fn run(place: &Place, args: &VersionsArgs) -> Outcome {
    let all = place.open()?.store.list()?;
    let missing = || Failure::new("Missing", "the store holds no secret with this id").help("see `list`");
    let listed = all.into_iter().find(|listed| listed.id == args.id).ok_or_else(missing)?;
    let rows = listed.versions.iter().map(|one| json!({ "version": one.number, "created_ms": one.created_ms }));
    let data = json!({ "id": listed.id, "class": listed.class.to_string(), "versions": rows.collect::<Vec<_>>() });
    let lines = listed.versions.iter().map(|one| format!("{:>4}  {}", one.number, moment(one.created_ms)));
    Ok(Answer::new(data, lines.collect::<Vec<_>>().join("\n")))
}
