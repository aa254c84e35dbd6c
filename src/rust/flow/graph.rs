//! The value-flow graph: what can hold a value, and where values go.

mod parts;

use foldhash::{HashMap, HashSet};

use crate::rust::index::{Body, ItemId};
use crate::rust::name::Name;
use crate::rust::tree::{ExprId, PatId};

/// The number of a [`Node`] in the graph.
pub type NodeId = u32;

/// How a type shows itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Showing {
    /// `{}`
    Display,
    /// `{:?}`
    Debug,
    /// serde
    Serialize,
}

/// Edges that are looked through one by one.
const FEW: usize = 16;

/// Parts of a parameter whose type is left open: what its value shows, by the
/// number of the [`Showing`]. What a caller's type shows enters by them.
pub const SHOWN_AS: u32 = u32::MAX - 8;

/// The part of a protected secret that it lends to who may read it.
pub const LENT: u32 = SHOWN_AS - 1;

/// The part of an expression that stands for what is left when it is taken.
pub const NOTHING: u32 = LENT - 1;

/// The part of a request, an answer or an error that is its URL.
pub const URL: u32 = NOTHING - 1;

/// The same as an answer keeps it when its error has dropped it: asking that
/// for its status makes an error that prints it again.
pub const KEPT: u32 = URL - 1;

/// The part of an address that says who signs in there: a client of HTTP takes
/// it out and sends it as a header.
pub const USERINFO: u32 = KEPT - 1;

/// The part of what is shown as a whole that stands for a secret that is taken
/// out of it elsewhere.
pub const WHOLE: u32 = USERINFO - 1;

/// The part of a text that stands in the query of an address.
pub const QUERIED: u32 = WHOLE - 1;

/// The part that stands for every element of what is shown as a whole.
pub const ANY: u32 = QUERIED - 1;

/// The receiver, among a function's parameters.
pub const SELF: u16 = u16::MAX;

/// Something that can hold a value. Expressions and patterns are named by
/// their file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// The value of an expression.
    Expr(u32, ExprId),
    /// An element of a tuple that this node holds.
    Part(NodeId, u32),
    /// A variable.
    Bind(u32, PatId),
    /// A variable as a format string captures it: the macro call.
    Capture(u32, ExprId, PatId),
    /// What a closure is handed.
    ClosureParam(u32, ExprId, u32),
    /// What a function is handed.
    Param(ItemId, u16),
    /// What it returns.
    Return(ItemId),
    /// What it leaves in a parameter that it was lent.
    Out(ItemId, u16),
    /// What it hands to a callback: parameter, and number of the argument.
    Handed(ItemId, u16, u32),
    /// What a callback gives back to it.
    Made(ItemId, u16),
    /// A field of a type, whichever value of it: variant and name.
    Field(ItemId, u32, Name),
    /// A constant or static.
    Const(ItemId),
    /// The text that values of a type show.
    Shown(ItemId, Showing),
}

/// How a value goes from one node to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// In the same function, or out of a field.
    Flow,
    /// The same value: what is known of an element of it goes along.
    Same,
    /// Only what is known of elements, whichever.
    Elements,
    /// Into a field: from there it can be read anywhere.
    Store,
    /// Into a function, by the call with this number.
    Enter(u32),
    /// Into an address, before the `@`: an HTTP client takes that out of the
    /// URL that it asks for.
    Userinfo,
}

/// A call of a function of the workspace.
#[derive(Clone, Debug)]
pub struct Call {
    /// Where it stands.
    pub body: Body,
    /// Who is called.
    pub callee: ItemId,
    /// The call's value.
    pub result: NodeId,
    /// Arguments that the callee may write to.
    pub outs: Vec<(u16, NodeId)>,
    /// Closures that the callee may call: what they are handed.
    pub callbacks: Vec<(u16, u32, NodeId)>,
}

impl Call {
    /// The nodes by which values leave the callee.
    fn exits(&self) -> Vec<Node> {
        let outs = self.outs.iter().map(|(at, _)| Node::Out(self.callee, *at));
        let handed = self.callbacks.iter().map(|(at, number, _)| Node::Handed(self.callee, *at, *number));
        [Node::Return(self.callee)].into_iter().chain(outs).chain(handed).collect()
    }

    /// Where what leaves by a node arrives.
    pub fn arrives(&self, exit: Node) -> Option<NodeId> {
        match exit {
            Node::Return(_) => Some(self.result),
            Node::Out(_, at) => self.outs.iter().find(|(known, _)| *known == at).map(|(_, node)| *node),
            Node::Handed(_, at, number) => {
                let mut callbacks = self.callbacks.iter();
                callbacks.find(|(known, of, _)| (*known, *of) == (at, number)).map(|(.., node)| *node)
            }
            _ => None,
        }
    }
}

/// See the module's text.
#[derive(Default)]
pub struct Graph {
    nodes: Vec<Node>,
    numbers: HashMap<Node, NodeId>,
    edges: Vec<Vec<(NodeId, Step)>>,
    /// The edges of nodes that have many.
    many: HashMap<NodeId, HashSet<(NodeId, Step)>>,
    /// The elements that each node has.
    parts: HashMap<NodeId, Vec<NodeId>>,
    /// How many elements were told apart in each that somebody was handed.
    told_apart: HashMap<NodeId, u32>,
    /// All calls.
    pub calls: Vec<Call>,
    /// The calls of each function.
    pub callers: HashMap<ItemId, Vec<u32>>,
    /// Every node that stores into a field, unless it is a literal.
    pub writers: HashMap<NodeId, HashSet<NodeId>>,
    /// Nodes that got a new edge since they were last asked for.
    changed: Vec<NodeId>,
}

impl Graph {
    /// The number of a node.
    pub fn id(&mut self, node: Node) -> NodeId {
        let next = self.nodes.len() as NodeId;
        let id = *self.numbers.entry(node).or_insert(next);
        if id == next {
            self.nodes.push(node);
            self.edges.push(Vec::new());
            if let Node::Part(of, _) = node {
                self.parts.entry(of).or_default().push(id);
            }
        }
        id
    }

    /// The number of a node that may not be there.
    pub fn find(&self, node: Node) -> Option<NodeId> {
        self.numbers.get(&node).copied()
    }

    /// What a number stands for.
    pub fn node(&self, id: NodeId) -> Node {
        self.nodes[id as usize]
    }

    /// Where values go from a node.
    pub fn edges(&self, id: NodeId) -> &[(NodeId, Step)] {
        &self.edges[id as usize]
    }

    /// Lets values go from one node to another.
    pub fn add(&mut self, from: NodeId, to: NodeId, step: Step) {
        if from != to && self.is_new(from, (to, step)) {
            self.edges[from as usize].push((to, step));
            self.changed.push(from);
        }
    }

    fn is_new(&mut self, from: NodeId, edge: (NodeId, Step)) -> bool {
        let edges = &self.edges[from as usize];
        match edges.len() < FEW {
            true => !edges.contains(&edge),
            false => self.many.entry(from).or_insert_with(|| edges.iter().copied().collect()).insert(edge),
        }
    }

    /// Adds a call and gives its number.
    pub fn add_call(&mut self, call: Call) -> u32 {
        let number = self.calls.len() as u32;
        self.callers.entry(call.callee).or_default().push(number);
        // What already left the callee has a new place to go.
        for exit in call.exits() {
            self.changed.extend(self.find(exit));
        }
        self.calls.push(call);
        number
    }

    /// Takes the nodes whose edges have changed.
    pub fn take_changed(&mut self) -> Vec<NodeId> {
        let mut changed = std::mem::take(&mut self.changed);
        changed.sort_unstable();
        changed.dedup();
        changed
    }
}
