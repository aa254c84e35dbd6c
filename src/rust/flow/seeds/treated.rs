//! How a body uses a variable, and what only names where something is kept.

use super::Flow;
use super::lexical::called;
use crate::rust::flow::roles::{GENERIC, KEPT_BY_NAME, KEPT_FOR, SPELLINGS};
use crate::rust::index::Body;
use crate::rust::locals::{Binding, Origin};
use crate::rust::name::Name;
use crate::rust::tree::{ExprId, ExprKind, Path, Tree};
use crate::words::segments;

/// Variables that are followed to see what a part is of.
const CHAIN: u32 = 4;

/// How a body uses a variable.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::rust::flow) struct Treated {
    /// Compared with the words that it can be.
    pub as_word: bool,
    /// Opened as a file, or read as a variable of the environment.
    pub as_path: bool,
    /// Looked up by: `headers.get(authorization_header)`.
    pub as_key: bool,
    /// Asked for parts that no text has.
    pub as_object: bool,
    /// Put into the query of an address: `?token={token}`.
    pub as_parameter: bool,
    /// Put into a path that everybody may ask for: `/.well-known/…/{token}`.
    pub as_published: bool,
    /// Handed to a request to sign in by: `bearer_auth(token)`.
    pub as_bearer: bool,
    /// Printed as the text that it is.
    pub as_text: bool,
}

impl Treated {
    /// Whether a variable is the name that something is kept under.
    pub(in crate::rust::flow) fn is_name(self, name: Name) -> bool {
        self.as_key && is_kept_by_name(name.text())
    }
}

impl Flow<'_, '_> {
    /// `let secret_key = key.split(':').last()`: a part of the key of a store is
    /// what a secret is kept under.
    pub(super) fn is_key_of_kept(&self, body: &Body, binding: &Binding) -> bool {
        if segments(binding.name.text()) != ["secret", "key"] {
            return false;
        }
        let (tree, locals) = (self.index().tree(body.file), self.types.infer.locals(body));
        let (mut at, mut cut) = (binding.origin, false);
        for _ in 0..CHAIN {
            let Origin::Value(mut value) = at else { return false };
            loop {
                value = match tree.kind(value) {
                    ExprKind::Ref(inner) | ExprKind::Try(inner) | ExprKind::Index { base: inner, .. } => inner,
                    ExprKind::Method { receiver, name, .. } => {
                        cut |= name.text().starts_with("split") || name.text().starts_with("rsplit");
                        receiver
                    }
                    _ => break,
                };
            }
            let name = called(tree, value, 1);
            let held = locals.uses.get(&value).map(|id| &locals.bindings[*id as usize]);
            match held {
                Some(held) if !cut && held.path.is_empty() => at = held.origin,
                held => {
                    let read = held.is_some_and(|held| matches!(held.origin, Origin::Value(of) if is_read(tree, of)));
                    return cut && !read && name.is_some_and(|name| self.is_key_of_store(name));
                }
            }
        }
        false
    }

    /// `key`, `full_key`, `key_str`; an `api_key` holds one.
    fn is_key_of_store(&self, name: Name) -> bool {
        let words = segments(name.text());
        let mut said = words.iter().filter(|word| !SPELLINGS.contains(&word.as_str()));
        said.next_back().is_some_and(|last| last == "key") && !self.know.words.is_secret(name.text())
    }
}

/// Whether what is called so may be the name of what is kept: a `secret`, a
/// `password_secret`, an `authorization_header`. A `client_secret` is a value.
pub(in crate::rust::flow) fn is_kept_by_name(name: &str) -> bool {
    let words = segments(name);
    let says = |word: &&String| !GENERIC.contains(&word.as_str()) && !word.bytes().all(|b| b.is_ascii_digit());
    let words: Vec<&str> = words.iter().filter(says).map(String::as_str).collect();
    match words.as_slice() {
        [] => false,
        [only] => KEPT_BY_NAME.contains(only),
        [.., kind, last] => *last == "header" || KEPT_BY_NAME.contains(last) && KEPT_FOR.contains(kind),
    }
}

/// Whether a parameter is called after the name of what is kept; a `user_name`
/// is another's.
pub(in crate::rust::flow) fn is_name_of_kept(param: &str) -> bool {
    match &*segments(param) {
        [only] => only == "name",
        [.., kept, last] => last == "name" && (kept == "key" || KEPT_BY_NAME.contains(&kept.as_str())),
        [] => false,
    }
}

/// Whether a value is read from a file or the environment, and so is no key
/// that the program goes by.
fn is_read(tree: &Tree, value: ExprId) -> bool {
    let mut read = false;
    tree.walk(value, &mut |at| {
        if let ExprKind::Call { callee, .. } = tree.kind(at) {
            let last = tree.path_of(callee).and_then(Path::last);
            read |= last.is_some_and(|last| matches!(last.text(), "read_to_string" | "read" | "var" | "stdin"));
        }
    });
    read
}
