//! Headers that somebody sends and that are copied one by one, into a map or
//! into a request: `for (name, value) in headers { map.insert(name, value); }`.

use foldhash::HashSet;

use super::dumps::HEADERS;
use super::failing::Failing;
use super::wholes::Whole;
use crate::rust::flow::build::Builder;
use crate::rust::flow::seeds::is_mask;
use crate::rust::locals::{Binding, BindingId, Origin, Proj};
use crate::rust::tree::*;

/// Copies of one body.
const MOST: usize = 16;

/// Calls inside an argument.
const DEEP: u32 = 5;

impl Builder<'_, '_, '_> {
    /// What headers are copied into, from there on.
    pub(in crate::rust::flow::build) fn copies(&self) -> Vec<Whole> {
        let locals = self.locals.clone();
        let each = locals
            .bindings
            .iter()
            .enumerate()
            .filter(|(_, binding)| binding.path.last() == Some(&Proj::At(1)) && self.is_each_header(binding));
        // Each is a walk through the body.
        each.take(MOST)
            .filter(|(_, binding)| !self.hides_some(binding))
            .flat_map(|(id, binding)| self.copied(id as BindingId, binding))
            .collect()
    }

    /// `headers.iter().map(|(name, value)| (name, value))`: whether the closure
    /// is handed headers and gives what they hold.
    pub(in crate::rust::flow::build) fn maps_headers(&self, closure: ExprId) -> bool {
        if !self.may_ask() {
            return false;
        }
        let mut bindings = self.locals.bindings.iter().enumerate();
        let value = bindings
            .find(|(_, of)| of.origin == Origin::Closure(closure, 0) && of.path.as_slice() == [Proj::At(1)].as_slice());
        let Some((id, value)) = value else { return false };
        let used = self.locals.uses.values().any(|used| *used == id as BindingId);
        used && !self.hides_some(value)
    }

    fn is_each_header(&self, binding: &Binding) -> bool {
        self.dumped_in(binding).is_some_and(|(_, name)| name == HEADERS)
    }

    fn copied(&self, id: BindingId, value: &Binding) -> Vec<Whole> {
        let held = self.same_as(id);
        let place = self.tree.pat(value.pat).span;
        let mut found = Vec::new();
        self.tree.walk(self.body.root, &mut |expr| {
            let ExprKind::Method { receiver, name, args } = self.tree.kind(expr) else { return };
            let puts = matches!(
                name.text(),
                "insert"
                    | "append"
                    | "push"
                    | "header"
                    | "set"
                    | "add"
                    | "insert_header"
                    | "append_header"
                    | "set_header"
            );
            if !puts || found.len() >= MOST || !self.tree.exprs_of(args).iter().any(|arg| self.holds(*arg, &held, DEEP))
            {
                return;
            }
            if let Some(of) = self.part_of(receiver, false).filter(|of| !held.contains(&of.id)) {
                let since = self.tree.extent(expr).end;
                found.push(Whole { of, name: HEADERS.to_owned(), place, failing: Failing::anywhere(), since });
            }
        });
        found.retain(|whole| !self.drops_some(whole.of.id));
        found
    }

    /// A value and what is made of it: `if let Ok(text) = value.to_str()`.
    fn same_as(&self, id: BindingId) -> HashSet<BindingId> {
        let mut held = HashSet::from_iter([id]);
        for (id, binding) in self.locals.bindings.iter().enumerate() {
            if let Origin::Value(init) = binding.origin
                && self.holds(init, &held, DEEP)
            {
                held.insert(id as BindingId);
            }
        }
        held
    }

    fn holds(&self, expr: ExprId, held: &HashSet<BindingId>, left: u32) -> bool {
        let Some(left) = left.checked_sub(1) else { return false };
        let Some(&last) = self.chain(expr).last() else { return false };
        let any = |items: &[ExprId]| items.iter().any(|item| self.holds(*item, held, left));
        match self.tree.kind(last) {
            ExprKind::Path(_) => self.locals.uses.get(&last).is_some_and(|id| held.contains(id)),
            ExprKind::Tuple(items) => any(self.tree.exprs_of(items)),
            ExprKind::Call { args, .. } => any(self.tree.exprs_of(args)),
            _ => false,
        }
    }

    /// Whether something is taken out of what they are copied into.
    fn drops_some(&self, id: BindingId) -> bool {
        let mut drops = false;
        self.tree.walk(self.body.root, &mut |expr| {
            if let ExprKind::Method { receiver, name, .. } = self.tree.kind(expr) {
                drops |= matches!(name.text(), "remove" | "retain" | "clear") && self.variable(receiver) == Some(id);
            }
        });
        drops
    }

    /// Whether it depends on a header's name, or on its own word, what becomes of
    /// it; who only leaves out where a request goes hides nothing.
    fn hides_some(&self, value: &Binding) -> bool {
        let Some(name) = self.name_beside(value) else { return false };
        let names = self.same_as(name);
        let mut hides = false;
        self.tree.walk(self.body.root, &mut |expr| {
            hides |= match self.tree.kind(expr) {
                ExprKind::If { cond, .. } => self.asks_more(cond, &names),
                ExprKind::Match(node) => self.asks_more(self.tree.match_(node).scrutinee, &names),
                ExprKind::Method { name, args, .. } => {
                    let filters = matches!(name.text(), "filter" | "contains" | "any" | "retain" | "then");
                    name == "is_sensitive"
                        || self.flow.know.cleans(name.text())
                        || filters && self.tree.exprs_of(args).iter().any(|arg| self.asks_more(*arg, &names))
                }
                ExprKind::Call { callee, args } => {
                    let last = self.tree.path_of(callee).and_then(Path::last);
                    let asks =
                        last.is_some_and(|last| last.text().starts_with("is_") || self.flow.know.cleans(last.text()));
                    asks && self.tree.exprs_of(args).iter().any(|arg| self.holds(*arg, &names, DEEP))
                }
                ExprKind::Str(_) => self.tree.str_of(expr).is_some_and(is_mask),
                _ => false,
            };
        });
        hides
    }

    /// Whether a header's name is asked for more than whether it says where the
    /// request goes.
    fn asks_more(&self, cond: ExprId, names: &HashSet<BindingId>) -> bool {
        let (mut asks, mut told) = (false, true);
        self.tree.walk(cond, &mut |expr| match self.tree.kind(expr) {
            ExprKind::Path(_) if self.locals.uses.get(&expr).is_some_and(|id| names.contains(id)) => asks = true,
            ExprKind::Path(path) if !self.locals.uses.contains_key(&expr) => {
                told &= self.tree.path(path).last().is_some_and(|last| is_of_transport(last.text()));
            }
            ExprKind::Str(_) => told &= self.tree.str_of(expr).is_some_and(is_of_transport),
            ExprKind::Call { .. } | ExprKind::Macro(_) => told = false,
            _ => {}
        });
        asks && !told
    }
}

/// Headers that every hop sets for itself.
fn is_of_transport(name: &str) -> bool {
    matches!(
        name.to_ascii_lowercase().replace('_', "-").as_str(),
        "host"
            | "connection"
            | "content-length"
            | "content-type"
            | "content-encoding"
            | "transfer-encoding"
            | "accept-encoding"
            | "upgrade"
            | "te"
            | "trailer"
            | "keep-alive"
            | "expect"
            | "user-agent"
            | "accept"
    )
}
