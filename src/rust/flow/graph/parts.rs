//! Parts of nodes: which element of a tuple a value is, however deep.

use super::{ANY, Graph, Node, NodeId};

/// Tuples inside tuples that are told apart.
const NESTED: usize = 4;

/// Elements of one node, of all tuples in it, that are told apart; of more,
/// each may be any other.
const ELEMENTS: u32 = 64;

impl Graph {
    /// The node by which a value leaves a function, and the way from there to
    /// it, innermost first: elements of what is returned leave with it.
    pub fn exit(&self, id: NodeId) -> Option<(NodeId, Vec<u32>)> {
        let (mut at, mut path) = (id, Vec::new());
        loop {
            match self.node(at) {
                Node::Part(of, number) if path.len() < NESTED => {
                    path.push(number);
                    at = of;
                }
                Node::Return(_) | Node::Out(..) | Node::Handed(..) => return Some((at, path)),
                _ => return None,
            }
        }
    }

    /// The element that a node is of another: that one, and its number.
    pub fn element(&self, id: NodeId) -> Option<(NodeId, u32)> {
        match self.node(id) {
            Node::Part(of, number) if number < ANY => Some((of, number)),
            _ => None,
        }
    }

    /// What a node is an element of, however deep.
    pub fn outermost(&self, id: NodeId) -> NodeId {
        let mut at = id;
        while let Some((of, _)) = self.element(at) {
            at = of;
        }
        at
    }

    /// What a node is a part of, however deep.
    pub fn root(&self, id: NodeId) -> NodeId {
        let mut at = id;
        while let Node::Part(of, _) = self.node(at) {
            at = of;
        }
        at
    }

    /// The parts of a node, and theirs.
    pub fn parts_within(&self, id: NodeId) -> Vec<NodeId> {
        let (mut found, mut at) = (vec![id], 0);
        while at < found.len() {
            found.extend(self.parts.get(&found[at]).into_iter().flatten());
            at += 1;
        }
        found
    }

    /// The element of a node to which a path leads, innermost first; the last
    /// on the way to it that is told apart from others.
    pub fn within(&mut self, of: NodeId, path: &[u32]) -> NodeId {
        let (mut at, mut depth) = (of, 0);
        while let Some((outer, _)) = self.element(at) {
            (at, depth) = (outer, depth + 1);
        }
        let (root, mut at) = (at, of);
        for number in path.iter().rev() {
            let part = Node::Part(at, *number);
            at = match self.find(part) {
                Some(known) => known,
                None if *number < ANY && (depth >= NESTED || !self.may_tell_apart(root)) => return at,
                None => self.id(part),
            };
            depth += 1;
        }
        at
    }

    fn may_tell_apart(&mut self, root: NodeId) -> bool {
        let count = self.told_apart.entry(root).or_default();
        *count += 1;
        *count <= ELEMENTS
    }
}
