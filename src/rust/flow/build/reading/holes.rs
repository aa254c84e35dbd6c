//! The placeholders of a format string, and what each prints.

use crate::rust::flow::build::Builder;
use crate::rust::format::{Arg, Hole, Piece, pieces};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;
use crate::words::segments;

/// The argument that a placeholder prints, unless the text captures it.
pub(super) fn given(mac: &MacroCall, string: usize, hole: &Hole) -> Option<ExprId> {
    let arg = match &hole.arg {
        Arg::At(number) => mac.args.get(string + 1 + number),
        Arg::Named(name) => mac.args.iter().find(|arg| arg.name.is_some_and(|own| own.text() == name)),
    };
    arg.map(|arg| arg.expr)
}

/// Whether an argument is the format string itself, which captures.
pub(super) fn is_format_string(mac: &MacroCall, string: usize, arg: ExprId) -> bool {
    mac.args[string].expr == arg
}

/// The placeholders of a call's format string, each with the number of the
/// string among the arguments.
pub(super) fn holes(tree: &Tree, mac: &MacroCall, from: usize) -> Vec<(usize, Hole)> {
    let mut strings = mac.args.iter().enumerate().skip(from).filter(|(_, arg)| arg.name.is_none());
    let found = strings.find_map(|(at, arg)| Some((at, tree.str_of(arg.expr)?)));
    let Some((at, text)) = found else { return Vec::new() };
    let holes = pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Hole(hole) => Some((at, hole)),
        Piece::Text(_) => None,
    });
    holes.collect()
}

/// Whether an argument is printed with `Debug`.
pub(super) fn debug(mac: &MacroCall, at: usize, holes: &[(usize, Hole)]) -> bool {
    mac.args[at].sigil == Some(Sigil::Debug)
        || mac.path.last().is_some_and(|last| last == "dbg")
        || printed(mac, at, holes).any(|hole| hole.debug)
}

/// Whether all placeholders that print an argument are such.
pub(super) fn printed_as(mac: &MacroCall, at: usize, holes: &[(usize, Hole)], such: fn(&Hole) -> bool) -> bool {
    let mut printed = printed(mac, at, holes).peekable();
    printed.peek().is_some() && printed.all(such)
}

impl Builder<'_, '_, '_> {
    /// Whether a few characters of an argument say little of it.
    pub(super) fn is_long_text(&self, arg: ExprId) -> bool {
        self.called(arg).is_some_and(|name| self.is_long(name, &self.ty(arg)))
    }

    /// What is typed in is short, and a type prints what it likes.
    pub(super) fn is_long(&self, name: Name, ty: &Ty) -> bool {
        let short = |word: &String| {
            self.flow.know.values.typed_in.contains(word) || matches!(word.as_str(), "code" | "otp" | "pin" | "pass")
        };
        matches!(ty.value(), Ty::Text | Ty::Unknown) && !segments(name.text()).iter().any(short)
    }
}

/// The placeholders that print an argument.
fn printed<'h>(mac: &'h MacroCall, at: usize, holes: &'h [(usize, Hole)]) -> impl Iterator<Item = &'h Hole> {
    let prints = move |(string, hole): &&(usize, Hole)| match &hole.arg {
        Arg::At(number) => string + 1 + number == at,
        Arg::Named(name) => mac.args[at].name.is_some_and(|own| own.text() == name),
    };
    holes.iter().filter(prints).map(|(_, hole)| hole)
}
