//! Macro calls: what they format, and where that goes.

use super::{Builder, Target};
use crate::rust::facts::Owner;
use crate::rust::flow::graph::{Call, Node, NodeId, Showing, Step};
use crate::rust::flow::lists::end_of;
use crate::rust::format::{Arg, Hole, Piece, pieces};
use crate::rust::index::{Def, Res};
use crate::rust::name::Name;
use crate::rust::tree::*;

/// An argument that a macro shows.
struct Shown {
    arg: ExprId,
    nodes: Vec<NodeId>,
}

impl Builder<'_, '_, '_> {
    pub(super) fn macro_call(&mut self, e: ExprId, mac: &MacroCall) {
        for arg in &mac.args {
            self.expr(arg.expr);
        }
        mac.block.into_iter().for_each(|block| self.expr(block));
        let name = mac.path.last().map_or("", Name::text);
        let args: Vec<ExprId> = mac.args.iter().map(|arg| arg.expr).collect();
        self.own_sink(e, Name::new(name), &args);
        let found = self.flow.types.infer.resolve(&self.body, &mac.path);
        if let Some(Res::Def(Def::Macro(id))) = found.iter().find(|res| matches!(res, Res::Def(Def::Macro(_)))) {
            for arm in self.flow.index().arms(*id).to_vec() {
                self.call_arm(e, arm, mac);
            }
            return;
        }
        let krate = found.iter().find_map(|res| match res {
            Res::External(path) => Some((path.split("::").next().unwrap_or_default(), end_of(path))),
            Res::Def(_) => None,
        });
        let name = krate.map_or(name, |(_, end)| end.rsplit("::").next().unwrap_or(end));
        self.formatting(e, mac, name);
        let mut rules = self.flow.rules_of(krate.map(|(krate, _)| krate), name);
        if let (true, Owner::Macro(_), Some((krate, _))) = (rules.is_empty(), self.body.owner, krate) {
            rules = self.flow.rules_of_crate(krate);
        }
        // `use some::prelude::*` may hold a `println!` or a `log`, and does not.
        if rules.is_empty() {
            rules = match mac.path.segments.as_slice() {
                [_] => self.flow.rules_of(None, name),
                [first, _] => self.flow.rules_of(Some(first.name.text()), name),
                _ => rules,
            };
        }
        for rule in rules {
            self.shown_by(e, mac, name, rule);
        }
    }

    /// A macro of the workspace: its arguments by position.
    fn call_arm(&mut self, e: ExprId, arm: crate::rust::index::ItemId, mac: &MacroCall) {
        let params = self.flow.index().fn_(arm).params.len();
        if params == 0 {
            return;
        }
        let result = self.node(e);
        let call = self.flow.graph.add_call(Call {
            body: self.body,
            callee: arm,
            result,
            outs: Vec::new(),
            callbacks: Vec::new(),
        });
        for (at, arg) in mac.args.iter().enumerate() {
            // The last one may be repeated.
            let at = at.min(params - 1) as u16;
            let (from, to) = (self.node(arg.expr), self.flow.graph.id(Node::Param(arm, at)));
            self.flow.graph.add(from, to, Step::Enter(call));
        }
    }

    /// `format!`, `write!`, `vec!`, `env!` and the like.
    fn formatting(&mut self, e: ExprId, mac: &MacroCall, name: &str) {
        let values = self.flow.know.values;
        let to = self.node(e);
        match name {
            "write" | "writeln" | "swrite" | "swriteln" => self.write_macro(e, mac),
            "dbg" => {
                if let Some(first) = mac.args.first() {
                    self.pass(first.expr, e);
                }
            }
            "json" => {
                for arg in &mac.args {
                    let nodes = self.shown(arg.expr, Showing::Serialize);
                    nodes.into_iter().for_each(|node| self.flow(node, to));
                }
            }
            "vec" => mac.args.iter().for_each(|arg| self.collect(arg.expr, e)),
            _ if values.environment_macros.contains(name) => {
                let args: Vec<ExprId> = mac.args.iter().map(|arg| arg.expr).collect();
                self.environment_read(e, &args);
            }
            _ if values.formats.contains(name) => {
                self.queried(e, mac);
                for shown in self.arguments(e, mac, 0) {
                    shown.nodes.into_iter().for_each(|node| self.flow(node, to));
                }
            }
            _ => {}
        }
    }

    /// `format!("…?key={secret}")`: what goes into the query of a URL.
    fn queried(&mut self, e: ExprId, mac: &MacroCall) {
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

    /// `write!(to, …)`: into a buffer, a formatter or the terminal.
    fn write_macro(&mut self, e: ExprId, mac: &MacroCall) {
        let Some(first) = mac.args.first() else { return };
        let shown = self.arguments(e, mac, 1);
        for rule in self.writer_rules(&self.ty(first.expr)) {
            for shown in &shown {
                self.sink(rule, e, shown.arg, shown.nodes.clone());
            }
        }
        if self.shows.is_some() {
            for shown in shown {
                self.formatted(e, shown.arg, shown.nodes);
            }
            return;
        }
        let target = self.target(first.expr);
        for node in shown.into_iter().flat_map(|shown| shown.nodes) {
            match target {
                Some(Target::Variable(id)) => self.order.write(id, node, false),
                Some(Target::Node(to)) => self.store(node, to),
                None => {}
            }
        }
    }

    /// A macro that a rule watches.
    fn shown_by(&mut self, e: ExprId, mac: &MacroCall, name: &str, rule: &'static str) {
        let from = match name {
            // The condition is not shown, its message is.
            "assert" | "debug_assert" | "ensure" | "ensure_whatever" => 1,
            // What a test compares is made for it.
            "assert_eq" | "assert_ne" | "debug_assert_eq" | "debug_assert_ne" => 2,
            _ => 0,
        };
        let sinks = self.flow.know.sinks;
        for shown in self.arguments(e, mac, from) {
            let named = mac.args.iter().find(|arg| arg.expr == shown.arg).and_then(|arg| arg.name);
            let directive =
                named.is_some_and(|name| sinks.get(rule).is_some_and(|sinks| sinks.directives.contains(name.text())));
            if !directive {
                if let Some(name) = named {
                    self.named_secret(name, shown.arg);
                }
                self.count(shown.arg);
                self.sink(rule, e, shown.arg, shown.nodes);
            }
        }
    }

    fn count(&mut self, arg: ExprId) {
        if self.tree.str_of(arg).is_some() {
            return;
        }
        self.flow.stats.arguments += 1;
        if self.ty(arg).is_known() {
            self.flow.stats.typed += 1;
        }
    }

    /// What a call shows: its arguments from number `from` on, each as its
    /// placeholder or sigil says, and the variables its text captures.
    fn arguments(&mut self, e: ExprId, mac: &MacroCall, from: usize) -> Vec<Shown> {
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

/// Whether a text ends in `?name=` or `&name=`.
fn is_parameter(text: &str) -> bool {
    let Some(name) = text.strip_suffix('=').and_then(|text| text.rsplit(['?', '&']).next()) else { return false };
    let private = !super::beside::PUBLIC.contains(&name);
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
