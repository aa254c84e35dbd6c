//! Functions and closures that look up what they are asked for: `param(&map,
//! "origin")` gives what stands under that name and nothing else.

use super::keyed::gets_kept;
use crate::rust::flow::Flow;
use crate::rust::flow::build::Builder;
use crate::rust::flow::roles::ends_in;
use crate::rust::flow::seeds::{is_kept_by_name, is_name_of_kept};
use crate::rust::index::{Body, ItemId};
use crate::rust::locals::{BindingId, Origin};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;

/// Variables that are followed to see what they are taken from.
const DEPTH: u32 = 4;

impl Builder<'_, '_, '_> {
    /// Whether a call of a function asks it for something that is not called
    /// a secret; what it asks for by the name of one is one.
    pub(in crate::rust::flow::build) fn asks_for_other(&mut self, e: ExprId, id: ItemId, args: &[ExprId]) -> bool {
        for (at, arg) in args.iter().enumerate() {
            self.handed_as_key(id, at, *arg);
        }
        for at in self.flow.named_variables(id).iter() {
            args.get(*at as usize).into_iter().for_each(|arg| self.names_variable(&[*arg]));
        }
        let Some((at, key)) = self.asked_key(args) else { return false };
        self.flow.looked_up(id).contains(&at) && self.is_other(e, key)
    }

    /// `required_header(headers, authorization_header)`, `delete(&secret)` of a
    /// function that calls it a `name`.
    fn handed_as_key(&mut self, id: ItemId, at: usize, arg: ExprId) {
        let Some(variable) = self.variable(arg) else { return };
        let named = is_kept_by_name(self.locals.bindings[variable as usize].name.text());
        let gets = at == 0 && !named && gets_kept(self.flow.index().fn_(id).name.text());
        if gets || named && (self.flow.is_called_name(id, at) || self.flow.looked_up(id).contains(&(at as u32))) {
            self.key_used(arg);
        }
    }

    /// `delete(&rule.secret)` of a function that calls it a `name`: who has many
    /// secrets calls their names so.
    pub(in crate::rust::flow::build) fn is_handed_as_name(&self, id: ItemId, at: u16, arg: ExprId) -> bool {
        self.called(arg).is_some_and(|name| is_kept_by_name(name.text())) && self.flow.is_called_name(id, at.into())
    }

    /// The same for a closure that a variable holds.
    pub(in crate::rust::flow::build) fn asks_closure_for_other(
        &mut self,
        e: ExprId,
        closure: ExprId,
        args: &[ExprId],
    ) -> bool {
        let (Some((at, key)), ExprKind::Closure(id)) = (self.asked_key(args), self.tree.kind(closure)) else {
            return false;
        };
        let origin = Origin::Closure(closure, at);
        let body = self.tree.closure(id).body;
        looks_up(self.flow, &self.body, body).contains(&origin) && self.is_other(e, key)
    }

    fn is_other(&mut self, e: ExprId, key: ExprId) -> bool {
        let secret = self.tree.str_of(key).is_some_and(|text| self.flow.is_secret_key(text, false));
        if secret {
            self.keyed(e, key, key);
        }
        !secret
    }

    /// `args.next()`, `args.get(1)`: of what a command is given, a secret may be
    /// one; which that is says the name that it gets.
    pub(in crate::rust::flow::build) fn is_one_argument(&self, receiver: ExprId, base: &Ty, method: &str) -> bool {
        let texts = matches!(base.value(), Ty::List(of) if *of == Ty::Text);
        texts
            && matches!(method, "next" | "peek" | "get" | "first" | "last" | "nth" | "pop" | "pop_front" | "remove")
            && self.is_of_arguments(receiver, DEPTH)
    }

    fn is_of_arguments(&self, expr: ExprId, depth: u32) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let mut at = expr;
        while let ExprKind::Ref(inner) | ExprKind::Method { receiver: inner, .. } = self.tree.kind(at) {
            at = inner;
        }
        let id = self.locals.uses.get(&at).copied();
        if id.is_some_and(|id| self.is_made_here(id)) {
            return false;
        }
        if self.called(expr).is_some_and(|name| ends_in(name.text(), &["args", "argv", "arguments"])) {
            return true;
        }
        let binding = id.map(|id| &self.locals.bindings[id as usize]);
        match binding.map(|binding| (binding.origin, binding.path.is_empty())) {
            Some((Origin::Value(init), true)) => self.is_of_arguments(init, depth),
            _ => false,
        }
    }

    /// Whether a list is put together in this body, where what it is made of
    /// is known.
    fn is_made_here(&self, id: BindingId) -> bool {
        let binding = &self.locals.bindings[id as usize];
        let written = |init: ExprId| match self.tree.kind(init) {
            ExprKind::Array(_) => true,
            ExprKind::Macro(mac) => self.tree.mac(mac).path.last().is_some_and(|last| last == "vec"),
            _ => false,
        };
        matches!(binding.origin, Origin::Value(init) if binding.path.is_empty() && written(init))
            || !self.order.added(id).is_empty()
    }

    /// The first argument that is a fixed text.
    fn asked_key(&self, args: &[ExprId]) -> Option<(u32, ExprId)> {
        let at = args.iter().position(|arg| self.tree.str_of(*arg).is_some())?;
        Some((at as u32, args[at]))
    }
}

impl Flow<'_, '_> {
    /// Whether a parameter is called the name of what is kept.
    fn is_called_name(&self, id: ItemId, at: usize) -> bool {
        let param = self.index().fn_(id).params.get(at);
        match param.map(|param| self.index().tree(id.file).pat(param.pat).kind) {
            Some(PatKind::Bind { name, .. }) => is_name_of_kept(name.text()),
            _ => false,
        }
    }

    /// The parameters of a function under whose values it looks something up.
    fn looked_up(&mut self, id: ItemId) -> Vec<u32> {
        if let Some(known) = self.looked_up.get(&id) {
            return known.clone();
        }
        let found = self.index().body(id).map_or_else(Vec::new, |body| looks_up(self, &body, body.root));
        let params = found.into_iter().filter_map(|origin| match origin {
            Origin::Param(at) => Some(at),
            _ => None,
        });
        let params: Vec<u32> = params.collect();
        self.looked_up.insert(id, params.clone());
        params
    }
}

/// Where the keys come from under which an expression looks something up.
fn looks_up(flow: &Flow<'_, '_>, body: &Body, root: ExprId) -> Vec<Origin> {
    let (tree, locals) = (flow.index().tree(body.file), flow.types.infer.locals(body));
    let mut found = Vec::new();
    let mut add = |key: ExprId| {
        let mut key = key;
        while let ExprKind::Ref(inner) | ExprKind::Deref(inner) = tree.kind(key) {
            key = inner;
        }
        let binding = locals.uses.get(&key).map(|id| &locals.bindings[*id as usize]);
        found.extend(binding.filter(|binding| binding.path.is_empty()).map(|binding| binding.origin));
    };
    tree.walk(root, &mut |expr| match tree.kind(expr) {
        // What is asked of a server is no key.
        ExprKind::Method { receiver, name, args }
            if is_lookup(flow, name) && !flow.keeps_url(&flow.types.of(body, receiver)) =>
        {
            tree.exprs_of(args).first().into_iter().for_each(|key| add(*key));
        }
        ExprKind::Index { index, .. } => add(index),
        _ => {}
    });
    found
}

fn is_lookup(flow: &Flow<'_, '_>, name: Name) -> bool {
    flow.know.values.lookups.contains(name.text())
}
