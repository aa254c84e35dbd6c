//! What is read when a secret arrives: who may use it there, and who else
//! stores into the same field.

use foldhash::HashSet;

use super::Solver;
use crate::rust::flow::graph::{Node, NodeId};
use crate::rust::flow::solved::{HERE, State, Why};

impl Solver<'_, '_> {
    /// Reads the bodies that can use what a node holds.
    pub(super) fn demand(&mut self, node: NodeId, entry: NodeId) {
        let graph = &self.solved.flow.graph;
        let kind = graph.node(graph.root(node));
        let wanted = match kind {
            Node::Param(..) | Node::Made(..) | Node::Field(..) | Node::Const(_) | Node::Shown(..) => true,
            Node::Return(_) | Node::Out(..) | Node::Handed(..) => entry == HERE,
            _ => false,
        };
        if !wanted || !self.asked.insert(kind) {
            return;
        }
        let flow = &mut self.solved.flow;
        match kind {
            Node::Param(of, _) | Node::Made(of, _) => {
                if let Some(body) = flow.index().body(of) {
                    flow.build(body);
                }
            }
            Node::Shown(of, _) => flow.build_printers(of),
            Node::Field(of, variant, name) => flow.build_readers(of, variant, name),
            Node::Const(of) => flow.build_users(of),
            Node::Return(of) | Node::Out(of, _) | Node::Handed(of, ..) => drop(flow.build_callers(of)),
            _ => {}
        }
    }

    /// A field that is not called a secret holds one when two thirds of what
    /// is stored there are: a `message` does not.
    pub(super) fn store(&mut self, to: NodeId, state: State) {
        // Of an element, who stores what it is an element of.
        let (mut field, mut writer) = (to, state.0);
        while let Some(((of, _), (from, _))) = self.element_of(field).zip(self.element_of(writer)) {
            (field, writer) = (of, from);
        }
        let name = match self.solved.flow.graph.node(field) {
            Node::Field(of, variant, name) => match self.solved.flow.field_called(of, variant, name) {
                Some(_) => None,
                None => Some((of, variant, name)),
            },
            _ => None,
        };
        if let Some((of, variant, name)) = name {
            if self.asked.insert(Node::Field(of, variant, name)) {
                self.solved.flow.build_writers(of, variant, name);
            }
            let (first, stored) = self.stored.entry(to).or_insert_with(|| (state, HashSet::default()));
            stored.insert(writer);
            let all = self.solved.flow.graph.writers.get(&field).map_or(0, HashSet::len);
            if stored.len() * 3 < all * 2 {
                return;
            }
            // What came in an address before the host came last.
            let from = *first;
            if self.is_rarely_handed(state.1) {
                return self.waiting.entry(state.1).or_default().push((to, state));
            }
            return self.reach((to, HERE), Why::From(if self.userinfo.contains(&state) { from } else { state }));
        }
        self.reach((to, HERE), Why::From(state));
    }

    fn element_of(&self, node: NodeId) -> Option<(NodeId, u32)> {
        self.solved.flow.graph.element(node)
    }
}
