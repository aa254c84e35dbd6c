//! Following secrets through the graph.
//!
//! A state is a node and the parameter by which its function was entered, if
//! the value came from outside: what came in by one call goes out to that
//! call alone (the tabulation of Reps, Horwitz and Sagiv, "Precise
//! interprocedural dataflow analysis via graph reachability", 1995). Bodies
//! are read when a value reaches them.

mod asked;
mod calls;
mod shares;

use std::collections::VecDeque;

use foldhash::{HashMap, HashSet};

use super::Flow;
use super::graph::{KEPT, Node, NodeId, QUERIED, Step, URL};
use super::solved::{HERE, Solved, State, Why};
use crate::rust::index::ItemId;

pub(super) struct Solver<'i, 'a> {
    pub(super) solved: Solved<'i, 'a>,
    queue: VecDeque<State>,
    /// Parameter, call and entry of each that was taken.
    entered: HashSet<(NodeId, u32, NodeId)>,
    /// Where values that entered by a parameter leave the function.
    left: HashMap<NodeId, Vec<(NodeId, State)>>,
    /// Nodes that store a secret into a field that is not called one, and the
    /// first that did.
    stored: HashMap<NodeId, (State, HashSet<NodeId>)>,
    /// The same that came by a parameter to which most callers hand none, by
    /// the parameter.
    waiting: HashMap<NodeId, Vec<(NodeId, State)>>,
    /// How many calls of a function say what a parameter is.
    pub(super) counted: HashMap<(ItemId, u16), usize>,
    /// Functions and names whose users have been read.
    asked: HashSet<Node>,
    seeds: usize,
    /// Seeds that are followed when the others have been.
    rest: Vec<usize>,
    /// The same of steps into addresses, before the host.
    apart: Vec<(State, NodeId)>,
    /// States to which a secret came in an address, before the host.
    userinfo: HashSet<State>,
}

/// Follows all seeds to the end.
pub(super) fn solve<'i, 'a>(flow: Flow<'i, 'a>) -> Solved<'i, 'a> {
    let mut solver = Solver {
        solved: Solved::new(flow),
        queue: VecDeque::new(),
        entered: HashSet::default(),
        left: HashMap::default(),
        stored: HashMap::default(),
        waiting: HashMap::default(),
        counted: HashMap::default(),
        asked: HashSet::default(),
        seeds: 0,
        rest: Vec::new(),
        apart: Vec::new(),
        userinfo: HashSet::default(),
    };
    solver.sow();
    solver.solved.flow.graph.take_changed();
    solver.follow();
    solver.follow_rest();
    solver.follow_apart();
    solver.follow_rest();
    solver.solved
}

impl Solver<'_, '_> {
    fn follow(&mut self) {
        while let Some(state) = self.queue.pop_front() {
            self.visit(state);
            self.sow();
        }
    }

    /// What a page is given, or was made for who asked, comes last, so that it
    /// stands before no other secret that went the same way.
    fn follow_rest(&mut self) {
        while !self.rest.is_empty() {
            for seed in std::mem::take(&mut self.rest) {
                self.reach((self.solved.flow.seeds[seed].node, HERE), Why::Seed(seed as u32));
            }
            self.follow();
        }
    }

    /// What stands in an address before the host comes last, so that it stands
    /// before nothing that the client shows of it.
    fn follow_apart(&mut self) {
        while let Some((state, to)) = self.apart.pop() {
            let there = (to, state.1);
            if !self.solved.why.contains_key(&there) {
                self.userinfo.insert(there);
            }
            self.reach(there, Why::From(state));
            self.follow();
        }
    }

    /// Takes up new seeds, and nodes that have new edges.
    fn sow(&mut self) {
        while self.seeds < self.solved.flow.seeds.len() {
            let seed = &self.solved.flow.seeds[self.seeds];
            match seed.issued || self.solved.flow.is_given_back(seed) {
                true => self.rest.push(self.seeds),
                false => self.reach((seed.node, HERE), Why::Seed(self.seeds as u32)),
            }
            self.seeds += 1;
        }
        for changed in self.solved.flow.graph.take_changed() {
            for node in self.solved.flow.graph.parts_within(changed) {
                let entries = self.solved.entries.get(&node).into_iter().flatten();
                self.queue.extend(entries.map(|entry| (node, *entry)));
            }
        }
    }

    fn reach(&mut self, state: State, why: Why) {
        if self.solved.why.contains_key(&state) {
            return;
        }
        self.solved.why.insert(state, why);
        // What is put into a query stands before the host no longer.
        let queried = matches!(self.solved.flow.graph.node(state.0), Node::Part(_, QUERIED));
        if matches!(why, Why::From(from) if self.userinfo.contains(&from)) && !queried {
            self.userinfo.insert(state);
        }
        self.solved.entries.entry(state.0).or_default().push(state.1);
        self.queue.push_back(state);
    }

    fn visit(&mut self, state: State) {
        let (node, entry) = state;
        self.demand(node, entry);
        for at in 0..self.solved.flow.graph.edges(node).len() {
            let (to, step) = self.solved.flow.graph.edges(node)[at];
            match step {
                Step::Flow | Step::Same if self.is_taken_out(to, state) => {}
                Step::Flow | Step::Same => self.reach((to, entry), Why::From(state)),
                Step::Elements => {}
                Step::Userinfo => self.apart.push((state, to)),
                Step::Store => self.store(to, state),
                Step::Enter(call) => self.enter(call, to, state),
            }
        }
        self.lift(state);
        if let Some((exit, _)) = self.solved.flow.graph.exit(node)
            && let Node::Return(of) | Node::Out(of, _) | Node::Handed(of, ..) = self.solved.flow.graph.node(exit)
        {
            self.leave(of, state);
        }
    }

    /// Whether a node is the URL that a client keeps, and what comes there
    /// stood in it before the host.
    fn is_taken_out(&self, to: NodeId, state: State) -> bool {
        let keeps = |node: NodeId| matches!(self.solved.flow.graph.node(node), Node::Part(_, URL | KEPT));
        keeps(to) && !keeps(state.0) && self.userinfo.contains(&state)
    }
}
