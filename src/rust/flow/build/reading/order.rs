//! Which writes of a variable reach which of its uses.
//!
//! A body is walked in the order it runs; a write reaches later uses, and
//! within a loop earlier ones too. An assignment ends what was before it, for
//! uses that it always precedes.

use foldhash::HashMap;

use crate::rust::flow::graph::NodeId;
use crate::rust::locals::BindingId;

/// Writes of one variable whose order is kept; a variable with more holds
/// what any of them gave it.
const ORDERED: usize = 64;

/// The scope of everything.
const ROOT: u32 = 0;

struct Block {
    parent: u32,
    is_loop: bool,
    /// Whether it is one of several of which one runs: its siblings that are.
    is_arm: bool,
}

#[derive(Clone, Copy)]
struct Moment {
    clock: u32,
    block: u32,
}

#[derive(Clone, Copy)]
struct Write {
    from: NodeId,
    at: Moment,
    whole: bool,
}

#[derive(Clone, Copy)]
struct Use {
    node: NodeId,
    at: Moment,
}

#[derive(Default)]
struct History {
    declared: Option<u32>,
    writes: Vec<Write>,
    uses: Vec<Use>,
}

/// The order of one body.
pub(in crate::rust::flow::build) struct Order {
    clock: u32,
    block: u32,
    blocks: Vec<Block>,
    variables: HashMap<BindingId, History>,
}

impl Order {
    pub(in crate::rust::flow::build) fn new() -> Self {
        Order {
            clock: 0,
            block: ROOT,
            blocks: vec![Block { parent: ROOT, is_loop: false, is_arm: false }],
            variables: HashMap::default(),
        }
    }

    /// Enters a scope; give what this returns to [`Order::leave`].
    pub(in crate::rust::flow::build) fn enter(&mut self, is_loop: bool) -> u32 {
        self.open(is_loop, false)
    }

    /// The same for one of the arms of a choice, which has a scope of its own.
    pub(in crate::rust::flow::build) fn enter_arm(&mut self) -> u32 {
        self.open(false, true)
    }

    fn open(&mut self, is_loop: bool, is_arm: bool) -> u32 {
        let outer = self.block;
        self.blocks.push(Block { parent: outer, is_loop, is_arm });
        self.block = self.blocks.len() as u32 - 1;
        outer
    }

    pub(in crate::rust::flow::build) fn leave(&mut self, outer: u32) {
        self.block = outer;
    }

    fn now(&mut self) -> Moment {
        self.clock += 1;
        Moment { clock: self.clock, block: self.block }
    }

    /// The variable exists from here on.
    pub(in crate::rust::flow::build) fn declare(&mut self, id: BindingId) {
        let block = self.block;
        self.variables.entry(id).or_default().declared = Some(block);
    }

    /// The variable is given, or (not `whole`) gets added, a value.
    pub(in crate::rust::flow::build) fn write(&mut self, id: BindingId, from: NodeId, whole: bool) {
        let at = self.now();
        self.variables.entry(id).or_default().writes.push(Write { from, at, whole });
    }

    pub(in crate::rust::flow::build) fn read(&mut self, id: BindingId, node: NodeId) {
        let at = self.now();
        self.variables.entry(id).or_default().uses.push(Use { node, at });
    }

    /// For each use of a variable: the nodes whose values it can have. The
    /// variable's own node stands for what it was declared with.
    pub(in crate::rust::flow::build) fn edges(
        &self,
        own: impl Fn(BindingId) -> Option<NodeId>,
    ) -> Vec<(NodeId, NodeId, BindingId)> {
        let mut edges = Vec::new();
        for (id, history) in &self.variables {
            let Some(own) = own(*id) else { continue };
            for use_ in &history.uses {
                self.reaching(history, use_, own, &mut |from| edges.push((from, use_.node, *id)));
            }
            if history.writes.len() > ORDERED {
                edges.extend(history.writes.iter().map(|write| (write.from, own, *id)));
            }
        }
        edges.sort_unstable();
        edges
    }

    /// What is added to a variable, beside what it was declared with.
    pub(in crate::rust::flow::build) fn added(&self, id: BindingId) -> Vec<NodeId> {
        let writes = self.variables.get(&id).into_iter().flat_map(|history| &history.writes);
        writes.map(|write| write.from).collect()
    }

    fn reaching(&self, history: &History, use_: &Use, own: NodeId, found: &mut dyn FnMut(NodeId)) {
        if history.writes.len() > ORDERED {
            return found(own);
        }
        for write in history.writes.iter().rev() {
            let before = write.at.clock < use_.at.clock && !self.are_apart(write.at.block, use_.at.block);
            if before || self.share_loop(write.at.block, use_.at.block, history.declared.unwrap_or(ROOT)) {
                found(write.from);
            }
            if before && write.whole && self.contains(write.at.block, use_.at.block) {
                return;
            }
        }
        found(own);
    }

    /// Whether two scopes lie in two arms of one choice, of which one runs.
    fn are_apart(&self, a: u32, b: u32) -> bool {
        let (mut a, mut b, mut arms) = (a, b, [ROOT, ROOT]);
        // A scope's number is larger than its parent's.
        while a != b {
            let (at, arm) = if a > b { (&mut a, &mut arms[0]) } else { (&mut b, &mut arms[1]) };
            *arm = *at;
            *at = self.blocks[*at as usize].parent;
        }
        arms.iter().all(|arm| self.blocks[*arm as usize].is_arm)
    }

    fn contains(&self, outer: u32, inner: u32) -> bool {
        let mut at = inner;
        loop {
            match at {
                _ if at == outer => return true,
                ROOT => return false,
                _ => at = self.blocks[at as usize].parent,
            }
        }
    }

    /// Whether both stand in one loop that the variable outlives.
    fn share_loop(&self, a: u32, b: u32, declared: u32) -> bool {
        let mut at = a;
        while at != ROOT && at != declared {
            if self.blocks[at as usize].is_loop && self.contains(at, b) {
                return true;
            }
            at = self.blocks[at as usize].parent;
        }
        false
    }
}
