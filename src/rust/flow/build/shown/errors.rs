//! Which types are errors.

use foldhash::HashSet;

use super::derives::derives;
use crate::rust::facts::Owner;
use crate::rust::flow::Flow;
use crate::rust::flow::graph::Showing;
use crate::rust::index::{Body, Def, Index, ItemId};
use crate::rust::name::Name;
use crate::rust::tree::*;

impl Flow<'_, '_> {
    /// Whether a type of the workspace is an error, by name or derive.
    pub(in crate::rust::flow) fn is_error(&self, id: ItemId) -> bool {
        let adt = self.index().adt(id);
        let name = adt.name.text();
        let derived = derives(adt).any(|derive| matches!(derive, "Error" | "Snafu" | "Fail" | "Diagnostic"));
        name.ends_with("Error") || name.ends_with("Err") || derived
    }

    /// The same, or by what it implements: what it shows is looked at like that
    /// of any other type.
    pub(in crate::rust::flow) fn may_fail_as(&mut self, id: ItemId) -> bool {
        self.is_error(id) || self.errors.contains(&id) && self.prints_itself(id)
    }

    /// Whether a type's own functions print anything of it, or a derive does.
    fn prints_itself(&mut self, id: ItemId) -> bool {
        let index = self.index();
        let written: Vec<Body> =
            index.methods(Def::Adt(id), Name::new("fmt")).iter().filter_map(|method| index.body(*method)).collect();
        let reads = |body: &Body| {
            let (tree, mut reads) = (index.tree(body.file), false);
            tree.walk(body.root, &mut |at| {
                reads |= match tree.kind(at) {
                    ExprKind::Field { base, .. } => {
                        tree.path_of(base).and_then(Path::ident).is_some_and(|of| of == "self")
                    }
                    ExprKind::Match(_) | ExprKind::Let { .. } => true,
                    _ => false,
                };
            });
            reads
        };
        !self.is_written(id, Showing::Debug) || written.iter().any(reads)
    }

    /// Types for which the trait is implemented by hand.
    pub(in crate::rust::flow) fn errors_by_hand(index: &Index<'_>) -> HashSet<ItemId> {
        let mut found = HashSet::default();
        for (file, unit) in index.units().iter().enumerate() {
            for (number, item) in unit.facts.impls.iter().enumerate() {
                if item.trait_.as_ref().and_then(Path::last).is_some_and(|last| last == "Error")
                    && let Some(Def::Adt(id)) = index.owner_def(file as u32, Owner::Impl(number as u32))
                {
                    found.insert(id);
                }
            }
        }
        found
    }
}
