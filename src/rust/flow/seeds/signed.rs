//! Where somebody signs in by a token: the places that are about that, and
//! what a body hands its variables to.

use std::rc::Rc;

use foldhash::HashSet;

use super::super::roles::{BESIDE_TOKENS, SIGNED_BY, SIGNED_PLACES, ends_in, has_one, has_word};
use super::{CALLERS, Flow, is_strong};
use crate::rust::facts::Owner;
use crate::rust::index::{Body, ItemId};
use crate::rust::locals::{Binding, BindingId, Origin};
use crate::rust::tree::*;
use crate::rust::types::Ty;

/// Functions that are followed into which a token is handed.
pub(super) const FORTH: u32 = 2;

/// Variables of a body beside each of which the others say nothing of it.
const CROWD: usize = 40;

/// Of these, those before and behind one that say where all the same.
const NEAR: usize = 2;

/// What a body does with its variables.
#[derive(Clone, Debug, Default)]
pub(in crate::rust::flow) struct Used {
    /// Somebody signs in by them.
    by: HashSet<BindingId>,
    /// A function is handed them, at this place.
    handed: Vec<(BindingId, ItemId, u32)>,
}

impl Flow<'_, '_> {
    /// Whether a body is about signing in: by its function, the type that it
    /// belongs to, its file, or what it has beside.
    pub(super) fn is_signed_place(&mut self, body: &Body) -> bool {
        self.around.signed_places.get((body.file, body.root), || {
            let owner = match body.owner {
                Owner::Impl(number) => Some(self.index().unit(body.file).facts.impls[number as usize].self_ty),
                _ => None,
            };
            let tree = self.index().tree(body.file);
            let of = owner.and_then(|ty| match *tree.ty(ty) {
                Type::Path(path) => tree.path(path).last(),
                _ => None,
            });
            let locals = self.types.infer.locals(body);
            let crowded = locals.bindings.len() > CROWD;
            let mut beside = locals.bindings.iter().filter(|of| !crowded || matches!(of.origin, Origin::Param(_)));
            has_one(self.function_of(body), SIGNED_BY)
                || of.is_some_and(|of| has_one(of.text(), SIGNED_BY))
                || self.signs_in(body.file)
                || self.lies_in(body.file, &|part| has_one(part, SIGNED_PLACES))
                || has_one(self.crate_of(body.file).text(), SIGNED_PLACES)
                || beside.any(|beside| self.stands_beside(body, beside))
        })
    }

    /// Whether a variable among many has one near that says so.
    pub(super) fn is_signed_near(&self, body: &Body, binding: &Binding) -> bool {
        let locals = self.types.infer.locals(body);
        if locals.bindings.len() <= CROWD {
            return false;
        }
        let Some(at) = locals.bindings.iter().position(|of| of.pat == binding.pat) else { return false };
        let near = &locals.bindings[at.saturating_sub(NEAR)..locals.bindings.len().min(at + NEAR + 1)];
        let says_where = |of: &Binding| ends_in(of.name.text(), &["url", "uri", "endpoint"]);
        near.iter().any(|beside| says_where(beside) && self.stands_beside(body, beside))
    }

    /// `username`, `base_url`, `refresh_token`: what stands beside a token by
    /// which somebody signs in. What has a type of the workspace is that: the
    /// `merge_host` that is a bubble is no host.
    fn stands_beside(&self, body: &Body, beside: &Binding) -> bool {
        if let Ty::Adt(id, _) = self.types.binding(body, beside).value() {
            let of = self.index().adt(id).name.text();
            return has_one(of, BESIDE_TOKENS) || has_one(of, SIGNED_BY);
        }
        let name = beside.name;
        let words = crate::words::segments(name.text());
        words.last().is_some_and(|last| BESIDE_TOKENS.contains(&last.as_str()))
            || is_strong(name.text()) && self.know.words.is_secret(name.text())
    }

    /// Whether a body hands a variable to what signs in by it, itself or by
    /// another function.
    pub(super) fn is_signed_with(&mut self, body: &Body, binding: &Binding, depth: u32) -> bool {
        let locals = self.types.infer.locals(body);
        let used = self.around.signed.get((body.file, body.root), || Rc::new(self.signed_in(body)));
        let same = |id: &BindingId| locals.bindings[*id as usize].pat == binding.pat;
        if used.by.iter().any(same) {
            return true;
        }
        let Some(depth) = depth.checked_sub(1) else { return false };
        used.handed.iter().filter(|(id, ..)| same(id)).take(CALLERS).any(|(_, callee, at)| {
            let Some(body) = self.index().body(*callee) else { return false };
            let locals = self.types.infer.locals(&body);
            let mut params = locals.bindings.iter().filter(|of| of.origin == Origin::Param(*at) && of.path.is_empty());
            params.any(|param| {
                is_strong(param.name.text()) && self.names_secret(param.name)
                    || self.is_signed_with(&body, param, depth)
            })
        })
    }

    /// The variables of a body by which somebody signs in, and which function
    /// is handed which.
    fn signed_in(&self, body: &Body) -> Used {
        let tree = self.index().tree(body.file);
        let locals = self.types.infer.locals(body);
        let (mut used, mut macros) = (Used::default(), HashSet::default());
        tree.walk(body.root, &mut |at| {
            let (says, given) = self.is_sign(tree, at);
            if says && matches!(tree.kind(at), ExprKind::Macro(_)) {
                macros.insert(at);
            }
            let callee = match tree.kind(at) {
                ExprKind::Call { callee, .. } if !says => self.types.called(body, callee),
                ExprKind::Method { receiver, name, .. } if !says => {
                    self.types.own_method(&self.types.of(body, receiver), name)
                }
                _ => None,
            };
            for (number, value) in given.into_iter().enumerate() {
                let Some(id) = variable(tree, &locals.uses, value) else { continue };
                match callee {
                    Some(callee) => used.handed.push((id, callee, number as u32)),
                    None if says => drop(used.by.insert(id)),
                    None => {}
                }
            }
        });
        used.by.extend(locals.captures.iter().filter(|((of, _), _)| macros.contains(of)).map(|(_, id)| *id));
        used
    }

    /// Whether an expression is about signing in by what it is given.
    fn is_sign(&self, tree: &Tree, at: ExprId) -> (bool, Vec<ExprId>) {
        match tree.kind(at) {
            ExprKind::Call { callee, args } => {
                let names = tree.path_of(callee).map(Path::names).unwrap_or_default();
                let end = &names[names.len().saturating_sub(2)..];
                (end.iter().any(|name| has_one(name.text(), SIGNED_BY)), tree.exprs_of(args).to_vec())
            }
            ExprKind::Method { name, args, .. } => {
                let mut keys = tree.exprs_of(args).iter().filter_map(|arg| tree.str_of(*arg));
                let says = has_one(name.text(), SIGNED_BY) || keys.any(|key| has_one(key, SIGNED_BY));
                (says, tree.exprs_of(args).to_vec())
            }
            ExprKind::Struct(literal) => {
                let literal = tree.struct_(literal);
                let of = literal.path.last();
                let says = of.is_some_and(|of| has_word(of.text(), &self.know.values.company));
                (says, literal.fields.iter().map(|(_, _, value)| *value).collect())
            }
            ExprKind::Macro(mac) => {
                let mac = tree.mac(mac);
                let mut texts = mac.args.iter().filter_map(|arg| tree.str_of(arg.expr));
                let says = texts.any(|text| text.contains("token=") || text.contains("Bearer "));
                (says, mac.args.iter().map(|arg| arg.expr).collect())
            }
            ExprKind::Tuple(items) => {
                let items = tree.exprs_of(items);
                let key = items.first().and_then(|key| tree.str_of(*key));
                (key.is_some_and(|key| has_one(key, SIGNED_BY)), items.to_vec())
            }
            _ => (false, Vec::new()),
        }
    }
}

/// The variable that a value is as it stands, or wrapped.
fn variable(tree: &Tree, uses: &foldhash::HashMap<ExprId, BindingId>, value: ExprId) -> Option<BindingId> {
    let mut at = value;
    loop {
        at = match tree.kind(at) {
            ExprKind::Path(_) => return uses.get(&at).copied(),
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) => inner,
            ExprKind::Method { receiver, .. } => receiver,
            ExprKind::Call { args, .. } => match tree.exprs_of(args) {
                [only] => *only,
                _ => return None,
            },
            _ => return None,
        };
    }
}
