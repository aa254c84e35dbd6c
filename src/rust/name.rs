//! Interned identifiers: one number for one spelling in the whole process.

use std::cell::RefCell;
use std::sync::{Mutex, OnceLock};

use foldhash::HashMap;

/// An interned spelling. Equal spellings are equal names; the order of names
/// means nothing, sort by [`Name::text`] where output depends on it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(u32);

/// Numbers of all spellings; held only while a new one is taken in.
static NUMBERS: Mutex<Option<HashMap<&'static str, u32>>> = Mutex::new(None);

/// Spellings by number, in shelves of growing size that never move, so that
/// reading takes no lock.
static SHELVES: [OnceLock<Box<[OnceLock<&'static str>]>>; 23] = [const { OnceLock::new() }; 23];

/// Spellings on the first shelf; each further one holds twice as many.
const FIRST_SHELF: u32 = 1024;

thread_local! {
    /// What this thread has already asked for: spares the lock.
    static SEEN: RefCell<HashMap<&'static str, Name>> = RefCell::default();
}

impl Name {
    /// The name with this spelling; `r#` is taken off.
    ///
    /// Spellings live as long as the process: a program that analyses many
    /// unrelated workspaces keeps the identifiers of all of them.
    pub fn new(text: &str) -> Name {
        let text = text.strip_prefix("r#").unwrap_or(text);
        SEEN.with_borrow_mut(|seen| match seen.get(text) {
            Some(name) => *name,
            None => {
                let (spelling, name) = Name::intern(text);
                seen.insert(spelling, name);
                name
            }
        })
    }

    fn intern(text: &str) -> (&'static str, Name) {
        let mut numbers = NUMBERS.lock().unwrap_or_else(|e| e.into_inner());
        let numbers = numbers.get_or_insert_default();
        if let Some((spelling, number)) = numbers.get_key_value(text) {
            return (spelling, Name(*number));
        }
        let spelling: &'static str = Box::leak(text.into());
        let name = Name(numbers.len() as u32);
        name.slot().get_or_init(|| spelling);
        numbers.insert(spelling, name.0);
        (spelling, name)
    }

    /// Where its spelling is kept.
    fn slot(self) -> &'static OnceLock<&'static str> {
        let shelf = (self.0 / FIRST_SHELF + 1).ilog2();
        let before = ((1 << shelf) - 1) * FIRST_SHELF;
        let spellings = SHELVES[shelf as usize].get_or_init(|| {
            let room = (FIRST_SHELF as usize) << shelf;
            (0..room).map(|_| OnceLock::new()).collect()
        });
        &spellings[(self.0 - before) as usize]
    }

    /// The spelling.
    pub fn text(self) -> &'static str {
        // Every name's slot was filled before the name was given out.
        self.slot().get().copied().unwrap_or("")
    }
}

impl std::fmt::Debug for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.text())
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.text())
    }
}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        self.text() == other
    }
}

impl PartialEq<&str> for Name {
    fn eq(&self, other: &&str) -> bool {
        self.text() == *other
    }
}

#[cfg(test)]
mod tests {
    use super::Name;

    #[test]
    fn spellings_come_back_from_every_shelf() {
        let spelling = |number: u32| format!("shelved_{number}");
        let names: Vec<Name> = (0..9_000).map(|number| Name::new(&spelling(number))).collect();
        for (number, name) in names.iter().enumerate() {
            assert_eq!(name.text(), spelling(number as u32));
            assert_eq!(Name::new(name.text()), *name);
        }
    }

    #[test]
    fn raw_identifiers_are_the_identifiers() {
        assert_eq!(Name::new("r#type"), Name::new("type"));
    }
}
