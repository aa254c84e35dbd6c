//! Texts that a secret is cut out of: `line.split(' ').nth(1)`.

use crate::rust::flow::Flow;
use crate::rust::flow::lists::end_of;
use crate::rust::flow::seeds::is_strong;
use crate::rust::index::Body;
use crate::rust::locals::{Binding, Locals, Origin, Proj};
use crate::rust::tree::*;
use crate::rust::types::Ty;

/// Steps from a variable to what it is cut from.
const STEPS: usize = 24;

/// Variables that are followed to see what they are taken from.
const FAR: usize = 3;

/// The same to the parameter that a function was handed.
const FARTHER: usize = 5;

impl Flow<'_, '_> {
    /// `let password = parts.next()?`: the text that a secret is cut out of,
    /// and where it is cut.
    pub(in crate::rust::flow::build) fn cut_from(
        &mut self,
        body: &Body,
        binding: &Binding,
    ) -> Option<(ExprId, ExprId)> {
        if !is_strong(binding.name.text()) || !self.names_secret(binding.name) {
            return None;
        }
        let tree = self.index().tree(body.file);
        let locals = self.types.infer.locals(body);
        let (mut at, mut far) = (given(tree, binding)?, 0);
        for _ in 0..STEPS {
            at = match tree.kind(at) {
                ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) => inner,
                ExprKind::Index { base, .. } => base,
                ExprKind::Method { receiver, name, .. } if is_cut(name.text()) => {
                    let text = matches!(self.types.of(body, receiver).value(), Ty::Text | Ty::Unknown);
                    return text.then_some((receiver, at));
                }
                ExprKind::Call { .. } => self.decoded(tree, at)?,
                ExprKind::Method { receiver, name, .. } if self.hands_part(name.text()) => receiver,
                ExprKind::Path(_) if far < FAR => {
                    far += 1;
                    whole_value(tree, &locals.bindings[*locals.uses.get(&at)? as usize])?
                }
                _ => return None,
            };
        }
        None
    }

    /// The parameter that a text is a piece of.
    pub(super) fn piece_of(&self, body: &Body, locals: &Locals, expr: ExprId) -> Option<u32> {
        let tree = self.index().tree(body.file);
        let (mut at, mut far) = (expr, 0);
        for _ in 0..STEPS {
            at = match tree.kind(at) {
                ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) => inner,
                ExprKind::Index { base, .. } => base,
                ExprKind::Call { .. } => self.decoded(tree, at)?,
                ExprKind::Method { name, .. } if name == "decode" => coded(tree, at)?,
                ExprKind::Method { receiver, name, .. } if is_cut(name.text()) || self.hands_part(name.text()) => {
                    receiver
                }
                ExprKind::Path(_) if far < FARTHER => {
                    far += 1;
                    let binding = &locals.bindings[*locals.uses.get(&at)? as usize];
                    match binding.origin {
                        Origin::Param(number) if binding.path.is_empty() => return Some(number),
                        _ => whole_value(tree, binding)?,
                    }
                }
                _ => return None,
            };
        }
        None
    }

    /// `String::from_utf8_lossy(piece)`, `hex::decode(text)`: what a call gives
    /// in another form.
    fn decoded(&self, tree: &Tree, call: ExprId) -> Option<ExprId> {
        let ExprKind::Call { callee, args } = tree.kind(call) else { return None };
        let names = tree.path_of(callee)?.names();
        let names: Vec<&str> = names.iter().map(|name| name.text()).collect();
        let wraps = self.know.values.wraps.contains(end_of(&names.join("::")));
        coded(tree, call).or_else(|| tree.exprs_of(args).first().copied().filter(|_| wraps))
    }

    /// Whether a method gives what its receiver is, or one of several.
    fn hands_part(&self, method: &str) -> bool {
        let trims = matches!(method, "collect" | "trim_matches");
        trims || self.know.values.unchanged.contains(method) || self.types.is_carried(method)
    }
}

/// What is decoded by a call: `hex::decode(text)`, `STANDARD.decode(text)`,
/// `Engine::decode(&STANDARD, text)`.
pub(super) fn coded(tree: &Tree, call: ExprId) -> Option<ExprId> {
    match tree.kind(call) {
        ExprKind::Call { callee, args } => {
            let [.., of, last] = tree.path_of(callee)?.segments.as_slice() else { return None };
            let decodes = last.name == "decode" && matches!(of.name.text(), "hex" | "base64" | "bs58" | "Engine");
            tree.exprs_of(args).last().copied().filter(|_| decodes)
        }
        ExprKind::Method { receiver, name, args } if name == "decode" => {
            let constant = !tree.path_of(receiver)?.last()?.text().contains(char::is_lowercase);
            tree.exprs_of(args).first().copied().filter(|_| constant)
        }
        _ => None,
    }
}

/// What a variable was made of as a whole, or what `Some` holds of that.
pub(super) fn whole_value(tree: &Tree, binding: &Binding) -> Option<ExprId> {
    let of = binding.of.and_then(|of| tree.path(of).last());
    match (binding.origin, binding.path.as_slice()) {
        (Origin::Value(init), []) => Some(init),
        (Origin::Value(init), [Proj::At(0)]) if of.is_some_and(|of| matches!(of.text(), "Some" | "Ok")) => Some(init),
        _ => None,
    }
}

/// What a variable was given: the element of a tuple that is written out.
fn given(tree: &Tree, binding: &Binding) -> Option<ExprId> {
    let Origin::Value(init) = binding.origin else { return None };
    match (tree.kind(init), binding.path.as_slice()) {
        (ExprKind::Tuple(items), [Proj::At(at)]) => tree.exprs_of(items).get(*at as usize).copied(),
        _ => Some(init),
    }
}

/// Whether a method cuts a text into pieces.
pub(super) fn is_cut(method: &str) -> bool {
    matches!(
        method,
        "split" | "splitn" | "rsplit" | "rsplitn" | "split_once" | "rsplit_once" | "split_whitespace" | "split_at"
    )
}
