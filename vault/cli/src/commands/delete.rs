//! `delete`: a secret goes, with all its versions.

use clap::Args;
use serde_json::json;

use crate::answer::Answer;
use crate::failure::Failure;
use crate::place::Place;

use super::Outcome;

#[derive(Args, Debug)]
pub(crate) struct DeleteArgs {
    /// The secret's id
    pub(crate) id: String,
    /// Fail unless this is the newest version now
    #[arg(long, value_name = "VERSION")]
    pub(crate) expect: Option<u64>,
    /// Yes, its values are to be gone
    #[arg(long, required = true)]
    pub(crate) yes: bool,
}

pub(crate) fn run(place: &Place, args: &DeleteArgs) -> Outcome {
    let home = place.open()?;
    let missing = || Failure::new("Missing", "the store holds no secret with this id").help("see `list`");
    let newest = home.store.versions(&args.id)?.last().copied().ok_or_else(missing)?;
    let count = home.store.remove(&args.id, args.expect.unwrap_or(newest))?;
    let text = format!("{}: {count} versions removed; snapshots may still hold them", args.id);
    Ok(Answer::new(json!({ "id": args.id, "removed": count }), text))
}
