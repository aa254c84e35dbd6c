//! What becomes of a value that is read: whether it is only asked for, or
//! turned into something that can be no secret.

use std::collections::HashMap;

use super::wrappers::Hit;
use crate::rust::eval::Eval;
use crate::rust::index::{Body, BodyKind, ItemId, Res};
use crate::rust::locals::{Locals, Origin};
use crate::rust::tree::{BinOp, ExprId, ExprKind, PatId, PatKind, Tree, Type, TypeId};

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
/// Methods that leave a value what it is.
const SAME: [&str; 24] = [
    "ok",
    "unwrap",
    "expect",
    "unwrap_or",
    "unwrap_or_default",
    "unwrap_or_else",
    "as_deref",
    "as_ref",
    "as_str",
    "to_str",
    "to_string_lossy",
    "map_err",
    "context",
    "with_context",
    "ok_or",
    "ok_or_else",
    "trim",
    "to_lowercase",
    "to_ascii_lowercase",
    "clone",
    "or",
    "or_else",
    "into_string",
    "cloned",
];
/// What switches are set to.
const SWITCHES: [&str; 11] = ["1", "0", "true", "false", "yes", "no", "on", "off", "y", "n", "TRUE"];
/// Functions that take a path, by the end of theirs.
const OF_PATHS: [&str; 9] = [
    "PathBuf::from",
    "Path::new",
    "fs::read",
    "fs::read_to_string",
    "File::open",
    "File::create",
    "fs::metadata",
    "fs::exists",
    "OpenOptions::open",
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

struct Walk<'w, 'i, 'a> {
    eval: &'w Eval<'i, 'a>,
    body: &'w Body,
    tree: &'w Tree,
    locals: &'w Locals,
    parents: HashMap<ExprId, ExprId>,
}

impl Walk<'_, '_, '_> {
    /// `follow` says whether to go on to the uses of a variable.
    fn fate(&self, expr: ExprId, follow: bool) -> Fate {
        let mut at = expr;
        while let Some(parent) = self.parents.get(&at).copied() {
            match self.tree.kind(parent) {
                ExprKind::Try(_) | ExprKind::Ref(_) | ExprKind::Deref(_) | ExprKind::Await(_) => {}
                ExprKind::Method { receiver, name, args } if receiver == at => match name.text() {
                    "is_ok" | "is_err" | "is_some" | "is_none" => return Fate::Asked,
                    "eq_ignore_ascii_case" | "eq" => return self.compared(self.tree.exprs_of(args)),
                    "parse" if self.parses_scalar(parent) => return Fate::Scalar,
                    "filter" => {}
                    "map" | "is_ok_and" | "is_some_and" | "is_none_or" | "and_then" => {
                        return self.mapped(self.tree.exprs_of(args)).unwrap_or(Fate::Text);
                    }
                    same if SAME.contains(&same) || same == "parse" => {}
                    _ => return Fate::Text,
                },
                ExprKind::Binary { op: BinOp::Eq, left, right } => {
                    return self.compared(&[if left == at { right } else { left }]);
                }
                ExprKind::Macro(mac) if self.tree.mac(mac).path.last().is_some_and(|last| last == "matches") => {
                    let rest = self.tree.mac(mac).args.iter().skip(1).map(|arg| arg.expr);
                    return self.compared(&rest.collect::<Vec<_>>());
                }
                ExprKind::Let { pat, .. } if !self.binds(pat) => return Fate::Asked,
                ExprKind::Call { callee, args } if self.tree.exprs_of(args).contains(&at) => {
                    return if self.takes_path(callee) { Fate::Path } else { Fate::Text };
                }
                // A value of a block, an arm or a branch goes on.
                ExprKind::Block(block) if self.tree.block(block).value == Some(at) => {}
                ExprKind::If { cond, .. } if cond != at => {}
                ExprKind::Match(node) if self.tree.match_(node).scrutinee != at => {}
                ExprKind::Let { .. } | ExprKind::Block(_) if follow => return self.bound(at).unwrap_or(Fate::Text),
                ExprKind::Match(node) if follow => {
                    let arms = self.tree.match_(node).arms.iter().map(|(pat, _)| *pat);
                    return self.bound(at).unwrap_or_else(|| self.matched(&arms.collect::<Vec<_>>()));
                }
                _ => return Fate::Text,
            }
            at = parent;
        }
        Fate::Text
    }

    /// A comparison with what only switches are set to.
    fn compared(&self, with: &[ExprId]) -> Fate {
        let mut texts = Vec::new();
        for expr in with {
            self.tree.walk(*expr, &mut |expr| texts.extend(self.tree.str_of(expr)));
        }
        match !texts.is_empty() && texts.iter().all(|text| SWITCHES.contains(text)) {
            true => Fate::Scalar,
            false => Fate::Text,
        }
    }

    /// What a closure or function makes of the value; nothing when it leaves
    /// it a text.
    fn mapped(&self, args: &[ExprId]) -> Option<Fate> {
        let function = *args.first()?;
        match self.tree.kind(function) {
            ExprKind::Path(_) => self.takes_path(function).then_some(Fate::Path),
            ExprKind::Closure(closure) => self.made(self.tree.closure(closure).body),
            _ => None,
        }
    }

    fn made(&self, value: ExprId) -> Option<Fate> {
        match self.tree.kind(value) {
            ExprKind::Not(inner) => self.made(inner),
            ExprKind::Method { name, .. } if name == "is_empty" => Some(Fate::Asked),
            ExprKind::Method { name, args, .. } if name == "eq_ignore_ascii_case" => {
                Some(self.compared(self.tree.exprs_of(args))).filter(|fate| *fate == Fate::Scalar)
            }
            ExprKind::Method { name, .. } if name == "parse" => self.parses_scalar(value).then_some(Fate::Scalar),
            ExprKind::Method { receiver, name, .. } if SAME.contains(&name.text()) => {
                self.made(receiver).filter(|fate| fate.is_harmless())
            }
            ExprKind::Binary { op: BinOp::Eq, left, right } => {
                Some(self.compared(&[left, right])).filter(|fate| *fate == Fate::Scalar)
            }
            ExprKind::Binary { op: BinOp::Logic, left, right } => self.made(left).or_else(|| self.made(right)),
            ExprKind::Call { callee, .. } => self.takes_path(callee).then_some(Fate::Path),
            _ => None,
        }
    }

    fn parses_scalar(&self, parse: ExprId) -> bool {
        let given = self.tree.turbofish.get(&parse).and_then(|list| self.tree.types_of(*list).first());
        given.is_some_and(|ty| is_scalar(self.tree, *ty))
    }

    fn takes_path(&self, callee: ExprId) -> bool {
        let found = self.eval.targets(self.body, callee);
        found.iter().any(|res| match res {
            Res::External(path) => OF_PATHS.iter().any(|end| path.ends_with(end)),
            Res::Def(_) => false,
        })
    }

    /// Whether a pattern binds anything.
    fn binds(&self, pat: PatId) -> bool {
        match self.tree.pat(pat).kind {
            PatKind::Bind { .. } => true,
            PatKind::TupleStruct { path, items } => {
                // Of `Err(error)` one learns that it is not there.
                let error = self.tree.path(path).last().is_some_and(|last| last == "Err");
                !error && self.tree.pats_of(items).iter().any(|item| self.binds(*item))
            }
            PatKind::Tuple(items) | PatKind::Or(items) | PatKind::Slice(items) => {
                self.tree.pats_of(items).iter().any(|item| self.binds(*item))
            }
            PatKind::Struct { .. } => true,
            PatKind::Ref(inner) | PatKind::Typed { pat: inner, .. } | PatKind::Guard { pat: inner, .. } => {
                self.binds(inner)
            }
            PatKind::Path(_) | PatKind::Lit(_) | PatKind::Rest | PatKind::Wild => false,
        }
    }

    /// A match that binds nothing of the value.
    fn matched(&self, arms: &[PatId]) -> Fate {
        let mut literals = Vec::new();
        arms.iter().for_each(|arm| self.literals(*arm, &mut literals));
        match literals.is_empty() {
            true => Fate::Asked,
            false => self.compared(&literals),
        }
    }

    fn literals(&self, pat: PatId, found: &mut Vec<ExprId>) {
        match self.tree.pat(pat).kind {
            PatKind::Lit(literal) => found.push(literal),
            PatKind::Guard { pat, .. } | PatKind::Ref(pat) => self.literals(pat, found),
            PatKind::Or(items) | PatKind::TupleStruct { items, .. } => {
                self.tree.pats_of(items).iter().for_each(|item| self.literals(*item, found));
            }
            _ => {}
        }
    }

    /// What becomes of the variables that hold the value.
    fn bound(&self, value: ExprId) -> Option<Fate> {
        let is_error = |of: Option<crate::rust::tree::PathId>| {
            of.and_then(|of| self.tree.path(of).last()).is_some_and(|last| last == "Err")
        };
        let holds = |id: u32| {
            let binding = &self.locals.bindings[id as usize];
            binding.origin == Origin::Value(value) && binding.path.is_empty() && !is_error(binding.of)
        };
        let bound: Vec<u32> = (0..self.locals.bindings.len() as u32).filter(|id| holds(*id)).collect();
        let typed = |id: &u32| self.locals.bindings[*id as usize].ty;
        if bound.iter().filter_map(typed).any(|ty| is_scalar(self.tree, ty)) {
            return Some(Fate::Scalar);
        }
        let captured = self.locals.captures.values().any(|at| bound.contains(at));
        let uses = self.locals.uses.iter().filter(|(_, at)| bound.contains(at));
        let fates: Vec<Fate> = uses.map(|(expr, _)| self.fate(*expr, false)).collect();
        match fates.as_slice() {
            [] => (!bound.is_empty()).then_some(Fate::Text),
            all if !captured && all.iter().all(|fate| *fate == Fate::Asked) => Some(Fate::Asked),
            all if all.contains(&Fate::Path) => Some(Fate::Path),
            all if !captured && !all.contains(&Fate::Text) => Some(Fate::Scalar),
            _ => Some(Fate::Text),
        }
    }
}

/// Whether a written type is one whose values are no secrets, seen through
/// `Option`, `Result` and `Vec`.
pub(super) fn is_scalar(tree: &Tree, ty: TypeId) -> bool {
    match *tree.ty(ty) {
        Type::Ref(inner) => is_scalar(tree, inner),
        Type::Path(path) => tree.path(path).segments.last().is_some_and(|last| match last.name.text() {
            "Option" | "Vec" | "Result" => {
                tree.types_of(last.args).first().is_some_and(|inner| is_scalar(tree, *inner))
            }
            name => SCALARS.contains(&name),
        }),
        _ => false,
    }
}
