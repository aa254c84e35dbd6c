//! The way of a value outwards, from the expression that reads it.

use std::collections::HashMap;

use super::{Fate, is_scalar};
use crate::rust::eval::Eval;
use crate::rust::index::{Body, Def, Res};
use crate::rust::locals::Locals;
use crate::rust::tree::{BinOp, ExprId, ExprKind, StructId, Tree};

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

pub(super) struct Walk<'w, 'i, 'a> {
    pub eval: &'w Eval<'i, 'a>,
    pub body: &'w Body,
    pub tree: &'w Tree,
    pub locals: &'w Locals,
    pub parents: HashMap<ExprId, ExprId>,
}

impl Walk<'_, '_, '_> {
    /// `follow` says whether to go on to the uses of a variable.
    pub(super) fn fate(&self, expr: ExprId, follow: bool) -> Fate {
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
                ExprKind::Struct(literal) if self.is_scalar_field(literal, at) => return Fate::Scalar,
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
    pub(super) fn compared(&self, with: &[ExprId]) -> Fate {
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

    /// Whether a value goes into a field that holds a number or a switch.
    fn is_scalar_field(&self, literal: StructId, value: ExprId) -> bool {
        let literal = self.tree.struct_(literal);
        let Some((name, ..)) = literal.fields.iter().find(|(.., expr)| *expr == value) else { return false };
        self.eval.infer.resolve(self.body, &literal.path).iter().any(|res| {
            let (Res::Def(Def::Adt(id)) | Res::Def(Def::Variant(id, _))) = res else { return false };
            let index = self.eval.infer.index;
            let mut fields = index.adt(*id).variants.iter().flat_map(|variant| &variant.fields);
            fields.any(|field| field.name == *name && is_scalar(index.tree(id.file), field.ty))
        })
    }

    fn takes_path(&self, callee: ExprId) -> bool {
        let found = self.eval.targets(self.body, callee);
        found.iter().any(|res| match res {
            Res::External(path) => OF_PATHS.iter().any(|end| path.ends_with(end)),
            Res::Def(_) => false,
        })
    }
}
