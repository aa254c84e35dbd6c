//! What a workspace hashes and seals with: its functions, whatever they are
//! called, and types that only ever hold a hash, whichever file they are in.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

use aho_corasick::AhoCorasick;
use memchr::memmem;
use secret_guard_vault::schema::embedded::code::Code;

use super::asked::{Asked, Workspace};
use super::given::Given;
use super::landmarks::{self, Landmarks};
use crate::files::File;
use crate::sql::writes::tokens::hiding::{CARRIERS, makes, parts};
use crate::sql::writes::tokens::impls::Callee;
use crate::sql::writes::tokens::impls::in_module;
use crate::sql::writes::tokens::lists::{Says, draws_at, lists};

/// Functions and types of all files that name a way of hashing or drawing.
#[derive(Debug, Default)]
pub struct Elsewhere {
    functions: HashMap<String, Vec<Function>>,
    types: HashSet<String>,
}

#[derive(Debug)]
struct Function {
    /// The type it belongs to and the trait it comes with; none for a free one.
    owners: Vec<String>,
    path: Arc<str>,
    /// The module in its file that it is in.
    module: Option<String>,
    hides: bool,
    /// Whether it draws what it returns at random.
    draws: bool,
    /// What it hashes or seals of what it returns in parts.
    gives: Given,
}

/// Who works out a hash or ciphertext, or draws at random, names one of these.
static WAYS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let ways = [
        "argon2",
        "bcrypt",
        "scrypt",
        "pbkdf2",
        "sha1",
        "sha2",
        "sha3",
        "sha512",
        "blake",
        "hmac",
        "digest",
        "encrypt",
        "aead",
        "seal",
        "hasher",
        "pwhash",
        "rng",
        "random",
        "alphanumeric",
        "nanoid",
        "new_v4",
    ];
    AhoCorasick::builder().ascii_case_insensitive(true).build(ways).ok()
});

/// Looks through the files that name a way.
pub(in crate::sql::writes) fn gather(workspace: &Workspace<'_>) -> Elsewhere {
    let names_a_way = |asked: &Asked<'_>| WAYS.as_ref().is_some_and(|ways| ways.is_match(asked.file.source.text()));
    let mut out = Elsewhere::default();
    for (functions, types) in workspace.tokens(names_a_way, told) {
        functions.into_iter().for_each(|(name, one)| out.functions.entry(name).or_default().push(one));
        out.types.extend(types);
    }
    out.functions.retain(|_, all| all.iter().any(|one| one.hides || one.draws || !one.gives.is_empty()));
    // A name that two types have tells nothing.
    let mut defined: HashMap<&str, usize> = HashMap::new();
    if !out.types.is_empty() {
        workspace.texts().flat_map(definitions).for_each(|name| *defined.entry(name).or_default() += 1);
    }
    out.types.retain(|name| defined.get(name.as_str()) == Some(&1));
    out
}

type Told = (Vec<(String, Function)>, Vec<String>);

fn told(marks: &Landmarks<'_>, file: &File) -> Told {
    let code = &marks.code;
    let mut functions = Vec::new();
    let mut makers: HashMap<&str, Vec<usize>> = HashMap::new();
    for landmarks::Function { at, hides, gives, .. } in &marks.functions {
        let (at, hides) = (*at, *hides);
        let owner = marks.owner(at);
        let owners = owner.into_iter().flat_map(|own| std::iter::once(own.of).chain(own.through));
        let owners = owners.map(str::to_owned).collect();
        let (path, module) = (file.source.path().clone(), marks.module(at).map(str::to_owned));
        let draws = !hides && draws(code, at);
        let function = Function { owners, path, module, hides, draws, gives: gives.clone() };
        // What leaves a value what it is does so in every type.
        if !lists().keeps(code.slice(at + 1)) {
            functions.push((code.slice(at + 1).to_owned(), function));
        }
        let makes = |through| matches!(through, None | Some("From" | "TryFrom" | "FromStr"));
        if let Some(own) = owner.filter(|own| makes(own.through)) {
            makers.entry(own.of).or_default().push(at);
        }
    }
    let types = texts(code).into_iter().filter(|of| makers.get(of).is_some_and(|fns| make_hashes(marks, of, fns)));
    (functions, types.map(str::to_owned).collect())
}

/// Whether a function returns text or bytes that it draws at random, and is
/// about nothing else.
fn draws(code: &Code<'_>, at: usize) -> bool {
    let Some((_, mut returns, mut body)) = parts(code, at) else { return false };
    let carries = returns.any(|n| CARRIERS.contains(&code.slice(n)));
    carries && body.len() <= SHORT && body.any(|n| draws_at(code, n))
}

/// A longer function draws something on its way.
const SHORT: usize = 60;

/// Whether the functions of a type that make one of something hash it, or say
/// that they are handed a hash. Those that leave it to another are passed over.
fn make_hashes(marks: &Landmarks<'_>, of: &str, fns: &[usize]) -> bool {
    let code = &marks.code;
    let mut hashes = false;
    for at in fns {
        let Some((params, returns, body)) = parts(code, *at) else { continue };
        let returns = returns.clone().any(|n| code.ident(n, "Self") || code.ident(n, of));
        let handed = params.clone().any(|n| code.is_ident(n) && !code.ident(n, "self"));
        let opens = |n: usize| code.punct(n + 1, b'(') || code.punct(n + 1, b'{');
        let builds = |n: usize| (code.ident(n, "Self") || code.ident(n, of)) && opens(n);
        if !returns || !handed || !body.clone().any(builds) {
            continue;
        }
        let calls = |n: usize| code.punct(n + 1, b'(') && marks.own(code.slice(n), false) == Some(true);
        let made = makes(code, body.clone()) || body.clone().any(calls);
        let says = |n: usize| code.is_ident(n) && Says::of(code.slice(n)).hides;
        if !made && !says(at + 1) && !params.clone().any(says) {
            return false;
        }
        hashes |= made;
    }
    hashes
}

/// The types of a file that hold one text or bytes, and nothing else:
/// `struct Password(String)`.
fn texts<'a>(code: &Code<'a>) -> HashSet<&'a str> {
    let declares = |at: &usize| code.ident(*at, "struct") && code.is_ident(at + 1);
    let is_one = |at: &usize| {
        let opens = code.punct(at + 2, b'(') || code.punct(at + 2, b'{');
        let fields = if opens { code.list(at + 3..code.close(at + 2).saturating_sub(1)) } else { Vec::new() };
        matches!(fields.as_slice(), [only] if only.clone().any(|n| CARRIERS.contains(&code.slice(n))))
    };
    (0..code.tokens.len()).filter(declares).filter(is_one).map(|at| code.slice(at + 1)).collect()
}

/// The names of the types that a text defines.
fn definitions(text: &str) -> impl Iterator<Item = &str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    ["struct ", "enum ", "type ", "union "].into_iter().flat_map(move |word| {
        let places = memmem::find_iter(text.as_bytes(), word).map(move |at| text[at + word.len()..].trim_start());
        places.map(move |rest| rest.split(|c| !is_word(c)).next().unwrap_or_default())
    })
}

/// More functions of one name tell nothing.
const MOST: usize = 64;

impl Elsewhere {
    /// Whether a type of this name only ever holds a hash.
    pub fn is_hash(&self, name: &str) -> bool {
        self.types.contains(name)
    }

    /// Whether every function that a call can mean hides what it returns;
    /// `alone` when it is handed nothing but its receiver.
    pub(in crate::sql::writes) fn hides(&self, name: &str, callee: &Callee<'_>, alone: bool) -> bool {
        self.all_meant(name, callee, alone, |one| one.hides)
    }

    /// Whether every function that a call can mean draws what it returns.
    pub(in crate::sql::writes) fn draws(&self, name: &str, callee: &Callee<'_>) -> bool {
        self.all_meant(name, callee, false, |one| one.draws)
    }

    /// Whether every function that a call can mean hides this part of what it returns.
    pub(in crate::sql::writes) fn gives(&self, name: &str, callee: &Callee<'_>, key: &str) -> bool {
        self.all_meant(name, callee, false, |one| one.gives.iter().any(|own| own == key))
    }

    /// Whether functions of this name are known of a type.
    pub(in crate::sql::writes) fn is_of(&self, name: &str, of: &str) -> bool {
        let owned = |one: &Function| one.owners.iter().any(|owner| owner == of);
        self.functions.get(name).is_some_and(|all| all.len() <= MOST && all.iter().any(owned))
    }

    fn all_meant(&self, name: &str, callee: &Callee<'_>, alone: bool, does: impl Fn(&Function) -> bool) -> bool {
        let Some(all) = self.functions.get(name).filter(|all| all.len() <= MOST) else { return false };
        let means = |one: &&Function| match callee {
            Callee::Type(of) => one.owners.iter().any(|owner| owner == of),
            Callee::Module(module) => one.owners.is_empty() && in_module(&one.path, one.module.as_deref(), module),
            Callee::Bare => one.owners.is_empty(),
            Callee::Method(receiver) => {
                let of = || receiver.is_some_and(|receiver| lists().is_of(receiver, &one.owners));
                // `token.condensed()` of a trait of our own for texts.
                let of_text = || one.owners.iter().any(|owner| CARRIERS.contains(&owner.as_str()));
                !one.owners.is_empty() && (!lists().is_common(name) && (!alone || of_text()) || of())
            }
        };
        let mut meant = all.iter().filter(means).peekable();
        meant.peek().is_some() && meant.all(does)
    }
}
