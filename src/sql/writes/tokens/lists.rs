//! The words by which code says what it writes; the data is in `rules/words/writes.yaml`.

use foldhash::HashSet;
use secret_guard_vault::schema::embedded::code::Code;
use serde::Deserialize;

use crate::sql::evidence;
use crate::sql::words::{Meaning, words};
use crate::words::segments;

/// The lists.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sql::writes) struct Lists {
    hides: HashSet<String>,
    families: Vec<String>,
    digests: HashSet<String>,
    not_hidden: HashSet<String>,
    guards: HashSet<String>,
    wraps: HashSet<String>,
    wrappers: HashSet<String>,
    undoes: HashSet<String>,
    serving: HashSet<String>,
    tools: HashSet<String>,
    looks_up: HashSet<String>,
    given: HashSet<String>,
    asks: HashSet<String>,
    named: HashSet<String>,
    drawn: HashSet<String>,
    same: HashSet<String>,
    maps: HashSet<String>,
    joins: HashSet<String>,
    instead: HashSet<String>,
    spells: HashSet<String>,
    belongs: HashSet<String>,
    sql_same: HashSet<String>,
    common: HashSet<String>,
    roles: HashSet<String>,
    hands_on: HashSet<String>,
    answers: HashSet<String>,
    extractors: HashSet<String>,
    extracted: Vec<String>,
    serializes: HashSet<String>,
    pipes: HashSet<String>,
    runs: HashSet<String>,
    bare_keys: HashSet<String>,
    bare_types: HashSet<String>,
    other_halves: HashSet<String>,
}

/// The lists, read once.
pub(in crate::sql::writes) fn lists() -> &'static Lists {
    crate::data!("words/writes", Lists)
}

impl Lists {
    /// Whether a word says that a value is hashed or sealed.
    pub fn hides(&self, word: &str) -> bool {
        let own = || self.hides.contains(word) || self.families.iter().any(|family| word.starts_with(family.as_str()));
        (evidence::hides_value(word) || own()) && !self.not_hidden.contains(word)
    }

    /// Whether a word says that a value is drawn at random.
    pub fn draws(&self, word: &str) -> bool {
        self.drawn.contains(word)
    }

    /// Whether a call of this name asks a person for what it names.
    pub fn asks(&self, call: &str) -> bool {
        segments(call).first().is_some_and(|word| self.asks.contains(word))
    }

    /// Whether a call of this name gives what it is handed the name of.
    pub fn gives_named(&self, call: &str) -> bool {
        self.named.contains(call)
    }

    /// Whether a call of this name leaves a value what it is.
    pub fn keeps(&self, call: &str) -> bool {
        self.same.contains(call)
    }

    /// Whether methods of this name are of many types.
    pub fn is_common(&self, method: &str) -> bool {
        self.common.contains(method)
    }

    /// Whether a receiver is called as one of these types: `self.tokens.insert(…)`
    /// is of `TokenStore`, `repo.insert(…)` of `Repo` or `UserRepo`.
    pub fn is_of(&self, receiver: &str, owners: &[String]) -> bool {
        let alone = self.is_role(receiver);
        let receiver = words().of(receiver);
        let shares = |word: &String| receiver.contains(word) && (alone || !self.roles.contains(word));
        owners.iter().map(|owner| words().of(owner)).any(|owner| owner == receiver || owner.iter().any(shares))
    }

    /// Whether a receiver is only called as any store is: `self.store.insert(…)`.
    pub fn is_role(&self, receiver: &str) -> bool {
        words().of(receiver).iter().all(|word| self.roles.contains(word))
    }

    /// Whether a call of this name gives the elements of a list one by one.
    pub fn hands_on(&self, call: &str) -> bool {
        self.hands_on.contains(call)
    }

    /// Whether a type of this name takes a request apart in a pattern.
    pub fn extracts(&self, name: &str) -> bool {
        self.extractors.contains(name)
    }

    /// The types in which a request arrives as a whole.
    pub fn extracted(&self) -> &[String] {
        &self.extracted
    }

    /// Whether an attribute of this name says that a function answers requests.
    pub fn answers(&self, attribute: &str) -> bool {
        self.answers.contains(attribute)
    }

    /// Whether a function of SQL leaves a value what it is.
    pub fn keeps_in_sql(&self, function: &str) -> bool {
        self.sql_same.contains(&function.to_lowercase())
    }

    /// Whether a call of this name puts a value into its closure.
    pub fn maps(&self, call: &str) -> bool {
        self.maps.contains(call)
    }

    /// Whether a call of this name joins the elements of a list.
    pub fn joins(&self, call: &str) -> bool {
        self.joins.contains(call)
    }

    /// Whether a call of this name puts a value into bytes or text.
    pub fn serializes(&self, call: &str) -> bool {
        self.serializes.contains(call)
    }

    /// Whether a call of this name hands what it is called on to a function.
    pub fn pipes(&self, call: &str) -> bool {
        self.pipes.contains(call)
    }

    /// Whether a call of this name gives what its closure does, elsewhere.
    pub fn runs(&self, call: &str) -> bool {
        self.runs.contains(call)
    }

    /// Whether a name speaks of the half of a key that all may have.
    pub fn is_other_half(&self, name: &str) -> bool {
        segments(name).iter().any(|word| self.other_halves.contains(word))
    }

    /// Whether a value of this name is the private half of a key: `to_secret_hex`, `identity.private_key`.
    pub fn is_bare_key(&self, name: &str) -> bool {
        let own = words().of(name);
        let ends = |words: &[String]| words.len() > 1 && self.bare_keys.contains(&words[words.len() - 2..].join(" "));
        (ends(&own) || ends(words().head(&own))) && !own.iter().any(|word| word == "public")
    }

    /// Whether a type of this name holds the private half of a key.
    pub fn is_bare_type(&self, name: &str) -> bool {
        self.bare_types.contains(name)
    }

    /// Whether a call of this name may give its first argument instead.
    pub fn may_replace(&self, call: &str) -> bool {
        self.instead.contains(call)
    }
}

/// What the words of a name say of a value.
#[derive(Clone, Copy, Debug)]
pub(in crate::sql::writes) struct Says {
    /// It is hashed or encrypted.
    pub hides: bool,
    /// It is a digest that no key or effort belongs to.
    pub digests: bool,
    /// What was hidden is undone or only looked at.
    pub undoes: bool,
    pub looks_up: bool,
    pub given: bool,
    pub drawn: bool,
    pub spells: bool,
    /// It names what belongs to a ciphertext.
    pub belongs: bool,
    /// Called, it seals what it is handed, or it does when a wrapper does it.
    pub guards: bool,
    pub wraps: bool,
    pub wrapper: bool,
    /// It names a secret.
    pub secret: bool,
}

impl Says {
    pub fn of(name: &str) -> Says {
        let parts = segments(name);
        let lists = lists();
        let among = |list: &HashSet<String>| parts.iter().any(|word| list.contains(word));
        // A table by hashes is none, and a key for hashing is not hashed.
        let table = name.ends_with("Map") || name.ends_with("Set");
        let serves = |pair: &[String]| lists.serving.contains(&pair[0]) && lists.tools.contains(&pair[1]);
        let hides = !table && !parts.windows(2).any(serves) && parts.iter().any(|word| lists.hides(word));
        // `new_from_slice` makes one.
        let makes = |at: usize| at > 0 && parts[at] == "from" && parts[at - 1] == "new";
        let undoes = (0..parts.len()).any(|at| lists.undoes.contains(&parts[at]) && !makes(at));
        let begins = |list: &HashSet<String>| parts.first().is_some_and(|word| list.contains(word));
        let meaning = words().meaning(&words().of(name));
        Says {
            hides: hides && !undoes,
            digests: hides && parts.iter().filter(|word| lists.hides(word)).all(|word| lists.digests.contains(word)),
            undoes,
            looks_up: among(&lists.looks_up),
            given: among(&lists.given),
            drawn: among(&lists.drawn),
            spells: among(&lists.spells),
            belongs: among(&lists.belongs),
            guards: begins(&lists.guards),
            wraps: begins(&lists.wraps),
            wrapper: among(&lists.wrappers),
            secret: hides || matches!(meaning, Meaning::Secret(..) | Meaning::Generic | Meaning::Protected),
        }
    }
}

/// Whether a token is a name that draws at random.
pub(in crate::sql::writes) fn draws_at(code: &Code<'_>, at: usize) -> bool {
    code.is_ident(at) && segments(code.slice(at)).iter().any(|word| lists().draws(word))
}
