//! What a program may have been asked for.

use super::graph::{Node, NodeId};
use super::seeds::is_mask;
use super::solved::{Solved, State};
use super::{Flow, Sink};
use crate::rust::format::{Arg, Hole, Piece, pieces};
use crate::rust::locals::Origin;
use crate::rust::name::Name;
use crate::rust::tree::{ExprId, ExprKind, MacroCall, Tree};

impl Flow<'_, '_> {
    /// `println!("{password}")`: whether a sink is the program's output and
    /// says nothing but the value. A text around it, or a value as it is for
    /// debugging, is a log.
    pub(super) fn is_output(&self, sink: &Sink) -> bool {
        // One call may show thousands of values.
        self.around.outputs.get((sink.body.file, sink.site, sink.rule), || self.puts_out(sink))
    }

    fn puts_out(&self, sink: &Sink) -> bool {
        let tree = self.index().tree(sink.body.file);
        let ExprKind::Macro(mac) = tree.kind(sink.site) else { return false };
        let mac = tree.mac(mac);
        let name = mac.path.last().map_or("", Name::text);
        if self.is_switched(sink, mac) {
            return true;
        }
        let writes = self.know.sinks.get(sink.rule).is_some_and(|sinks| sinks.outputs.contains(name));
        writes && is_value(mac, mac.args.first().and_then(|arg| tree.str_of(arg.expr)))
    }
}

impl Solved<'_, '_> {
    /// Whether a value comes as it is from where it begins: a text that it was
    /// put into, or what a type shows, says more, and is what a log says.
    pub(super) fn is_as_it_was(&self, state: State) -> bool {
        self.story(state).is_some_and(|story| !story.mixed)
    }

    /// Whether what a node holds has more in it than what came to it.
    pub(super) fn mixes(&self, node: NodeId) -> bool {
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

impl Flow<'_, '_> {
    /// `if show { secret } else { "***" }`: somebody wishes to see it.
    fn is_switched(&self, sink: &Sink, mac: &MacroCall) -> bool {
        let locals = self.types.infer.locals(&sink.body);
        let tree = self.index().tree(sink.body.file);
        let named = mac.args.iter().filter_map(|arg| tree.str_of(arg.expr)).flat_map(pieces);
        let captured = named.filter_map(|piece| match piece {
            Piece::Hole(Hole { arg: Arg::Named(name), .. }) => {
                locals.captures.get(&(sink.site, Name::new(&name))).copied()
            }
            _ => None,
        });
        let used = mac.args.iter().filter_map(|arg| locals.uses.get(&arg.expr).copied());
        let inits = captured.chain(used).filter_map(|id| match locals.bindings[id as usize].origin {
            Origin::Value(init) => Some(init),
            _ => None,
        });
        mac.args.iter().map(|arg| arg.expr).chain(inits).any(|value| is_choice(tree, value))
    }
}

/// Whether a value is one by a switch, and stars without.
fn is_choice(tree: &Tree, value: ExprId) -> bool {
    let ExprKind::If { cond, then, other: Some(other) } = tree.kind(value) else { return false };
    let asked = if let ExprKind::Not(inner) = tree.kind(cond) { inner } else { cond };
    let switch = matches!(tree.kind(asked), ExprKind::Path(_) | ExprKind::Field { .. });
    switch && [then, other].into_iter().any(|arm| stars(tree, arm))
}

fn stars(tree: &Tree, value: ExprId) -> bool {
    match tree.kind(value) {
        ExprKind::Str(text) => is_mask(tree.string(text)),
        ExprKind::Block(block) => tree.block(block).value.is_some_and(|value| stars(tree, value)),
        ExprKind::Ref(inner) | ExprKind::Method { receiver: inner, .. } => stars(tree, inner),
        _ => false,
    }
}

/// Whether a format string shows one value as it is, and nothing else.
fn is_value(mac: &MacroCall, text: Option<&str>) -> bool {
    let pieces = text.map(str::trim).map(pieces).unwrap_or_default();
    matches!(pieces.as_slice(), [Piece::Hole(Hole { debug: false, pointer: false, .. })]) && mac.args.len() <= 2
}
