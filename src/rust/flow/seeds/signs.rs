//! Whether anything shows that somebody signs in by a bare `token`. One whose
//! whole way through the workspace is known, and is nowhere about that, is a
//! button's, a preset's, a record's.

use super::super::roles::{CHANCE, SIGNED_BY, has_one};
use super::signed::FORTH;
use super::{CALLERS, Flow, is_strong};
use crate::rust::index::{Body, BodyKind, Def, ItemId, Res};
use crate::rust::locals::{Binding, Origin, Proj};
use crate::rust::sites::Site;
use crate::rust::tree::*;
use crate::rust::types::Ty;

/// Callers of callers that are asked.
const DEPTH: u32 = 4;

/// Variables and callers that one question may go through.
const FUEL: u32 = 128;

/// What is known of where a token comes from and what is done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// Somebody signs in by it.
    Signed,
    /// All that is known of it is about something else.
    Other,
    Unknown,
}

impl Sign {
    /// What two places say together.
    fn and(self, other: Sign) -> Sign {
        match (self, other) {
            (Sign::Signed, _) | (_, Sign::Signed) => Sign::Signed,
            (Sign::Other, _) | (_, Sign::Other) => Sign::Other,
            _ => Sign::Unknown,
        }
    }
}

impl Flow<'_, '_> {
    /// Whether a variable called `token` is known to be one of something else.
    pub(super) fn is_unsigned(&mut self, body: &Body, binding: &Binding) -> bool {
        binding.name == "token" && self.sign_of(body, binding, DEPTH, &mut { FUEL }) == Sign::Other
    }

    fn sign_of(&mut self, body: &Body, binding: &Binding, depth: u32, fuel: &mut u32) -> Sign {
        let (Some(depth), Some(left)) = (depth.checked_sub(1), fuel.checked_sub(1)) else { return Sign::Unknown };
        *fuel = left;
        let secret = is_strong(binding.name.text()) && self.names_secret(binding.name);
        if secret
            || self.is_signed_place(body)
            || self.is_signed_near(body, binding)
            || self.is_signed_with(body, binding, FORTH)
        {
            return Sign::Signed;
        }
        match (binding.origin, body.kind) {
            (Origin::Param(at), BodyKind::Fn(id)) if binding.path.is_empty() => {
                let sites = self.sites.named(self.index().fn_(id).name);
                if sites.len() > CALLERS {
                    return Sign::Unknown;
                }
                let signs = sites.iter().map(|site| self.sign_handed(site, id, at, depth, fuel));
                signs.fold(Sign::Unknown, Sign::and)
            }
            (Origin::Value(init), _) if is_whole(self.index().tree(body.file), binding) => {
                let given = binding.assigned.iter().copied().chain([init]);
                given.map(|value| self.sign_of_value(body, value, depth, fuel)).fold(Sign::Unknown, Sign::and)
            }
            _ => Sign::Unknown,
        }
    }

    /// What a caller says of the argument that it hands over there.
    fn sign_handed(&mut self, site: &Site, id: ItemId, at: u32, depth: u32, fuel: &mut u32) -> Sign {
        let body = self.sites.bodies[site.body as usize];
        let tree = self.index().tree(body.file);
        let (ExprKind::Call { args, .. } | ExprKind::Method { args, .. }) = tree.kind(site.expr) else {
            return Sign::Unknown;
        };
        match tree.exprs_of(args).get(at as usize) {
            Some(arg) if !body.test && self.may_mean(&body, site.expr, id) => {
                self.sign_of_value(&body, *arg, depth, fuel)
            }
            _ => Sign::Unknown,
        }
    }

    /// Whether a call may be one of that function, by its path or receiver.
    fn may_mean(&mut self, body: &Body, call: ExprId, id: ItemId) -> bool {
        let tree = self.index().tree(body.file);
        match tree.kind(call) {
            ExprKind::Method { receiver, .. } => match self.types.of(body, receiver).value() {
                Ty::Adt(of, _) => {
                    let owner = self.index().owner_def(id.file, self.index().fn_(id).owner);
                    !matches!(owner, Some(Def::Adt(known)) if known != of)
                }
                _ => true,
            },
            ExprKind::Call { callee, .. } => {
                let path = tree.path_of(callee);
                let meant = path.map(|path| self.types.infer.resolve(body, path)).unwrap_or_default();
                !matches!(meant.first(), Some(Res::Def(Def::Fn(known))) if *known != id)
            }
            _ => false,
        }
    }

    /// What a value says of itself: by who makes it, where it is taken from.
    fn sign_of_value(&mut self, body: &Body, value: ExprId, depth: u32, fuel: &mut u32) -> Sign {
        let tree = self.index().tree(body.file);
        let (mut at, mut texts) = (value, true);
        loop {
            at = match tree.kind(at) {
                ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => inner,
                ExprKind::Method { name, .. } if has_one(name.text(), SIGNED_BY) => return Sign::Signed,
                ExprKind::Method { receiver, name, .. } => {
                    let unchanged = self.know.values.unchanged.contains(name.text());
                    if !unchanged && self.is_of_workspace(body, at) {
                        return Sign::Other;
                    }
                    texts &= unchanged;
                    receiver
                }
                ExprKind::Call { callee, args } => return self.sign_of_call(body, callee, args, depth, fuel),
                ExprKind::Field { base, name } => {
                    let Ty::Adt(id, _) = self.types.of(body, base).value() else { return Sign::Unknown };
                    return match self.field_called(id, 0, name) {
                        Some(_) => Sign::Signed,
                        None => Sign::Other,
                    };
                }
                ExprKind::Path(_) => {
                    let locals = self.types.infer.locals(body);
                    return match locals.uses.get(&at).map(|id| &locals.bindings[*id as usize]) {
                        Some(binding) if texts && binding.name != "self" => self.sign_of(body, binding, depth, fuel),
                        Some(binding) if is_match(tree, binding) => Sign::Other,
                        _ => Sign::Unknown,
                    };
                }
                _ => return Sign::Unknown,
            };
        }
    }

    fn sign_of_call(&mut self, body: &Body, callee: ExprId, args: ExprList, depth: u32, fuel: &mut u32) -> Sign {
        let tree = self.index().tree(body.file);
        let Some(path) = tree.path_of(callee) else { return Sign::Unknown };
        let names = path.names();
        let end = &names[names.len().saturating_sub(2)..];
        if end.iter().any(|name| has_one(name.text(), SIGNED_BY)) {
            return Sign::Signed;
        }
        if end.iter().any(|name| has_one(name.text(), CHANCE)) || self.is_function(body, path) {
            return Sign::Other;
        }
        match tree.exprs_of(args) {
            [only] => self.sign_of_value(body, *only, depth, fuel),
            _ => Sign::Unknown,
        }
    }

    fn is_function(&mut self, body: &Body, path: &Path) -> bool {
        matches!(self.types.infer.resolve(body, path).first(), Some(Res::Def(Def::Fn(_))))
    }

    /// Whether a method is one that a type of the workspace has.
    fn is_of_workspace(&mut self, body: &Body, call: ExprId) -> bool {
        let ExprKind::Method { receiver, .. } = self.index().tree(body.file).kind(call) else { return false };
        matches!(self.types.of(body, receiver).value(), Ty::Adt(..))
    }
}

/// Whether a variable is what its value is, or what a `Some` holds.
fn is_whole(tree: &Tree, binding: &Binding) -> bool {
    let of = binding.of.and_then(|of| tree.path(of).last());
    match binding.path.as_slice() {
        [] => true,
        [Proj::At(0)] => of.is_some_and(|of| matches!(of.text(), "Some" | "Ok")),
        _ => false,
    }
}

/// `for found in pattern.captures_iter(text)`: what a regular expression finds.
fn is_match(tree: &Tree, binding: &Binding) -> bool {
    let Origin::Value(mut at) = binding.origin else { return false };
    loop {
        at = match tree.kind(at) {
            ExprKind::Ref(inner) | ExprKind::Try(inner) => inner,
            ExprKind::Method { name, .. } if matches!(name.text(), "captures" | "captures_iter") => return true,
            ExprKind::Method { receiver, .. } => receiver,
            _ => return false,
        };
    }
}
