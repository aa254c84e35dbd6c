//! What was found out of a file, a type or a body, kept: each name in it asks
//! again, and long types would be gone through once for each of their fields.

use std::cell::RefCell;
use std::hash::Hash;
use std::rc::Rc;

use foldhash::{HashMap, HashSet};

use super::super::roles::{BASES, CLIENTS, COINS, COMPANIONS, COUNTED, PRICED, PROVEN, SIGNING, has_one};
use super::Flow;
use super::halves::Halves;
use super::signed::Used;
use crate::rust::index::{Body, ItemId};
use crate::rust::locals::Origin;
use crate::rust::name::Name;
use crate::rust::tree::ExprId;
use crate::words::segments;

/// The functions that give each type.
pub(in crate::rust::flow) type Givers = Rc<HashMap<ItemId, Rc<Vec<ItemId>>>>;

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
    /// Whose secret halves are among a variant's fields, and among the
    /// variables of a body; of whom a file has both halves.
    pub secret_fields: Known<(ItemId, u32), Halves>,
    pub secret_variables: Known<(u32, ExprId), Halves>,
    pub paired: Known<u32, Halves>,
    /// What the fields of a variant say of each other.
    pub fields: Known<(ItemId, u32), Beside>,
    /// What the variables of a body do.
    pub variables: Known<(u32, ExprId), Beside>,
    /// The variables of a body that somebody signs in by, and whether it is about that.
    pub signed: Known<(u32, ExprId), Rc<Used>>,
    pub signed_places: Known<(u32, ExprId), bool>,
    /// The calls before a `.send()` in a body, and the functions that give each
    /// type.
    pub sent_later: Known<(u32, ExprId), Rc<HashSet<ExprId>>>,
    pub givers: Known<(), Givers>,
    /// Whether a function writes down what stands in a secret's place.
    pub masks: Known<ItemId, bool>,
    /// Whether a call is a program's output, by the rule that watches it.
    pub outputs: Known<(u32, ExprId, &'static str), bool>,
    /// The parameters by which functions read the environment.
    pub named_variables: Known<(ItemId, u32), Rc<Vec<u32>>>,
    /// Whether a crate opens SQLite.
    pub sqlite: Known<Name, bool>,
    /// Whether the workspace speaks of another database.
    pub other_stores: Known<(), bool>,
}

/// What stands beside a name.
#[derive(Clone, Copy, Default)]
pub(in crate::rust::flow) struct Beside {
    /// What is signed in with, or where.
    pub signing: bool,
    /// Where a client asks, or as whom.
    pub asked: bool,
    /// What is traded, for sure or where nobody asks.
    pub traded: bool,
    pub priced: bool,
    /// The record that proves whose a domain is.
    pub proven: bool,
    /// How likely a word of a text is, how far some work has got.
    pub counted: bool,
}

impl Beside {
    /// Whether a token is one that is traded.
    pub(super) fn trades(self) -> bool {
        self.traded || self.priced && !self.asked
    }

    fn add(&mut self, name: Name, given: bool) {
        self.signing |= given && has_one(name.text(), SIGNING);
        self.asked |= given && is_asked(name.text());
        self.traded |= given && has_one(name.text(), COINS);
        self.priced |= given && has_one(name.text(), PRICED);
        self.proven |= has_one(name.text(), PROVEN);
        self.counted |= has_one(name.text(), COUNTED);
    }
}

/// `api_url`, `client`, `password`; the `logo_url` of a coin is none.
fn is_asked(name: &str) -> bool {
    let asks = |word: &String| BASES.contains(&word.as_str()) || CLIENTS.contains(&word.as_str());
    let words = segments(name);
    has_one(name, COMPANIONS) || !words.is_empty() && words.iter().all(asks)
}

impl Flow<'_, '_> {
    /// What stands beside a field.
    pub(super) fn beside_field(&self, id: ItemId, variant: u32) -> Beside {
        self.around.fields.get((id, variant), || {
            let mut beside = Beside::default();
            let of = self.index().adt(id).variants.get(variant as usize);
            for field in of.into_iter().flat_map(|of| &of.fields) {
                beside.add(field.name, true);
            }
            beside
        })
    }

    /// What stands beside a variable; only a function's parameters say what
    /// it is about.
    pub(super) fn beside_variable(&self, body: &Body) -> Beside {
        self.around.variables.get((body.file, body.root), || {
            let mut beside = Beside::default();
            let locals = self.types.infer.locals(body);
            locals.bindings.iter().for_each(|of| beside.add(of.name, matches!(of.origin, Origin::Param(_))));
            beside
        })
    }
}

/// Answers by what was asked of.
pub(in crate::rust::flow) struct Known<K, V>(RefCell<HashMap<K, V>>);

impl<K, V> Default for Known<K, V> {
    fn default() -> Self {
        Known(RefCell::default())
    }
}

impl<K: Eq + Hash, V: Clone> Known<K, V> {
    /// The answer; found out when nobody has asked before.
    pub fn get(&self, key: K, find: impl FnOnce() -> V) -> V {
        if let Some(known) = self.0.borrow().get(&key) {
            return known.clone();
        }
        let found = find();
        self.0.borrow_mut().insert(key, found.clone());
        found
    }
}
