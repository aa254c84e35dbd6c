//! What was found out of a file, a type or a body, kept: each name in it asks
//! again, and long types would be gone through once for each of their fields.

use std::cell::RefCell;
use std::hash::Hash;

use foldhash::HashMap;

use crate::rust::index::ItemId;
use crate::rust::name::Name;
use crate::rust::tree::ExprId;

/// See the module's text.
#[derive(Default)]
pub(in crate::rust::flow) struct Around {
    /// Whether a variant's fields are in company, and whether it refers.
    pub company: Known<(ItemId, u32), (bool, bool)>,
    /// Of an enum's variants that are about signing in or are secrets: one,
    /// and whether there are others.
    pub telling: Known<ItemId, Option<(Name, bool)>>,
    /// Whether a file is about taking text apart.
    pub lexical: Known<u32, bool>,
    /// Whether it is about signing in.
    pub signs_in: Known<u32, bool>,
    /// Whether a field in a file is the secret half of a pair.
    pub halves: Known<u32, bool>,
    /// Whether a variable of a body is.
    pub half_beside: Known<(u32, ExprId), bool>,
    /// Whether one of its parameters is about what is traded.
    pub coin_beside: Known<(u32, ExprId), bool>,
    /// Whether one of them is what is signed in with, or where.
    pub signing_beside: Known<(u32, ExprId), bool>,
    /// Whether a crate opens SQLite.
    pub sqlite: Known<Name, bool>,
    /// Whether the workspace speaks of another database.
    pub other_stores: Known<(), bool>,
}

/// Answers by what was asked of.
pub(in crate::rust::flow) struct Known<K, V>(RefCell<HashMap<K, V>>);

impl<K, V> Default for Known<K, V> {
    fn default() -> Self {
        Known(RefCell::default())
    }
}

impl<K: Eq + Hash, V: Copy> Known<K, V> {
    /// The answer; found out when nobody has asked before.
    pub fn get(&self, key: K, find: impl FnOnce() -> V) -> V {
        if let Some(known) = self.0.borrow().get(&key) {
            return *known;
        }
        let found = find();
        self.0.borrow_mut().insert(key, found);
        found
    }
}
