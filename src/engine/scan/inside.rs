//! What stands inside archives and notebooks.

use super::worker::{Outcome, Worker};
use crate::finding::Note;
use crate::input::InputError;
use crate::input::archive::{self, Event};
use crate::input::git::Unit;

/// What a notebook's name ends in.
const NOTEBOOK: &str = ".ipynb";

impl Worker<'_> {
    /// Scans what stands in a file, one member after the other; a file that
    /// holds no others is scanned as it is.
    pub(super) fn opened(&self, unit: Unit, bytes: Vec<u8>, outcome: &mut Outcome) -> Result<(), InputError> {
        if archive::is_archive(&bytes) {
            return self.members(&unit, &bytes, outcome);
        }
        if unit.path.ends_with(NOTEBOOK)
            && let Some(cells) = std::str::from_utf8(&bytes).ok().and_then(archive::cells)
        {
            return cells.into_iter().try_for_each(|(name, text)| {
                self.text(within(&unit, &format!("{}!{name}", unit.path)), text.into_bytes(), outcome)
            });
        }
        self.text(unit, bytes, outcome)
    }

    fn members(&self, unit: &Unit, bytes: &[u8], outcome: &mut Outcome) -> Result<(), InputError> {
        let mut failed = Ok(());
        archive::unpack(&unit.path, bytes, &mut |event| match event {
            Event::Member(member) if failed.is_ok() => {
                outcome.bytes += member.bytes.len();
                failed = self.text(within(unit, member.path), member.bytes, outcome);
            }
            Event::Member(_) => {}
            Event::Note(path, message) => {
                outcome.notes.push(Note { path: Some(path.into()), line: None, message });
            }
        });
        failed
    }
}

/// The unit of what stands in another one.
fn within(unit: &Unit, path: &str) -> Unit {
    Unit { path: path.into(), inner: Some(path[unit.path.len()..].into()), ..unit.clone() }
}

/// What a member said before. Cells of a notebook move, so that all of them
/// are what it said.
pub(super) fn older(bytes: Vec<u8>, inner: &str) -> Option<String> {
    if archive::is_archive(&bytes) {
        let member = archive::member(&bytes, inner)?;
        return crate::input::text(member).map(|old| old.text.into_owned());
    }
    let cells = archive::cells(std::str::from_utf8(&bytes).ok()?)?;
    Some(cells.into_iter().map(|(_, text)| text + "\n").collect())
}
