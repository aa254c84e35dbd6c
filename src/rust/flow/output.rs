//! What a program may have been asked for.

use super::graph::{Node, NodeId};
use super::leaks::LONGEST;
use super::solve::{Solved, State, Why};
use super::{Flow, Sink};
use crate::rust::format::{Hole, Piece, pieces};
use crate::rust::name::Name;
use crate::rust::tree::{ExprKind, MacroCall};

impl Flow<'_, '_> {
    /// `println!("{password}")`: whether a sink is the program's output and
    /// says nothing but the value. A text around it, or a value as it is for
    /// debugging, is a log.
    pub(super) fn is_output(&self, sink: &Sink) -> bool {
        let tree = self.index().tree(sink.body.file);
        let ExprKind::Macro(mac) = tree.kind(sink.site) else { return false };
        let mac = tree.mac(mac);
        let name = mac.path.last().map_or("", Name::text);
        let writes = self.know.sinks.get(sink.rule).is_some_and(|sinks| sinks.outputs.contains(name));
        writes && is_value(mac, mac.args.first().and_then(|arg| tree.str_of(arg.expr)))
    }
}

impl Solved<'_, '_> {
    /// Whether a value comes as it is from where it begins: a text that it was
    /// put into, or what a type shows, says more, and is what a log says.
    pub(super) fn is_as_it_was(&self, state: State) -> bool {
        let mut at = state;
        for _ in 0..LONGEST {
            if self.mixes(at.0) {
                return false;
            }
            let Some(Why::From(from)) = self.why.get(&at) else { return true };
            at = *from;
        }
        false
    }

    fn mixes(&self, node: NodeId) -> bool {
        let (file, expr) = match self.flow.graph.node(node) {
            Node::Expr(file, expr) => (file, expr),
            Node::Shown(..) => return true,
            _ => return false,
        };
        let tree = self.flow.index().tree(file);
        match tree.kind(expr) {
            ExprKind::Binary { .. } => true,
            ExprKind::Method { name, .. } => matches!(name.text(), "join" | "concat"),
            ExprKind::Macro(mac) => {
                let mac = tree.mac(mac);
                let formats = mac.path.last().is_some_and(|last| self.flow.know.values.formats.contains(last.text()));
                formats && !is_value(mac, mac.args.first().and_then(|arg| tree.str_of(arg.expr)))
            }
            _ => false,
        }
    }
}

/// Whether a format string shows one value as it is, and nothing else.
fn is_value(mac: &MacroCall, text: Option<&str>) -> bool {
    let pieces = text.map(str::trim).map(pieces).unwrap_or_default();
    matches!(pieces.as_slice(), [Piece::Hole(Hole { debug: false, pointer: false, .. })]) && mac.args.len() <= 2
}
