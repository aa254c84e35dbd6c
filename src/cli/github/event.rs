//! What happened, as GitHub tells it: the event's name and its payload.

use std::path::PathBuf;

use serde_json::Value;

use super::super::output::failed;
use crate::engine::check::Failure;

/// What the workflow was started for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// Commits came, or are proposed.
    Change {
        /// What they may be compared with, the best first.
        bases: Vec<Base>,
        /// Whether a reviewer has still to agree.
        proposal: bool,
    },
    /// A branch was deleted.
    Gone,
    /// Something that is no change: a schedule, a button.
    Whole,
}

/// A commit to compare with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// This one.
    Commit(String),
    /// Where this branch of `origin` was left.
    Branch(String),
}

impl Event {
    /// The event of this run, from the environment.
    pub(super) fn of_run() -> Result<Event, Failure> {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let missing =
            || Failure::Usage("GITHUB_EVENT_NAME and GITHUB_EVENT_PATH are not set; this is for workflows".to_owned());
        let name = variable("GITHUB_EVENT_NAME").ok_or_else(missing)?;
        let path = variable("GITHUB_EVENT_PATH").map(PathBuf::from).ok_or_else(missing)?;
        let text = std::fs::read_to_string(&path).map_err(|error| failed(&path, &error))?;
        let payload = serde_json::from_str(&text)
            .map_err(|error| Failure::Usage(format!("the event in {} is no JSON: {error}", path.display())))?;
        Event::read(&name, &payload)
    }

    fn read(name: &str, payload: &Value) -> Result<Event, Failure> {
        let change = |bases: Vec<Base>, proposal| Ok(Event::Change { bases, proposal });
        match name {
            "push" if payload["deleted"] == Value::Bool(true) => Ok(Event::Gone),
            "push" => change(pushed(payload), false),
            "pull_request" | "pull_request_target" => {
                change(vec![commit(payload, "/pull_request/base/sha").ok_or_else(|| unlike(name))?], true)
            }
            "merge_group" => change(vec![commit(payload, "/merge_group/base_sha").ok_or_else(|| unlike(name))?], true),
            _ => Ok(Event::Whole),
        }
    }

    /// Whether what changed is only proposed.
    pub(super) fn is_proposal(&self) -> bool {
        matches!(self, Event::Change { proposal: true, .. })
    }
}

fn unlike(name: &str) -> Failure {
    Failure::Usage(format!("the payload of this {name} event names no base commit"))
}

/// What was there before the push. A new branch has nothing before it, and
/// what a forced push replaced may be gone; then the branch is compared with
/// the default one, which is compared with nothing.
fn pushed(payload: &Value) -> Vec<Base> {
    let text = |at: &str| payload.pointer(at).and_then(Value::as_str).unwrap_or("");
    let main = text("/repository/default_branch");
    let is_main = text("/ref") == format!("refs/heads/{main}");
    let other = (!main.is_empty() && !is_main).then(|| Base::Branch(main.to_owned()));
    commit(payload, "/before").into_iter().chain(other).collect()
}

/// The commit at a place of the payload; zeros stand for none.
fn commit(payload: &Value, at: &str) -> Option<Base> {
    let text = payload.pointer(at)?.as_str()?;
    let is_name = matches!(text.len(), 40 | 64) && text.bytes().all(|b| b.is_ascii_hexdigit());
    let is_zero = text.bytes().all(|b| b == b'0');
    (is_name && !is_zero).then(|| Base::Commit(text.to_owned()))
}
