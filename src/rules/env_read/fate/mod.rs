//! What becomes of a value that is read: whether it is only asked for, or
//! turned into something that can be no secret.

mod bound;
mod walk;

use std::collections::HashMap;

use super::wrappers::Hit;
use crate::rust::eval::Eval;
use crate::rust::index::{Body, BodyKind, ItemId};
use crate::rust::tree::{ExprId, Tree, Type, TypeId};
use walk::Walk;

/// What a value is used as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// A text that may be a secret.
    Text,
    /// Nobody looks at it: only whether it is set.
    Asked,
    /// A number or a switch.
    Scalar,
    /// The path of a file.
    Path,
}

impl Fate {
    /// Whether it can be no secret.
    pub(super) fn is_harmless(self) -> bool {
        matches!(self, Fate::Scalar | Fate::Path)
    }
}

/// Types whose values are no secrets.
pub(super) const SCALARS: [&str; 18] = [
    "bool", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "f32", "f64",
    "PathBuf", "Path", "Duration",
];
/// What becomes of a value that is read, in the function that reads it and
/// where that one is called.
pub(super) fn of_hit(eval: &Eval<'_, '_>, hit: &Hit) -> Fate {
    let (body, read) = hit.read;
    let inside = of(eval, &body, read);
    if hit.through.is_empty() || inside != Fate::Text {
        return inside;
    }
    match body.kind {
        BodyKind::Fn(id) if returns_scalar(eval, id) => Fate::Scalar,
        _ => of(eval, &hit.body, hit.expr),
    }
}

fn returns_scalar(eval: &Eval<'_, '_>, id: ItemId) -> bool {
    eval.infer.index.fn_(id).ret.is_some_and(|ty| is_scalar(eval.infer.index.tree(id.file), ty))
}

/// What becomes of what `expr` gives.
fn of(eval: &Eval<'_, '_>, body: &Body, expr: ExprId) -> Fate {
    let tree = eval.infer.index.tree(body.file);
    let mut parents = HashMap::new();
    tree.walk(body.root, &mut |at| {
        tree.children(at, &mut |child| {
            parents.insert(child, at);
        })
    });
    let locals = eval.infer.locals(body);
    Walk { eval, body, tree, locals: &locals, parents }.fate(expr, true)
}

/// Whether a written type is one whose values are no secrets, seen through
/// `Option`, `Result` and `Vec`. Many bytes are a key as well as a text is.
pub(super) fn is_scalar(tree: &Tree, ty: TypeId) -> bool {
    match *tree.ty(ty) {
        Type::Ref(inner) => is_scalar(tree, inner),
        Type::Path(path) => tree.path(path).segments.last().is_some_and(|last| {
            let inner = tree.types_of(last.args).first().copied();
            match last.name.text() {
                "Option" | "Result" => inner.is_some_and(|inner| is_scalar(tree, inner)),
                "Vec" => inner.is_some_and(|inner| is_scalar(tree, inner) && !is_byte(tree, inner)),
                name => SCALARS.contains(&name),
            }
        }),
        _ => false,
    }
}

fn is_byte(tree: &Tree, ty: TypeId) -> bool {
    matches!(*tree.ty(ty), Type::Path(path) if tree.path(path).segments.last().is_some_and(|last| last.name == "u8"))
}
