//! Words of a text that is cut at white space: whatever stands before `token`
//! there, it is which word of a command or an answer it is.

use super::super::roles::{GENERIC, HEADERS, WORDS, has_one};
use super::lexical::called;
use super::{Flow, Name};
use crate::rust::index::{Body, Def, ItemId, Res};
use crate::rust::locals::{Binding, Origin, Proj};
use crate::rust::tree::*;
use crate::words::segments;

/// Steps and variables that are followed to the cut.
const CHAIN: u32 = 12;

impl Flow<'_, '_> {
    /// `let Some(provider_token) = text.split_whitespace().next()`
    pub(super) fn is_word_of_text(&self, body: &Body, binding: &Binding) -> bool {
        let Origin::Value(init) = binding.origin else { return false };
        binding.path.is_empty() && is_kind_of_word(binding.name) && self.is_word(body, init, CHAIN)
    }

    /// `fn first_upper_token(text: &str)`: the same of what a function gives.
    pub(in crate::rust::flow) fn gives_word(&self, id: ItemId) -> bool {
        let Some(body) = self.index().body(id).filter(|_| is_kind_of_word(self.index().fn_(id).name)) else {
            return false;
        };
        let tree = self.index().tree(id.file);
        let values = given(tree, body.root);
        let word = |value: &ExprId| self.is_word(&body, *value, CHAIN);
        // `return token` in a loop, and `""` behind it.
        values.iter().any(word) && values.iter().all(|value| tree.str_of(*value).is_some() || word(value))
    }

    /// Whether a value is cut out of a text at white space.
    fn is_word(&self, body: &Body, value: ExprId, depth: u32) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let tree = self.index().tree(body.file);
        let again = |value: ExprId| self.is_word(body, value, depth);
        match tree.kind(value) {
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) => again(inner),
            ExprKind::Method { receiver, name, args } => match name.text() {
                "split_whitespace" | "split_ascii_whitespace" => !is_of_header(tree, receiver),
                "split" | "splitn" => {
                    tree.exprs_of(args).last().is_some_and(|at| self.is_blank(body, *at))
                        && !is_of_header(tree, receiver)
                }
                _ => again(receiver),
            },
            ExprKind::Path(_) => {
                let locals = self.types.infer.locals(body);
                let binding = locals.uses.get(&value).map(|id| &locals.bindings[*id as usize]);
                binding.is_some_and(|binding| match (binding.origin, binding.path.as_slice()) {
                    (Origin::Value(init), [] | [Proj::Element]) => again(init),
                    _ => false,
                })
            }
            ExprKind::Call { callee, .. } => tree.path_of(callee).is_some_and(|path| {
                let found = self.types.infer.resolve(body, path);
                found
                    .iter()
                    .any(|res| matches!(res, Res::Def(Def::Fn(id)) if depth > CHAIN / 2 && self.gives_word(*id)))
            }),
            _ => false,
        }
    }

    /// `' '`, `char::is_whitespace`
    fn is_blank(&self, body: &Body, at: ExprId) -> bool {
        let tree = self.index().tree(body.file);
        match tree.kind(at) {
            ExprKind::Str(text) => &**tree.string(text) == " ",
            ExprKind::Scalar(Scalar::Char) => {
                let span = tree.expr(at).span;
                let text = self.index().unit(body.file).source.text();
                text.get(span.start as usize..span.end as usize) == Some("' '")
            }
            ExprKind::Path(path) => tree.path(path).last().is_some_and(|last| last == "is_whitespace"),
            _ => false,
        }
    }
}

/// `model_token`, and no `access_token`, `github_token`, `vault_token`.
fn is_kind_of_word(name: Name) -> bool {
    let words = segments(name.text());
    let Some((last, kinds)) = words.split_last() else { return false };
    let tells = |word: &String| WORDS.contains(&word.as_str()) || GENERIC.contains(&word.as_str());
    last == "token" && !kinds.is_empty() && kinds.iter().all(tells)
}

/// Whether a text is called as one is that somebody signs in by.
fn is_of_header(tree: &Tree, text: ExprId) -> bool {
    called(tree, text, CHAIN).is_some_and(|name| has_one(name.text(), HEADERS))
}

/// What a function gives: the value of its body, and what it returns.
pub(super) fn given(tree: &Tree, root: ExprId) -> Vec<ExprId> {
    let mut values = Vec::new();
    match tree.kind(root) {
        ExprKind::Block(block) => values.extend(tree.block(block).value),
        _ => values.push(root),
    }
    tree.walk(root, &mut |expr| {
        if let ExprKind::Return(Some(value)) = tree.kind(expr) {
            values.push(value);
        }
    });
    values
}
