//! How many of those who call a function hand it a secret: what a constructor
//! puts into a field is one where most of its callers say so.

use super::Solver;
use crate::rust::flow::graph::{Call, Node, NodeId, SELF};
use crate::rust::flow::solved::HERE;
use crate::rust::index::ItemId;
use crate::rust::tree::ExprKind;

impl Solver<'_, '_> {
    /// Whether less than half of the callers hand a secret to the parameter
    /// that a value entered by.
    pub(super) fn is_rarely_handed(&mut self, entry: NodeId) -> bool {
        if entry == HERE {
            return false;
        }
        let graph = &self.solved.flow.graph;
        let Node::Param(of, number) = graph.node(graph.root(entry)) else { return false };
        let all = match self.counted.get(&(of, number)) {
            Some(known) => *known,
            None => {
                let all = self.count_callers(of, number);
                self.counted.insert((of, number), all);
                all
            }
        };
        self.solved.incoming.get(&entry).map_or(0, Vec::len) * 2 < all
    }

    /// How many calls of a function say what a parameter is.
    fn count_callers(&mut self, of: ItemId, number: u16) -> usize {
        self.solved.flow.build_callers(of);
        let graph = &self.solved.flow.graph;
        let calls = graph.callers.get(&of).into_iter().flatten().map(|call| &graph.calls[*call as usize]);
        calls.filter(|call| self.tells(call, number)).count()
    }

    /// Whether a call says something of what a parameter is handed: tests and
    /// what is written out do not.
    fn tells(&self, call: &Call, number: u16) -> bool {
        let Node::Expr(file, expr) = self.solved.flow.graph.node(call.result) else { return !call.body.test };
        let tree = self.solved.flow.index().tree(file);
        let (ExprKind::Call { args, .. } | ExprKind::Method { args, .. }) = tree.kind(expr) else { return false };
        let arg = tree.exprs_of(args).get(number as usize);
        let written = number != SELF && arg.is_some_and(|arg| tree.str_of(*arg).is_some());
        !call.body.test && !written
    }
}
