//! From what a scan is asked for to the texts that it looks at.

use std::path::Path;

use super::options::What;
use crate::engine::check::Failure;
use crate::finding::Note;
use crate::input::git::{Added, Content, Unit, plan};
use crate::input::{self, InputError, diff};

pub(super) fn units(what: What, start: &Path, notes: &mut Vec<Note>) -> Result<Vec<Unit>, Failure> {
    match what {
        What::Tree => Ok(Vec::new()),
        What::Git(asked) => {
            let plan = plan(start, &asked)?;
            notes.extend(plan.notes);
            Ok(plan.units)
        }
        What::Text(path, bytes) => Ok(vec![Unit::new(path.into(), Content::Bytes(bytes), Added::All)]),
        What::Diff(bytes) => {
            let diff = diff::diff(&bytes);
            if !diff.is_diff && !bytes.trim_ascii().is_empty() {
                return Err(InputError::NoDiff.into());
            }
            if diff.changes.is_empty() && diff.notes.is_empty() {
                notes.push(input::git::nothing());
            }
            notes.extend(diff.notes);
            Ok(diff.changes.into_iter().map(hunks).collect())
        }
    }
}

pub(super) fn hunks(change: diff::Change) -> Unit {
    let content = Content::Bytes(change.text.into_bytes());
    let unit = Unit::new(change.path.into(), content, Added::Lines(change.added));
    Unit { hunks: change.hunks.into(), ..unit }
}
