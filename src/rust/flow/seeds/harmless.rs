//! Values that are plainly no secret, whatever the variable is called.

use super::{Flow, is_strong};
use crate::rust::index::{Body, Def, Res};
use crate::rust::locals::Origin;
use crate::rust::tree::*;
use crate::words::segments;

/// How far a variable is followed to see that it is harmless.
const DEPTH: u32 = 6;

impl Flow<'_, '_> {
    /// Whether an expression's value is plainly no secret.
    pub(in crate::rust::flow) fn is_harmless(&self, body: &Body, expr: ExprId, name: &str) -> bool {
        self.harmless(body, expr, name, DEPTH)
    }

    /// Whether an expression's value is plainly no secret: a count, a hash, a
    /// masked or fixed text.
    fn harmless(&self, body: &Body, expr: ExprId, name: &str, depth: u32) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let tree = self.index().tree(body.file);
        let again = |expr: ExprId| self.harmless(body, expr, name, depth);
        match tree.kind(expr) {
            ExprKind::Scalar(_) | ExprKind::Not(_) => true,
            ExprKind::Str(text) => says_nothing(tree.string(text), name),
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => {
                again(inner)
            }
            ExprKind::Block(block) => {
                let block = tree.block(block);
                match (block.value, block.stmts.last()) {
                    (Some(value), _) => again(value),
                    (None, Some(Stmt::Expr(last))) => {
                        matches!(tree.kind(*last), ExprKind::Return(_) | ExprKind::Macro(_))
                    }
                    (None, _) => false,
                }
            }
            ExprKind::If { then, other: Some(other), .. } => {
                [then, other].iter().all(|arm| fixed(tree, *arm) || again(*arm))
            }
            ExprKind::Match(node) => tree.match_(node).arms.iter().all(|(_, arm)| fixed(tree, *arm) || again(*arm)),
            ExprKind::Return(_) | ExprKind::Break(_) => true,
            ExprKind::Binary { op, left, right } => match op {
                BinOp::Add => again(left) && again(right),
                _ => true,
            },
            ExprKind::Index { index, .. } => matches!(tree.kind(index), ExprKind::Range { .. }),
            ExprKind::Call { callee, args } => match tree.path_of(callee).and_then(Path::last) {
                Some(last) if self.know.cleans(last.text()) => true,
                Some(last) if matches!(last.text(), "Some" | "Ok" | "from" | "new" | "default") => {
                    tree.exprs_of(args).iter().all(|arg| again(*arg))
                }
                Some(_) => {
                    let back = self.given_back_by(body, callee);
                    let given = |at: &u32| tree.exprs_of(args).get(*at as usize).is_some_and(|arg| again(*arg));
                    back.is_some_and(|back| back.iter().all(given))
                }
                None => false,
            },
            ExprKind::Method { receiver, name: method, args } => {
                let (know, values) = (self.know, self.know.values);
                match method.text() {
                    "map" | "map_or" | "map_or_else" | "then" | "then_some" => {
                        tree.exprs_of(args).iter().all(|arg| self.answers(body, *arg, name, depth))
                    }
                    "and_then" => false,
                    "unwrap_or" | "unwrap_or_else" => {
                        let mut otherwise = tree.exprs_of(args).iter();
                        again(receiver) && otherwise.all(|arg| self.answers(body, *arg, name, depth))
                    }
                    "take" | "skip" if are_letters(tree, receiver) => true,
                    method if self.says_where(body, method, tree.exprs_of(args)) => true,
                    // `strip_prefix` leaves what matters.
                    method if values.keeps.contains(method) => again(receiver),
                    // `"***".to_owned()`
                    method if args.len == 0 && self.types.is_carried(method) => again(receiver),
                    method if know.cleans(method) => true,
                    // `let token = self.next_id()`
                    method => is_id(method) && !is_strong(name) && !know.words.may_be_secret(method),
                }
            }
            ExprKind::Path(path) if tree.path(path).last().is_some_and(|last| last == "None") => true,
            ExprKind::Path(_) => {
                let locals = self.types.infer.locals(body);
                let binding = locals.uses.get(&expr).map(|id| &locals.bindings[*id as usize]);
                if binding.is_none() {
                    // What a constant calls a secret by.
                    let text = self.text_of(body, expr);
                    return text.is_some_and(|text| says_nothing(&text, name) || is_words(&text));
                }
                match binding.map(|binding| (binding.origin, binding.path.is_empty(), binding.assigned.is_empty())) {
                    Some((Origin::Value(init), true, true)) => again(init),
                    _ => false,
                }
            }
            _ => false,
        }
    }

    /// What a function of the workspace gives back of what it is handed, when
    /// the rest is written down.
    fn given_back_by(&self, body: &Body, callee: ExprId) -> Option<Vec<u32>> {
        let path = self.index().tree(body.file).path_of(callee)?;
        match self.types.infer.resolve(body, path).first() {
            Some(Res::Def(Def::Fn(id))) => self.gives_back(*id).filter(|back| !back.is_empty()),
            _ => None,
        }
    }

    /// Whether what a combinator is handed gives fixed answers: `|_| "***"`.
    fn answers(&self, body: &Body, arg: ExprId, name: &str, depth: u32) -> bool {
        let tree = self.index().tree(body.file);
        let value = match tree.kind(arg) {
            ExprKind::Closure(closure) => tree.closure(closure).body,
            _ => arg,
        };
        // `.map(mask)`
        let cleans = tree.path_of(value).and_then(Path::last).is_some_and(|last| self.know.cleans(last.text()));
        cleans || fixed(tree, value) || self.harmless(body, value, name, depth)
    }
}

/// A literal that is one of several choices says which one was made.
fn fixed(tree: &Tree, expr: ExprId) -> bool {
    match tree.kind(expr) {
        ExprKind::Str(_) => true,
        ExprKind::Block(block) => {
            let block = tree.block(block);
            block.stmts.is_empty() && block.value.is_some_and(|value| fixed(tree, value))
        }
        _ => false,
    }
}

/// `key.chars()`: of these some are a part.
fn are_letters(tree: &Tree, expr: ExprId) -> bool {
    match tree.kind(expr) {
        ExprKind::Method { receiver, name, .. } => match name.text() {
            "chars" | "bytes" => true,
            "rev" => are_letters(tree, receiver),
            _ => false,
        },
        _ => false,
    }
}

pub(super) fn literal(tree: &Tree, expr: ExprId) -> Option<&str> {
    match tree.kind(expr) {
        ExprKind::Str(text) | ExprKind::Bytes(text) => Some(tree.string(text)),
        ExprKind::Ref(inner) | ExprKind::Deref(inner) => literal(tree, inner),
        _ => None,
    }
}

/// A fixed text that stands for no secret: nothing, stars, a placeholder, a
/// sentence, or the secret's own name.
pub(super) fn says_nothing(text: &str, name: &str) -> bool {
    let lower = text.to_lowercase();
    let plain = lower.bytes().all(|b| b.is_ascii_alphabetic() || b"_-. :/".contains(&b));
    let names = segments(name);
    let echoes = plain && names.iter().any(|word| word.len() > 2 && lower.contains(word.as_str()));
    let placeholder =
        ["redacted", "masked", "hidden", "none", "unset", "not set", "missing", "present", "<", "*", "${"];
    lower.is_empty()
        || echoes
        || lower.contains(' ')
        || lower.len() > 2 && lower.bytes().all(|b| b"*.x-_ ".contains(&b))
        || placeholder.iter().any(|word| lower.contains(word))
}

/// Whether a text is made of short words alone, as names and types are: a
/// secret that a program keeps to itself has digits or is long.
pub(super) fn is_words(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    text.len() < 40 && words.filter(|word| !word.is_empty()).all(is_word)
}

fn is_word(word: &str) -> bool {
    word.len() <= 16 && word.bytes().all(|b| b.is_ascii_alphabetic())
}

/// Whether a function gives a number of something, by its name.
fn is_id(method: &str) -> bool {
    segments(method).last().is_some_and(|last| last == "id")
}
