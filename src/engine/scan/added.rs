//! Which lines of a text a change adds.

use super::inside;
use super::worker::Worker;
use crate::input::InputError;
use crate::input::git::{Added, Oid, Unit};
use crate::input::lines::{self, Lines};
use crate::source::Source;

/// How many deleted files a new one is compared with.
const MOST_GONE: usize = 50;

impl Worker<'_> {
    /// The lines that count; `None` for all.
    pub(super) fn added(&self, unit: &Unit, source: &Source) -> Result<Option<Lines>, InputError> {
        match &unit.added {
            Added::All => Ok(None),
            Added::Lines(lines) => Ok(Some(lines.clone())),
            Added::Since(old) => {
                let mut common: Option<Lines> = None;
                for oid in old {
                    let Some(lines) = self.since(unit, oid, source)? else { continue };
                    common = Some(match common {
                        None => lines,
                        Some(before) => lines::shared(&before, &lines),
                    });
                }
                Ok(common)
            }
            Added::Moved(gone) => self.moved(unit, gone, source),
        }
    }

    fn since(&self, unit: &Unit, oid: &Oid, source: &Source) -> Result<Option<Lines>, InputError> {
        let old = self.older.bytes(oid)?.and_then(|bytes| match &unit.inner {
            Some(inner) => inside::older(bytes, inner),
            None => crate::input::text(bytes).map(|old| old.text.into_owned()),
        });
        Ok(old.map(|old| lines::added(&old, source.text())))
    }

    /// Lines that the most similar of the files that are gone does not have.
    fn moved(&self, unit: &Unit, gone: &[Oid], source: &Source) -> Result<Option<Lines>, InputError> {
        let mut best: Option<Lines> = None;
        for oid in gone.iter().take(MOST_GONE) {
            let Some(lines) = self.since(unit, oid, source)? else { continue };
            if best.as_ref().is_none_or(|best| lines::count(&lines) < lines::count(best)) {
                best = Some(lines);
            }
        }
        // Half of the lines must have been there.
        Ok(best.filter(|lines| lines::count(lines) * 2 <= source.line_count()))
    }
}
