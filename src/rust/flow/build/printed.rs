//! What a format string prints of the arguments and variables around it.

use super::Builder;
use super::links::{is_public, leads_once};
use crate::rust::flow::graph::{Node, NodeId, Showing};
use crate::rust::format::{Arg, Hole, Piece, pieces};
use crate::rust::index::{Def, Res};
use crate::rust::name::Name;
use crate::rust::tree::*;

/// An argument that a macro shows.
pub(super) struct Shown {
    pub(super) arg: ExprId,
    pub(super) nodes: Vec<NodeId>,
}

impl Builder<'_, '_, '_> {
    /// `format!("…?key={secret}")`: what goes into the query of a URL.
    pub(super) fn queried(&mut self, e: ExprId, mac: &MacroCall) {
        let sinks = self.flow.know.sinks.iter().filter(|(_, sinks)| sinks.queries);
        let rules: Vec<&'static str> = sinks.map(|(rule, _)| Name::new(rule).text()).collect();
        let Some((at, text)) =
            mac.args.iter().enumerate().find_map(|(at, arg)| Some((at, self.tree.str_of(arg.expr)?)))
        else {
            return;
        };
        // `otpauth://…` is read from a screen and asked of nobody.
        let is_url = text.contains("://") && !text.starts_with("otpauth") || text.starts_with(['/', '?', '{', '&']);
        let mut before = String::new();
        for piece in pieces(text).into_iter().filter(|_| is_url) {
            match piece {
                Piece::Text(text) => before = text,
                Piece::Hole(hole) => {
                    if is_parameter(&std::mem::take(&mut before)) {
                        let (arg, nodes) = self.hole(e, mac, at, &hole);
                        let called = match &hole.arg {
                            Arg::Named(name) if nodes_of_text(mac, at, arg) => Some(Name::new(name)),
                            _ => self.called(arg),
                        };
                        let place = self.holder_name();
                        if called.is_some_and(|called| leads_once(text, called, place)) {
                            continue;
                        }
                        rules.iter().for_each(|rule| self.sink(rule, e, arg, nodes.clone()));
                    }
                }
            }
        }
    }

    /// What a placeholder shows, and where it is written.
    fn hole(&mut self, e: ExprId, mac: &MacroCall, string: usize, hole: &Hole) -> (ExprId, Vec<NodeId>) {
        let given = match &hole.arg {
            Arg::At(number) => mac.args.get(string + 1 + number),
            Arg::Named(name) => mac.args.iter().find(|arg| arg.name.is_some_and(|own| own.text() == name)),
        };
        match given {
            Some(arg) => (arg.expr, self.shown(arg.expr, Showing::Display)),
            None => (mac.args[string].expr, self.captured(e, &[(string, hole.clone())])),
        }
    }

    /// What a call shows: its arguments from number `from` on, each as its
    /// placeholder or sigil says, and the variables its text captures.
    pub(super) fn arguments(&mut self, e: ExprId, mac: &MacroCall, from: usize) -> Vec<Shown> {
        let holes = holes(self.tree, mac, from);
        let mut shown = Vec::new();
        for (at, arg) in mac.args.iter().enumerate().skip(from) {
            match self.tree.str_of(arg.expr) {
                Some(_) if arg.name.is_none() => {
                    if holes.first().is_some_and(|(string, _)| *string == at) {
                        let nodes = self.captured(e, &holes);
                        shown.push(Shown { arg: arg.expr, nodes });
                    }
                }
                _ if addresses(mac, at, &holes) => {}
                _ => {
                    let showing = if debug(mac, at, &holes) { Showing::Debug } else { Showing::Display };
                    let nodes = self.shown(arg.expr, showing);
                    shown.push(Shown { arg: arg.expr, nodes });
                }
            }
        }
        shown
    }

    /// `{NAME}`: a constant or static in scope.
    fn captured_constant(&mut self, name: Name) -> Option<NodeId> {
        let found = self.flow.index().resolve_names(self.body.scope, &[name]);
        let id = found.iter().find_map(|res| if let Res::Def(Def::Const(id)) = res { Some(*id) } else { None })?;
        Some(self.flow.graph.id(Node::Const(id)))
    }

    /// `{name}`: variables of the body.
    fn captured(&mut self, e: ExprId, holes: &[(usize, Hole)]) -> Vec<NodeId> {
        let locals = self.locals.clone();
        let mut nodes = Vec::new();
        for (_, hole) in holes {
            let Arg::Named(name) = &hole.arg else { continue };
            if hole.pointer {
                continue;
            }
            let Some(id) = locals.captures.get(&(e, Name::new(name))).copied() else {
                nodes.extend(self.captured_constant(Name::new(name)));
                continue;
            };
            if self.is_scrubbed_variable(id) {
                continue;
            }
            let binding = &locals.bindings[id as usize];
            let node = self.flow.graph.id(Node::Capture(self.body.file, e, binding.pat));
            self.order.read(id, node);
            let ty = self.flow.types.binding(&self.body, binding);
            let showing = if hole.debug { Showing::Debug } else { Showing::Display };
            self.flow.stats.arguments += 1;
            self.flow.stats.typed += usize::from(ty.is_known());
            nodes.extend(self.shown_as(node, &ty, showing));
            nodes.extend(self.open_binding(id, showing));
        }
        nodes
    }
}

/// Whether an argument is the format string itself, which captures.
fn nodes_of_text(mac: &MacroCall, string: usize, arg: ExprId) -> bool {
    mac.args[string].expr == arg
}

/// Whether a text ends in `?name=` or `&name=`.
fn is_parameter(text: &str) -> bool {
    let Some(name) = text.strip_suffix('=').and_then(|text| text.rsplit(['?', '&']).next()) else { return false };
    let private = !is_public(name);
    private && name.len() + 1 < text.len() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b))
}

/// The placeholders of a call's format string, each with the number of the
/// string among the arguments.
fn holes(tree: &Tree, mac: &MacroCall, from: usize) -> Vec<(usize, Hole)> {
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
fn debug(mac: &MacroCall, at: usize, holes: &[(usize, Hole)]) -> bool {
    mac.args[at].sigil == Some(Sigil::Debug)
        || mac.path.last().is_some_and(|last| last == "dbg")
        || printed(mac, at, holes).any(|hole| hole.debug)
}

/// Whether of an argument only the address is printed.
fn addresses(mac: &MacroCall, at: usize, holes: &[(usize, Hole)]) -> bool {
    let mut printed = printed(mac, at, holes).peekable();
    printed.peek().is_some() && printed.all(|hole| hole.pointer)
}

/// The placeholders that print an argument.
fn printed<'h>(mac: &'h MacroCall, at: usize, holes: &'h [(usize, Hole)]) -> impl Iterator<Item = &'h Hole> {
    let prints = move |(string, hole): &&(usize, Hole)| match &hole.arg {
        Arg::At(number) => string + 1 + number == at,
        Arg::Named(name) => mac.args[at].name.is_some_and(|own| own.text() == name),
    };
    holes.iter().filter(prints).map(|(_, hole)| hole)
}
