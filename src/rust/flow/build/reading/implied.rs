//! Functions that run without being called by their names: what a type of the
//! workspace does when it is indexed, iterated, dereferenced or converted.

use crate::rust::flow::build::Builder;
use crate::rust::index::{Def, ItemId};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;

/// Conversions of a workspace that are looked at to find one.
const CONVERSIONS: usize = 256;

impl Builder<'_, '_, '_> {
    /// `ring[1]`
    pub(in crate::rust::flow::build) fn indexed_by(&mut self, e: ExprId, base: ExprId, index: ExprId) {
        if let Some(run) = self.implied(&self.ty(base), "index") {
            self.enter(e, run, Some(base), &[index]);
        }
    }

    /// `for x in pool`, `pool.collect()`: what is iterated gives what its own
    /// functions give.
    pub(in crate::rust::flow::build) fn iterated(&mut self, iter: ExprId) {
        let ty = self.ty(iter);
        for run in ["next", "into_iter", "poll_next"] {
            if let Some(run) = self.implied(&ty, run) {
                return self.enter(iter, run, Some(iter), &[]);
            }
        }
    }

    /// `guard.trim()`: a method of what a type of the workspace gives by `Deref`
    /// or by its iterator.
    pub(in crate::rust::flow::build) fn reached(&mut self, e: ExprId, receiver: ExprId, base: &Ty, name: &str) {
        let Ty::Adt(..) = base.value() else { return };
        let values = self.flow.know.values;
        let types = &self.flow.types;
        if types.is_mapped(name) || matches!(name, "collect" | "filter" | "for_each" | "last" | "nth" | "skip" | "take")
        {
            return self.iterated(receiver);
        }
        if (values.keeps.contains(name) || types.is_carried(name))
            && let Some(run) = self.implied(base, "deref").or_else(|| self.implied(base, "as_ref"))
        {
            self.enter(e, run, Some(receiver), &[]);
        }
    }

    /// `key.into()`, `String::from(key)`: by the only conversion that there is
    /// of such a type.
    pub(in crate::rust::flow::build) fn converted(&mut self, e: ExprId, value: ExprId) {
        let Some(of) = self.ty(value).def() else { return };
        let (index, types) = (self.flow.index(), &self.flow.types);
        let takes = |id: &&ItemId| {
            index.is_of_trait(**id) && !index.fn_(**id).has_self && types.param(**id, 0).def() == Some(of)
        };
        let all = ["from", "try_from"].into_iter().flat_map(|name| index.fns_named(Name::new(name)));
        let mut found = all.take(CONVERSIONS).filter(takes);
        if let (Some(only), None) = (found.next().copied(), found.next()) {
            self.enter(e, only, None, &[value]);
        }
    }

    /// The function by which a type of the workspace implements such a trait.
    fn implied(&self, ty: &Ty, name: &str) -> Option<ItemId> {
        let Ty::Adt(id, _) = ty.value() else { return None };
        let index = self.flow.index();
        let mut found = index.methods(Def::Adt(id), Name::new(name)).iter().copied();
        found.find(|run| index.is_of_trait(*run) && index.fn_(*run).has_body() && index.fn_(*run).has_self)
    }
}
