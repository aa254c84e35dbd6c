//! What a format string prints of the arguments and variables around it.

use foldhash::HashSet;

use super::holes::{debug, given, holes, is_format_string, printed_as};
use crate::rust::flow::build::Builder;
use crate::rust::flow::build::cleared::links::Link;
use crate::rust::flow::build::shown::addresses::{are_public, are_userinfo, is_parameter, is_url};
use crate::rust::flow::graph::{Node, NodeId, Showing};
use crate::rust::format::{Arg, Hole, Piece, pieces};
use crate::rust::index::{Def, Res};
use crate::rust::locals::BindingId;
use crate::rust::name::Name;
use crate::rust::tree::*;

/// An argument that a macro shows.
pub(in crate::rust::flow::build) struct Shown {
    pub(in crate::rust::flow::build) arg: ExprId,
    pub(in crate::rust::flow::build) nodes: Vec<NodeId>,
}

impl Builder<'_, '_, '_> {
    /// `format!("…?key={secret}")`: what goes into the query of a URL.
    pub(in crate::rust::flow::build) fn queried(&mut self, e: ExprId, mac: &MacroCall) {
        let sinks = self.flow.know.sinks.iter().filter(|(_, sinks)| sinks.queries);
        let rules: Vec<&'static str> = sinks.map(|(rule, _)| Name::new(rule).text()).collect();
        let Some((at, text)) =
            mac.args.iter().enumerate().find_map(|(at, arg)| Some((at, self.tree.str_of(arg.expr)?)))
        else {
            return;
        };
        let pieces = pieces(text);
        self.borne(e, mac, at, &pieces);
        if !is_url(text) {
            return;
        }
        let mut link = None;
        for two in pieces.windows(2) {
            let [Piece::Text(before), Piece::Hole(hole)] = two else { continue };
            if !is_parameter(before) || self.flow.is_parameter_of_other(before) {
                continue;
            }
            let (arg, nodes) = self.hole(e, mac, at, hole);
            let called = match &hole.arg {
                Arg::Named(name) if is_format_string(mac, at, arg) => Some(Name::new(name)),
                _ => self.called(arg),
            };
            if let Some(id) = self.printed_variable(e, arg, hole) {
                self.treated.entry(id).or_default().as_parameter = true;
            }
            let link = link.get_or_insert_with(|| self.link(e, mac, at, text, &pieces));
            if !called.is_some_and(|called| link.opens_once(called)) {
                rules.iter().for_each(|rule| self.sink(rule, e, arg, nodes.clone()));
            }
        }
    }

    /// `format!("Bearer {token}")`, `format!("{site}/.well-known/{token}")`
    fn borne(&mut self, e: ExprId, mac: &MacroCall, string: usize, pieces: &[Piece]) {
        let mut published = false;
        for two in pieces.windows(2) {
            let [Piece::Text(before), Piece::Hole(hole)] = two else { continue };
            let goes_on = !before.contains(['?', ' ', '\n', '\'', '"']);
            published = goes_on && (published || before.contains("/.well-known/"));
            if !published && !before.ends_with("Bearer ") {
                continue;
            }
            let arg = given(mac, string, hole).unwrap_or(mac.args[string].expr);
            if let Some(id) = self.printed_variable(e, arg, hole) {
                let treated = self.treated.entry(id).or_default();
                treated.as_published |= published;
                treated.as_bearer |= !published;
            }
        }
    }

    /// The address that a format string makes, as the link of a mail.
    fn link(&self, e: ExprId, mac: &MacroCall, string: usize, text: &str, pieces: &[Piece]) -> Link {
        let base = match pieces.first() {
            Some(Piece::Hole(hole)) => given(mac, string, hole),
            _ => None,
        };
        let asked = base.is_some_and(|base| self.is_asked(base)) || self.is_requested(e);
        Link::new(text, asked, self.sends_mails(), self.holder_name())
    }

    /// `format!("…?state={csrf_token}")`: what all may see, and is nowhere else.
    pub(in crate::rust::flow::build) fn told_to_all(&mut self, e: ExprId, mac: &MacroCall) -> HashSet<NodeId> {
        self.told_apart(e, mac, &|text| text.contains('?'), &are_public)
    }

    /// `format!("https://{user}:{password}@{host}")`: what stands before the
    /// host and nowhere else.
    pub(in crate::rust::flow::build) fn before_host(&mut self, e: ExprId, mac: &MacroCall) -> HashSet<NodeId> {
        self.told_apart(e, mac, &|text| text.contains("://") && text.contains('@'), &are_userinfo)
    }

    /// `format!("…?proxy={proxy}")`: what stands in the query.
    pub(in crate::rust::flow::build) fn behind_query(&mut self, e: ExprId, mac: &MacroCall) -> HashSet<NodeId> {
        let mut args = mac.args.iter().enumerate();
        let found = args.find_map(|(at, arg)| Some((at, self.tree.str_of(arg.expr)?)));
        let Some((string, text)) = found.filter(|(_, text)| text.contains('?')) else { return HashSet::default() };
        let begins = |piece: &Piece| matches!(piece, Piece::Text(text) if text.contains('?'));
        let holes = pieces(text).into_iter().skip_while(|piece| !begins(piece)).filter_map(|piece| match piece {
            Piece::Hole(hole) => Some(hole),
            Piece::Text(_) => None,
        });
        holes.flat_map(|hole| self.hole(e, mac, string, &hole).1).collect()
    }

    /// What placeholders show that stand in such a place, and no other does;
    /// `there` says it of each piece.
    fn told_apart(
        &mut self,
        e: ExprId,
        mac: &MacroCall,
        may: &dyn Fn(&str) -> bool,
        there: &dyn Fn(&[Piece]) -> Vec<bool>,
    ) -> HashSet<NodeId> {
        let mut args = mac.args.iter().enumerate();
        let found = args.find_map(|(at, arg)| Some((at, self.tree.str_of(arg.expr)?)));
        let Some((string, text)) = found.filter(|(_, text)| may(text)) else { return HashSet::default() };
        let pieces = pieces(text);
        let holes = pieces.iter().zip(there(&pieces)).filter_map(|(piece, there)| match piece {
            Piece::Hole(hole) => Some((hole, there)),
            Piece::Text(_) => None,
        });
        let holes: Vec<(&Hole, bool)> = holes.collect();
        if !holes.iter().any(|(_, there)| *there) {
            return HashSet::default();
        }
        let (mut apart, mut elsewhere) = (HashSet::default(), HashSet::default());
        for (hole, there) in holes {
            let (_, nodes) = self.hole(e, mac, string, hole);
            if there { apart.extend(nodes) } else { elsewhere.extend(nodes) }
        }
        apart.difference(&elsewhere).copied().collect()
    }

    /// What a placeholder shows, and where it is written.
    fn hole(&mut self, e: ExprId, mac: &MacroCall, string: usize, hole: &Hole) -> (ExprId, Vec<NodeId>) {
        match given(mac, string, hole) {
            Some(arg) => (arg, self.shown(arg, Showing::Display)),
            None => (mac.args[string].expr, self.captured(e, &[(string, hole.clone())])),
        }
    }

    /// The variable that a placeholder prints: one that the text captures, or
    /// an argument.
    fn printed_variable(&self, e: ExprId, arg: ExprId, hole: &Hole) -> Option<BindingId> {
        let captured = match &hole.arg {
            Arg::Named(name) => self.locals.captures.get(&(e, Name::new(name))).copied(),
            Arg::At(_) => None,
        };
        captured.or_else(|| self.variable(arg))
    }

    /// What a call shows: its arguments from number `from` on, each as its
    /// placeholder or sigil says, and the variables its text captures.
    pub(in crate::rust::flow::build) fn arguments(&mut self, e: ExprId, mac: &MacroCall, from: usize) -> Vec<Shown> {
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
                _ if printed_as(mac, at, &holes, |hole| hole.pointer) => {}
                _ if printed_as(mac, at, &holes, |hole| hole.cut) && self.is_long_text(arg.expr) => {}
                _ => {
                    let showing = if debug(mac, at, &holes) { Showing::Debug } else { Showing::Display };
                    if let (Showing::Display, Some(id)) = (showing, self.variable(arg.expr)) {
                        self.treated.entry(id).or_default().as_text = true;
                    }
                    if showing == Showing::Display {
                        self.displayed(arg.expr);
                    }
                    let counts = showing == Showing::Display && self.is_number_of(arg.expr);
                    let mut nodes = if counts { Vec::new() } else { self.shown(arg.expr, showing) };
                    nodes.extend(self.shown_whole(arg.expr));
                    if showing == Showing::Debug {
                        nodes.extend(self.shown_request(arg.expr));
                    }
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
            let binding = &locals.bindings[id as usize];
            let little = hole.cut && self.is_long(binding.name, &self.flow.types.binding(&self.body, binding));
            if little || self.is_scrubbed_variable(id) {
                continue;
            }
            let node = self.flow.graph.id(Node::Capture(self.body.file, e, binding.pat));
            self.order.read(id, node);
            let ty = self.flow.types.binding(&self.body, binding);
            let showing = if hole.debug { Showing::Debug } else { Showing::Display };
            self.treated.entry(id).or_default().as_text |= !hole.debug;
            self.flow.stats.arguments += 1;
            self.flow.stats.typed += usize::from(ty.is_known());
            match self.shown_arm(id, &ty, showing) {
                Some(arm) => nodes.extend(arm),
                None => nodes.extend(self.shown_as(node, &ty, showing)),
            }
            nodes.extend(self.captured_whole(e, id, &ty, node));
            if hole.debug {
                nodes.extend(self.shown_request_in(id));
            }
            nodes.extend(self.open_binding(id, showing));
        }
        nodes
    }
}
