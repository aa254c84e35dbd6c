//! Into functions, and back out by the call that a value came in by.

use super::Solver;
use crate::rust::flow::graph::{NodeId, Step};
use crate::rust::flow::solved::{HERE, State, Why};
use crate::rust::index::ItemId;

impl Solver<'_, '_> {
    pub(super) fn enter(&mut self, call: u32, param: NodeId, state: State) {
        if !self.entered.insert((param, call, state.1)) {
            return;
        }
        self.solved.incoming.entry(param).or_default().push((call, state));
        self.reach((param, param), Why::From(state));
        for (to, stored) in self.waiting.remove(&param).unwrap_or_default() {
            self.store(to, stored);
        }
        for (exit, _) in self.left.get(&param).cloned().unwrap_or_default() {
            self.back(call, exit, state);
        }
    }

    /// A value leaves a function: to the calls it came in by, or to all.
    pub(super) fn leave(&mut self, of: ItemId, state: State) {
        let (exit, entry) = state;
        if entry == HERE {
            for call in self.solved.flow.graph.callers.get(&of).cloned().unwrap_or_default() {
                if let Some(to) = self.target(call, exit) {
                    self.reach((to, HERE), Why::From(state));
                }
            }
            return;
        }
        let left = self.left.entry(entry).or_default();
        if !left.iter().any(|(known, _)| *known == exit) {
            left.push((exit, state));
        }
        for (call, from) in self.solved.incoming.get(&entry).cloned().unwrap_or_default() {
            self.back(call, exit, from);
        }
    }

    pub(super) fn back(&mut self, call: u32, exit: NodeId, from: State) {
        if let Some(to) = self.target(call, exit) {
            self.reach((to, from.1), Why::From(from));
        }
    }

    /// An element of a value goes where the value would: to the same element
    /// of what that is there.
    pub(super) fn lift(&mut self, state: State) {
        let (mut at, mut path) = (state.0, Vec::new());
        while let Some((of, number)) = self.solved.flow.graph.element(at) {
            path.push(number);
            at = of;
            for edge in 0..self.solved.flow.graph.edges(at).len() {
                let graph = &mut self.solved.flow.graph;
                let (to, step) = graph.edges(at)[edge];
                match step {
                    Step::Flow | Step::Userinfo => {}
                    Step::Elements => self.reach((to, state.1), Why::From(state)),
                    Step::Same => {
                        let to = graph.within(to, &path);
                        self.reach((to, state.1), Why::From(state));
                    }
                    Step::Store => {
                        let to = graph.within(to, &path);
                        self.store(to, state);
                    }
                    Step::Enter(call) => {
                        let to = graph.within(to, &path);
                        self.enter(call, to, state);
                    }
                }
            }
        }
    }

    /// Where what leaves by `exit` arrives in a call.
    pub(super) fn target(&mut self, call: u32, exit: NodeId) -> Option<NodeId> {
        let graph = &mut self.solved.flow.graph;
        let (whole, path) = graph.exit(exit)?;
        let arrives = graph.calls[call as usize].arrives(graph.node(whole))?;
        Some(graph.within(arrives, &path))
    }
}
