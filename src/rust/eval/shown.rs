//! What enums stand for: the arm of a match that a variant takes, and the
//! text that `Display` writes.

use std::rc::Rc;

use super::super::facts::Owner;
use super::super::index::{Def, ItemId, Res};
use super::super::locals::{BindingId, Origin};
use super::super::name::Name;
use super::super::text::Shape;
use super::super::tree::*;
use super::methods::Call;
use super::{Args, Eval, Frame};

impl Eval<'_, '_> {
    /// The text of a value in a format string.
    pub(super) fn shown(&self, frame: &Rc<Frame>, expr: ExprId, depth: u32) -> Vec<Shape> {
        match self.infer.type_of(&frame.body, expr) {
            Some(Res::Def(def)) if !self.displays(def).is_empty() => self.display(frame, def, Some(expr), depth),
            _ => self.at(frame, expr, &[], depth),
        }
    }

    /// The same for a variable that a format string captures.
    pub(super) fn shown_binding(&self, frame: &Rc<Frame>, id: BindingId, depth: u32) -> Vec<Shape> {
        match self.infer.type_of_binding(&frame.body, id) {
            Some(Res::Def(def)) if !self.displays(def).is_empty() => self.display(frame, def, None, depth),
            _ => self.binding(frame, id, &[], depth),
        }
    }

    /// What `Display` of a type of the workspace writes.
    pub(super) fn display(&self, frame: &Rc<Frame>, def: Def, value: Option<ExprId>, depth: u32) -> Vec<Shape> {
        self.returned(&self.displays(def), Call { frame, receiver: value, args: &[], path: &[], depth })
    }

    fn displays(&self, def: Def) -> Vec<ItemId> {
        let fmt = self.index().methods(def, Name::new("fmt")).iter().copied();
        let of_display = fmt.filter(|id| match self.index().fn_(*id).owner {
            Owner::Impl(number) => {
                let of = self.index().unit(id.file).facts.impls[number as usize].trait_.as_ref();
                of.and_then(Path::last).is_some_and(|last| last == "Display")
            }
            _ => false,
        });
        of_display.collect()
    }

    /// The arms that a match can take: all, unless the variant is known.
    pub(super) fn arms(&self, frame: &Rc<Frame>, node: MatchId, depth: u32) -> Vec<ExprId> {
        let node = self.index().tree(frame.body.file).match_(node);
        let all = || node.arms.iter().map(|(_, body)| *body).collect();
        let Some(variant) = self.variant(frame, node.scrutinee, depth) else { return all() };
        let fits = |pat: PatId| self.pattern_takes(frame, pat, variant);
        let sure = node.arms.iter().find(|(pat, _)| fits(*pat) == Some(true));
        match sure {
            Some((_, body)) => vec![*body],
            None => node.arms.iter().filter(|(pat, _)| fits(*pat) != Some(false)).map(|(_, body)| *body).collect(),
        }
    }

    /// The variant that an expression is for sure.
    fn variant(&self, frame: &Rc<Frame>, expr: ExprId, depth: u32) -> Option<(ItemId, u32)> {
        let depth = depth.checked_sub(1)?;
        let tree = self.index().tree(frame.body.file);
        match tree.kind(expr) {
            ExprKind::Ref(inner) | ExprKind::Deref(inner) => self.variant(frame, inner, depth),
            ExprKind::Call { callee, .. } => self.variant(frame, callee, depth),
            ExprKind::Path(path) => match frame.locals.uses.get(&expr) {
                None => self.infer.resolve(&frame.body, tree.path(path)).into_iter().find_map(|res| match res {
                    Res::Def(Def::Variant(id, at)) => Some((id, at)),
                    _ => None,
                }),
                Some(id) => {
                    let binding = &frame.locals.bindings[*id as usize];
                    if !binding.path.is_empty() || !binding.assigned.is_empty() {
                        return None;
                    }
                    match (binding.origin, &frame.args) {
                        (Origin::Value(init), _) if init != expr => self.variant(frame, init, depth),
                        (Origin::SelfParam, Args::Given { receiver: Some(given), frame, .. }) => {
                            self.variant(frame, *given, depth)
                        }
                        (Origin::Param(at), Args::Given { args, frame, .. }) => {
                            self.variant(frame, *args.get(at as usize)?, depth)
                        }
                        _ => None,
                    }
                }
            },
            _ => None,
        }
    }

    /// Whether a pattern takes a variant; nothing when that is not sure.
    fn pattern_takes(&self, frame: &Rc<Frame>, pat: PatId, variant: (ItemId, u32)) -> Option<bool> {
        let tree = self.index().tree(frame.body.file);
        let named = |path: PathId| {
            let found = self.infer.resolve(&frame.body, tree.path(path));
            let variants = found.iter().find_map(|res| match res {
                Res::Def(Def::Variant(id, at)) => Some((*id, *at)),
                _ => None,
            });
            variants.map(|found| found == variant)
        };
        match tree.pat(pat).kind {
            PatKind::Path(path) | PatKind::TupleStruct { path, .. } | PatKind::Struct { path, .. } => named(path),
            PatKind::Ref(inner) | PatKind::Typed { pat: inner, .. } => self.pattern_takes(frame, inner, variant),
            PatKind::Guard { pat, .. } => self.pattern_takes(frame, pat, variant).filter(|takes| !takes),
            PatKind::Or(items) => {
                let items = tree.pats_of(items).iter().map(|item| self.pattern_takes(frame, *item, variant));
                items.reduce(|left, right| match (left, right) {
                    (Some(true), _) | (_, Some(true)) => Some(true),
                    (Some(false), Some(false)) => Some(false),
                    _ => None,
                })?
            }
            _ => None,
        }
    }
}
