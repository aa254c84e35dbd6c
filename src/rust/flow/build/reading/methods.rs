//! Method calls.

use crate::rust::flow::build::shown::urls::is_address;
use crate::rust::flow::build::{Builder, Target};
use crate::rust::flow::graph::{Node, NodeId, Showing};
use crate::rust::index::ItemId;
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;

impl Builder<'_, '_, '_> {
    pub(in crate::rust::flow::build) fn method(&mut self, e: ExprId, receiver: ExprId, name: Name, args: &[ExprId]) {
        self.expr(receiver);
        for arg in args {
            self.expr(*arg);
        }
        let base = self.ty(receiver);
        let text = name.text();
        if args.is_empty() && self.is_getter(text) {
            self.asked(receiver);
        }
        self.begins(receiver, text, args);
        self.signed_by(text, args);
        self.numbered(e, receiver, text, args);
        let opens = self.flow.know.values.opens.contains(text) || text == "secret" && self.is_of_secret(receiver);
        if opens && base.def().is_none() {
            match args {
                [] => return self.opened(e, receiver, text),
                [read] => return self.lent_to(e, receiver, text, *read),
                _ => {}
            }
        }
        self.method_sinks(e, receiver, &base, text, args);
        if self.flow.know.values.is_sent(text) || self.flow.know.cleans(text) {
            self.hand_on(args);
        }
        if let Ty::Trait(_) = base.value() {
            self.hand_on(args);
        }
        self.written(receiver, &base, text, args);
        self.encoded(text, args);
        if self.formats_itself(e, receiver, &base, text, args) {
            return;
        }
        let called = self.may_run(receiver, &base, name, args.len());
        if !called.is_empty() {
            return called.into_iter().for_each(|id| self.enter(e, id, Some(receiver), args));
        }
        if let ("to_string", Ty::Adt(..)) = (text, base.value()) {
            let to = self.node(e);
            let nodes = self.shown(receiver, Showing::Display);
            return nodes.into_iter().for_each(|node| self.flow(node, to));
        }
        self.reached(e, receiver, &base, text);
        if matches!(text, "into" | "try_into") {
            self.converted(e, receiver);
        }
        self.clear(e, receiver, text, args);
        self.fill(e, receiver, &base, text, args);
        self.signs(e, receiver, &base, text, args);
        self.signs_in_with(text, args);
        self.connects_with(receiver, text, args);
        self.put_under(receiver, text, args);
        self.commanded(e, receiver, &base, text, args);
        self.carry(e, receiver, &base, text, args);
        self.seed_prompt(e, &base, text);
        self.seed_getter(e, &base, name, args);
    }

    /// The functions of the workspace that a method call may run.
    fn may_run(&self, receiver: ExprId, base: &Ty, name: Name, args: usize) -> Vec<ItemId> {
        let all = self.flow.types.all_called_on(&self.body, receiver, base, name);
        if all.is_empty() { self.own(receiver, base, name, args).into_iter().collect() } else { all }
    }

    /// The one function of the workspace that a method call runs.
    pub(in crate::rust::flow::build) fn own(
        &self,
        receiver: ExprId,
        base: &Ty,
        name: Name,
        args: usize,
    ) -> Option<ItemId> {
        let with_body = |id: &ItemId| self.flow.index().fn_(*id).has_body();
        if let Some(id) = self.flow.types.called_on(&self.body, receiver, base, name).filter(with_body) {
            return Some(id);
        }
        match base.value() {
            // Methods of foreign types and plain text are not ours, unless
            // a trait of the workspace adds them.
            Ty::Scalar | Ty::Tuple(_) => None,
            Ty::Text
            | Ty::List(_)
            | Ty::Map(_)
            | Ty::Fall(_)
            | Ty::Foreign(..)
            | Ty::Param(_)
            | Ty::Error
            | Ty::Unknown
                if self.is_standard(name.text()) =>
            {
                None
            }
            base => match self.flow.types.infer.method_targets(&self.body, receiver, name, args).as_slice() {
                // A foreign type has of ours only what a trait gives it.
                [only] if matches!(base, Ty::Foreign(..)) && !self.flow.index().is_of_trait(*only) => None,
                [only] if with_body(only) => Some(*only),
                _ => None,
            },
        }
    }

    /// `token.scopes()`: a part that no text has.
    fn is_getter(&self, name: &str) -> bool {
        let first = name.split('_').next().unwrap_or_default();
        let asks = matches!(first, "is" | "has" | "to" | "into" | "as" | "try" | "expose" | "zeroize");
        !asks && !self.is_standard(name) && !self.flow.know.values.opens.contains(name)
    }

    fn is_standard(&self, name: &str) -> bool {
        let values = self.flow.know.values;
        let lists = [&values.keeps, &values.fills, &values.passes];
        self.flow.types.knows_method(name) || lists.iter().any(|list| list.contains(name))
    }

    /// In a `fmt`: what is written to the formatter.
    fn formats_itself(&mut self, e: ExprId, receiver: ExprId, base: &Ty, name: &str, args: &[ExprId]) -> bool {
        let Some((_, showing)) = self.shows else { return false };
        let _ = base;
        let nodes: Vec<_> = match name {
            "write_str" | "pad" | "write_fmt" => {
                args.iter().flat_map(|arg| self.shown(*arg, Showing::Display)).collect()
            }
            "field" if args.last().is_some_and(|value| self.is_half_shown(*value)) => Vec::new(),
            "field" | "entry" | "entries" | "key" | "value" => {
                args.iter().flat_map(|arg| self.shown(*arg, Showing::Debug)).collect()
            }
            "fmt" => self.shown(receiver, showing),
            "serialize_field" | "serialize_str" | "serialize_entry" | "serialize_element" | "serialize" => {
                self.hand_on(args);
                args.iter().flat_map(|arg| self.shown(*arg, Showing::Serialize)).collect()
            }
            _ => return false,
        };
        let arg = args.last().copied().unwrap_or(receiver);
        self.formatted(e, arg, nodes);
        true
    }

    /// In a `fmt`: what goes to the formatter, and is seen by whoever prints
    /// the type. What another type shows is that type's finding.
    pub(in crate::rust::flow::build) fn formatted(&mut self, e: ExprId, arg: ExprId, nodes: Vec<NodeId>) {
        let Some((shows, showing)) = self.shows else { return };
        for node in &nodes {
            self.flow(*node, shows);
        }
        // What an error shows is reported where it is built.
        let of_error = matches!(self.flow.graph.node(shows), Node::Shown(of, _) if self.flow.is_error(of));
        if showing != Showing::Serialize && !of_error {
            let own = nodes.into_iter().filter(|node| !matches!(self.flow.graph.node(*node), Node::Shown(..)));
            let own = own.collect();
            self.sink("secret-in-debug", e, arg, own);
        }
    }

    /// `buffer.push_str(x)`: the buffer holds `x` from now on.
    pub(in crate::rust::flow::build) fn fill(
        &mut self,
        e: ExprId,
        receiver: ExprId,
        base: &Ty,
        name: &str,
        args: &[ExprId],
    ) {
        if !self.flow.know.values.fills.contains(name) || self.is_public_pair(name, args) {
            return;
        }
        let builds = matches!(name, "append_pair" | "extend_pairs" | "query_pair" | "push_str") || is_address(base);
        let holds =
            matches!(base.value(), Ty::Text | Ty::List(_) | Ty::Map(_) | Ty::Unknown | Ty::Param(_) | Ty::Trait(_));
        // A set of tasks holds them, whoever else runs one does not.
        let runs = name == "spawn" && !matches!(base.value(), Ty::List(_));
        if runs || !builds && !holds {
            return;
        }
        let value = args.last().copied();
        let Some(value) = value else { return };
        if let Some(id) = self.locals.uses.get(&receiver).copied() {
            self.note_sent(id, value);
        }
        if matches!(name, "append_pair" | "extend_pairs") {
            self.hands_on(e, receiver, value);
        }
        for from in self.put_in(base, value, args) {
            match self.target(receiver) {
                Some(Target::Variable(id)) => {
                    // Who is at the other end answers something else.
                    let sends = name.contains("send") && self.is_connection(id);
                    // Nor does a writer give back what was written to it.
                    let keeps = !self.flow.know.values.writes.contains(name) || *base != Ty::Unknown;
                    match keeps {
                        _ if sends => {}
                        true => self.write_to(id, from, false),
                        false => self.order.write(id, from, false),
                    }
                    self.sent(id, from);
                }
                Some(Target::Node(to)) => self.store(from, to),
                None => {}
            }
        }
    }

    /// `pairs.append_pair(name, x).finish()`: the call gives the pairs with `x` among them.
    fn hands_on(&mut self, e: ExprId, receiver: ExprId, value: ExprId) {
        let to = self.node(e);
        let whole = self.node(receiver);
        self.flow(whole, to);
        for part in self.placed(value) {
            let from = self.node(part);
            self.flow(from, to);
        }
    }

    /// `buffer.clear()`: from now on there is nothing in it, as there is not in
    /// a text that stars were put into.
    fn clear(&mut self, e: ExprId, receiver: ExprId, name: &str, args: &[ExprId]) {
        if (matches!(name, "clear" | "zeroize" | "set_sensitive") || self.is_starred(name, args))
            && let Some(Target::Variable(id)) = self.target(receiver)
        {
            let nothing = self.node(e);
            self.order.write(id, nothing, true);
        }
    }
}

/// The last segment of a foreign type's path.
pub(in crate::rust::flow::build) fn type_name(ty: &Ty) -> Option<&'static str> {
    match ty.value() {
        Ty::Foreign(path, _) => path.text().rsplit("::").next(),
        _ => None,
    }
}
