//! Which versions a reset called known to others, with the holder of the keys: a vault whose folder is lost, with its log,
//! comes back from a snapshot that may be from before the reset.
//!
//! ```text
//! TLV(id, version u64, id, version u64, …)
//! ```

use crate::account::AccountId;
use crate::bytes::{Reader, tlv};
use crate::custody::{KeyError, KeyHolder};
use crate::store::dump::Spent;

/// What the holder of the keys calls them.
const NOTE: &str = "reset";
/// What a holder certainly keeps in one note. Past that, every secret counts as marked.
const MOST_BYTES: usize = 32 * 1024;
/// No id: what is said of it is said of all.
const ALL: &str = "*";

/// What the holder knows.
pub(super) fn read(holder: &dyn KeyHolder, account: &AccountId) -> Result<Spent, KeyError> {
    let note = holder.note(account, NOTE)?.unwrap_or_default();
    parse(&note).ok_or_else(|| KeyError::Wrong { place: holder.place(), why: "its note of what was reset is damaged" })
}

/// Has the holder know of more, before anybody is told that they are marked.
pub(super) fn add<'m>(
    holder: &dyn KeyHolder,
    account: &AccountId,
    marks: impl Iterator<Item = (&'m str, u64)>,
) -> Result<(), KeyError> {
    let mut spent = read(holder, account)?;
    marks.for_each(|(id, version)| raise(&mut spent, id.to_owned(), version));
    let mut bytes = written(&spent);
    if bytes.len() > MOST_BYTES {
        bytes = written(&Spent::from([(ALL.to_owned(), u64::MAX)]));
    }
    holder.set_note(account, NOTE, &bytes)
}

/// Whatever is known already of a secret stays.
pub(super) fn raise(spent: &mut Spent, id: String, version: u64) {
    let known = spent.entry(id).or_default();
    *known = version.max(*known);
}

/// Says of each of these secrets what is said of all.
pub(super) fn spread(spent: &mut Spent, ids: Vec<String>) {
    if let Some(version) = spent.remove(ALL) {
        ids.into_iter().for_each(|id| raise(spent, id, version));
    }
}

fn written(spent: &Spent) -> Vec<u8> {
    spent.iter().flat_map(|(id, version)| tlv(&[id.as_bytes(), &version.to_be_bytes()])).collect()
}

fn parse(note: &[u8]) -> Option<Spent> {
    let (mut reader, mut spent) = (Reader::new(note), Spent::new());
    while !reader.is_empty() {
        let id = std::str::from_utf8(reader.part()?).ok()?.to_owned();
        raise(&mut spent, id, u64::from_be_bytes(reader.part()?.try_into().ok()?));
    }
    Some(spent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_nothing_else_is() {
        let spent = Spent::from([("api-key".to_owned(), 7), ("other".to_owned(), u64::MAX)]);
        let note = written(&spent);
        assert_eq!(parse(&note), Some(spent));
        assert!((1..note.len()).filter(|len| parse(&note[..*len]).is_some()).count() == 1, "at the first one's end");
        assert_eq!(parse(b""), Some(Spent::new()));
    }

    #[test]
    fn more_than_a_note_holds_is_all_there_is() {
        let mut spent = Spent::from([(ALL.to_owned(), u64::MAX), ("other".to_owned(), 1)]);
        spread(&mut spent, vec!["api-key".to_owned()]);
        assert_eq!(spent, Spent::from([("api-key".to_owned(), u64::MAX), ("other".to_owned(), 1)]));
    }
}
