//! Macro calls: what they format, and where that goes.

use crate::rust::facts::Owner;
use crate::rust::flow::build::{Builder, Target};
use crate::rust::flow::graph::{Call, Node, Step};
use crate::rust::flow::lists::end_of;
use crate::rust::format::{Arg, Piece, pieces};
use crate::rust::index::{Def, Res};
use crate::rust::name::Name;
use crate::rust::tree::*;

/// What macros are called that log, whosever they are.
const LEVELS: [&str; 5] = ["error", "warn", "info", "debug", "trace"];

impl Builder<'_, '_, '_> {
    pub(in crate::rust::flow::build) fn macro_call(&mut self, e: ExprId, mac: &MacroCall) {
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
        self.signs_in_by_text(e, mac);
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
        // `re_log::debug!("{}", …)`: another crate's, in front of one that logs.
        if rules.is_empty() && mac.path.segments.len() == 2 && LEVELS.contains(&name) {
            rules = self.flow.rules_of(Some("log"), name);
        }
        if !rules.is_empty() {
            self.hand_on(&[e]);
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
                    self.serializes(e, arg.expr);
                    arg.name.into_iter().for_each(|key| self.exchanged_code(key.text(), arg.expr));
                }
            }
            "vec" => mac.args.iter().for_each(|arg| self.pass(arg.expr, e)),
            _ if values.joins.contains(name) => {
                let args: Vec<ExprId> = mac.args.iter().map(|arg| arg.expr).collect();
                self.joined(e, &args);
            }
            _ if values.selects.contains(name) => mac.args.iter().for_each(|arg| self.pass(arg.expr, e)),
            _ if values.environment_macros.contains(name) => {
                let args: Vec<ExprId> = mac.args.iter().map(|arg| arg.expr).collect();
                self.environment_read(e, &args);
            }
            _ if values.formats.contains(name) || self.formats_otherwise(mac, name) => {
                self.queried(e, mac);
                let (apart, public) = (self.before_host(e, mac), self.told_to_all(e, mac));
                let behind = self.behind_query(e, mac);
                let shown = self.arguments(e, mac, 0).into_iter().flat_map(|shown| shown.nodes);
                for node in shown.filter(|node| !public.contains(node)) {
                    let step = if apart.contains(&node) { Step::Userinfo } else { Step::Flow };
                    let from = if behind.contains(&node) { self.put_into_query(node, to) } else { node };
                    self.flow.graph.add(from, to, step);
                }
            }
            _ => {}
        }
    }

    /// `yellow!("{}", password)`: another crate's macro that takes a format.
    fn formats_otherwise(&self, mac: &MacroCall, name: &str) -> bool {
        let text = mac.args.first().and_then(|arg| self.tree.str_of(arg.expr));
        text.is_some_and(|text| is_format(text, mac))
            && !self.flow.macros.contains_key(name)
            && !self.flow.know.cleans(name)
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
                Some(Target::Variable(id)) => self.write_to(id, node, false),
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
}

/// Whether a text prints each argument behind it, and nothing else but names:
/// the braces of other languages hold more.
fn is_format(text: &str, mac: &MacroCall) -> bool {
    let (mut most, mut holes) = (0, 0);
    for piece in pieces(text) {
        let Piece::Hole(hole) = piece else { continue };
        holes += 1;
        match hole.arg {
            Arg::At(at) => most = most.max(at + 1),
            Arg::Named(name) if name.chars().all(|c| c.is_alphanumeric() || c == '_') => {}
            Arg::Named(_) => return false,
        }
    }
    holes > 0 && most == mac.args.iter().skip(1).filter(|arg| arg.name.is_none()).count()
}
