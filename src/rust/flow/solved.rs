//! The states that hold secrets: how each was reached, and what its way comes
//! to. [`solve`](super::solve) finds them, [`way`](super::way) tells of them.

use std::cell::RefCell;

use foldhash::HashMap;

use super::Flow;
use super::graph::NodeId;
use crate::rust::index::Def;
use crate::source::Span;

/// A value that did not come through a parameter.
pub(super) const HERE: NodeId = NodeId::MAX;

/// A node, and the parameter by which its function was entered.
pub(super) type State = (NodeId, NodeId);

/// How a state was reached.
#[derive(Clone, Copy, Debug)]
pub(super) enum Why {
    /// The seed with this number.
    Seed(u32),
    /// From another state.
    From(State),
}

/// The states that hold secrets, and how each was reached.
pub(super) struct Solved<'i, 'a> {
    pub(super) flow: Flow<'i, 'a>,
    pub(super) why: HashMap<State, Why>,
    /// The entries by which each node was reached.
    pub(super) entries: HashMap<NodeId, Vec<NodeId>>,
    /// The calls through which secrets entered by a parameter.
    pub(super) incoming: HashMap<NodeId, Vec<(u32, State)>>,
    /// What the ways to states come to, of those that were asked for.
    pub(super) stories: RefCell<HashMap<State, Story>>,
}

impl<'i, 'a> Solved<'i, 'a> {
    /// None is reached yet.
    pub(super) fn new(flow: Flow<'i, 'a>) -> Self {
        Solved {
            flow,
            why: HashMap::default(),
            entries: HashMap::default(),
            incoming: HashMap::default(),
            stories: RefCell::default(),
        }
    }
}

/// Steps of a way that a report shows behind the source, before it leaves out.
pub(super) const FIRST: usize = 2;

/// Steps that it shows behind those.
pub(super) const LAST: usize = 3;

/// What the way to a state comes to.
#[derive(Clone, Copy)]
pub(super) struct Story {
    pub(super) seed: u32,
    /// The first steps that are worth saying, and the last of the others.
    pub(super) first: [Option<NodeId>; FIRST],
    pub(super) last: [Option<NodeId>; LAST],
    /// Where what was worth saying last is.
    pub(super) end: (u32, Span),
    /// The last field that it leads through.
    pub(super) field: Option<NodeId>,
    /// How many types it has led through at its end.
    pub(super) types: usize,
    /// Whether the secret was put into something.
    pub(super) mixed: bool,
    /// Whether it was kept as what a page gives back.
    pub(super) page: bool,
}

impl Story {
    pub(super) fn add(&mut self, node: NodeId) {
        match self.first.iter_mut().find(|step| step.is_none()) {
            Some(step) => *step = Some(node),
            None => {
                self.last.rotate_left(1);
                self.last[LAST - 1] = Some(node);
            }
        }
    }
}

/// What an item of the index is called, for the report.
pub(super) fn name_of(flow: &Flow<'_, '_>, def: Def) -> &'static str {
    match def {
        Def::Fn(id) => flow.index().fn_(id).name.text(),
        Def::Adt(id) => flow.index().adt(id).name.text(),
        Def::Const(id) => flow.index().const_(id).name.text(),
        _ => "",
    }
}
