//! Types that show a secret when they are printed or serialised.

use super::build::derive_lists;
use super::graph::{Node, NodeId, Showing};
use super::leaks::Revealed;
use super::solved::{Solved, State};
use crate::rust::facts::Adt;
use crate::rust::index::ItemId;
use crate::source::Span;

impl Solved<'_, '_> {
    pub(super) fn revealed(&mut self) -> Vec<Revealed> {
        let shown: Vec<_> = self.flow.shown.iter().copied().collect();
        let mut found: Vec<Revealed> =
            shown.into_iter().filter_map(|(adt, showing)| self.reveals(adt, showing)).collect();
        found.sort_by_key(|found| (found.adt, found.showing));
        found
    }

    fn reveals(&mut self, adt: ItemId, showing: Showing) -> Option<Revealed> {
        let node = self.flow.graph.find(Node::Shown(adt, showing))?;
        let best = self.best(node)?;
        if showing == Showing::Serialize && self.flow.is_request(adt) {
            return None;
        }
        let state = if self.is_named(best) { best } else { self.own_field(adt, node).unwrap_or(best) };
        let (called, way) = self.way(state);
        let before = self.field_before(state);
        let named = self.is_named(state);
        let (of, field) = before.map_or((adt, called), |(of, _, name)| (of, name.text().to_owned()));
        let derive = match showing {
            Showing::Debug => derive_span(self.flow.index().adt(adt), "Debug"),
            Showing::Serialize => derive_span(self.flow.index().adt(adt), "Serialize"),
            Showing::Display => None,
        };
        let shown = format!("{}.{field}", self.flow.index().adt(of).name);
        let depth = self.types_before(state);
        Some(Revealed { adt, showing, derive, field: shown, holder: of, depth, named, way })
    }

    /// Whether a way leads through a field that is called a secret.
    fn is_named(&mut self, state: State) -> bool {
        let before = self.field_before(state);
        before.is_some_and(|(of, variant, name)| self.flow.field_called(of, variant, name).is_some())
    }

    /// A field of the type that is called a secret, and is shown: it says more
    /// than that some code stores one in another field.
    fn own_field(&mut self, adt: ItemId, shown: NodeId) -> Option<State> {
        let variants = self.flow.index().adt(adt).variants.iter().enumerate();
        let fields = variants.flat_map(|(at, of)| of.fields.iter().map(move |field| (at as u32, field.name)));
        fields.into_iter().find_map(|(variant, name)| {
            let node = self.flow.graph.find(Node::Field(adt, variant, name))?;
            let shows = self.flow.graph.edges(node).iter().any(|(to, _)| *to == shown);
            let state = self.best(node).filter(|_| shows)?;
            self.flow.field_called(adt, variant, name).map(|_| state)
        })
    }
}

/// Where a derive of this name stands.
fn derive_span(adt: &Adt, name: &str) -> Option<Span> {
    let mut each = derive_lists(adt).flat_map(|list| &list.args);
    each.find(|arg| arg.path.text().rsplit("::").next() == Some(name)).map(|arg| arg.span)
}
