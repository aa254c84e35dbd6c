//! What a program may have been asked for.

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

/// Whether a format string shows one value as it is, and nothing else.
fn is_value(mac: &MacroCall, text: Option<&str>) -> bool {
    let pieces = text.map(str::trim).map(pieces).unwrap_or_default();
    matches!(pieces.as_slice(), [Piece::Hole(Hole { debug: false, pointer: false, .. })]) && mac.args.len() <= 2
}
