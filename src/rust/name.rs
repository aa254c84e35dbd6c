//! Interned identifiers: one number for one spelling in the whole process.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{LazyLock, RwLock};

/// An interned spelling. Equal spellings are equal names; the order of names
/// means nothing, sort by [`Name::text`] where output depends on it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Name(u32);

#[derive(Default)]
struct Table {
    numbers: HashMap<&'static str, u32>,
    texts: Vec<&'static str>,
}

static TABLE: LazyLock<RwLock<Table>> = LazyLock::new(RwLock::default);

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
        let mut table = TABLE.write().unwrap_or_else(|e| e.into_inner());
        if let Some((spelling, number)) = table.numbers.get_key_value(text) {
            return (spelling, Name(*number));
        }
        let spelling: &'static str = Box::leak(text.into());
        let number = table.texts.len() as u32;
        table.texts.push(spelling);
        table.numbers.insert(spelling, number);
        (spelling, Name(number))
    }

    /// The spelling.
    pub fn text(self) -> &'static str {
        let table = TABLE.read().unwrap_or_else(|e| e.into_inner());
        table.texts[self.0 as usize]
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
