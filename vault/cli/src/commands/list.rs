//! `list`: what there is.

use clap::Args;
use secret_guard_vault::store::Listed;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::place::Place;
use crate::time::moment;

use super::Outcome;

#[derive(Args, Debug)]
pub(crate) struct ListArgs {}

pub(crate) fn run(place: &Place, _: &ListArgs) -> Outcome {
    let all = place.open()?.store.list()?;
    let data = json!({ "secrets": all.iter().map(row).collect::<Vec<_>>() });
    let lines: Vec<String> = all.iter().map(line).collect();
    let text = if lines.is_empty() { "the vault holds no secrets".to_owned() } else { lines.join("\n") };
    Ok(Answer::new(data, text))
}

fn newest(listed: &Listed) -> u64 {
    listed.versions.last().map_or(0, |version| version.number)
}

fn row(listed: &Listed) -> Value {
    let (id, class, created) = (&listed.id, listed.class.to_string(), listed.newest_ms());
    json!({ "id": id, "class": class, "version": newest(listed), "versions": listed.versions.len(), "created_ms": created })
}

fn line(listed: &Listed) -> String {
    let (class, version) = (listed.class.to_string(), newest(listed));
    format!("{:<32} {class:<12} {version:>4}  {}", listed.id, moment(listed.newest_ms()))
}
