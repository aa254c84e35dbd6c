//! Method calls.

use super::{Builder, Target};
use crate::rust::flow::graph::{LENT, Node, NodeId, Showing};
use crate::rust::flow::seeds::is_strong;
use crate::rust::index::ItemId;
use crate::rust::locals::Origin;
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;

impl Builder<'_, '_, '_> {
    pub(super) fn method(&mut self, e: ExprId, receiver: ExprId, name: Name, args: &[ExprId]) {
        self.expr(receiver);
        for arg in args {
            self.expr(*arg);
        }
        let base = self.ty(receiver);
        let text = name.text();
        if args.is_empty() && self.is_getter(text) {
            self.asked(receiver);
        }
        if self.flow.know.values.opens.contains(text) && base.def().is_none() {
            match args {
                [] => return self.opened(e, receiver, text),
                [read] => return self.lent_to(e, receiver, text, *read),
                _ => {}
            }
        }
        self.method_sinks(e, receiver, &base, text, args);
        if self.formats_itself(e, receiver, &base, text, args) {
            return;
        }
        if let Some(id) = self.own(receiver, &base, name, args.len()) {
            return self.enter(e, id, Some(receiver), args);
        }
        if let ("to_string", Ty::Adt(..)) = (text, base.value()) {
            let to = self.node(e);
            let nodes = self.shown(receiver, Showing::Display);
            return nodes.into_iter().for_each(|node| self.flow(node, to));
        }
        self.clear(e, receiver, text);
        self.fill(receiver, &base, text, args);
        self.carry(e, receiver, &base, text, args);
        self.seed_prompt(e, &base, text);
        self.seed_getter(e, &base, name, args);
    }

    /// The function of the workspace that a method call runs.
    pub(super) fn own(&self, receiver: ExprId, base: &Ty, name: Name, args: usize) -> Option<ItemId> {
        let with_body = |id: &ItemId| self.flow.index().fn_(*id).has_body();
        if let Some(id) = self.flow.types.own_method(base, name).filter(with_body) {
            return Some(id);
        }
        match base.value() {
            // Methods of foreign types and plain text are not ours, unless
            // a trait of the workspace adds them.
            Ty::Scalar | Ty::Tuple(_) => None,
            Ty::Text | Ty::List(_) | Ty::Map(_) | Ty::Fall(_) | Ty::Foreign(..) | Ty::Error | Ty::Unknown
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

    /// `expose_secret()`: the secret itself, called as its holder is.
    fn opened(&mut self, e: ExprId, receiver: ExprId, method: &str) {
        let node = self.node(e);
        self.seed_opened(node, e, receiver, method);
    }

    /// `secret.expose(|value| …)`: the closure is handed the secret, and what
    /// it gives is what the call gives.
    fn lent_to(&mut self, e: ExprId, receiver: ExprId, method: &str, read: ExprId) {
        let (to, part) = (self.node(e), self.node(receiver));
        let lent = self.flow.graph.id(Node::Part(part, LENT));
        self.seed_opened(lent, e, receiver, method);
        self.hand(read, Some(lent), Some(to));
    }

    fn seed_opened(&mut self, node: NodeId, e: ExprId, receiver: ExprId, method: &str) {
        let holder = match self.tree.kind(receiver) {
            ExprKind::Field { name, .. } => Some(name),
            ExprKind::Path(path) => self.tree.path(path).last(),
            _ => None,
        };
        let name = holder.filter(|name| self.flow.names_secret(*name));
        let called = name.map_or_else(|| format!("{method}()"), |name| name.text().to_owned());
        self.flow.seed(node, &called, (self.body.file, self.tree.expr(e).span));
    }

    /// In a `fmt`: what is written to the formatter.
    fn formats_itself(&mut self, e: ExprId, receiver: ExprId, base: &Ty, name: &str, args: &[ExprId]) -> bool {
        let Some((_, showing)) = self.shows else { return false };
        let _ = base;
        let nodes: Vec<_> = match name {
            "write_str" | "pad" | "write_fmt" => {
                args.iter().flat_map(|arg| self.shown(*arg, Showing::Display)).collect()
            }
            "field" | "entry" | "entries" | "key" | "value" => {
                args.iter().flat_map(|arg| self.shown(*arg, Showing::Debug)).collect()
            }
            "fmt" => self.shown(receiver, showing),
            "serialize_field" | "serialize_str" | "serialize_entry" | "serialize_element" | "serialize" => {
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
    pub(super) fn formatted(&mut self, e: ExprId, arg: ExprId, nodes: Vec<NodeId>) {
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
    pub(super) fn fill(&mut self, receiver: ExprId, base: &Ty, name: &str, args: &[ExprId]) {
        if !self.flow.know.values.fills.contains(name) || self.is_public_pair(name, args) {
            return;
        }
        let builds = matches!(name, "append_pair" | "query_pair" | "push_str");
        let holds =
            matches!(base.value(), Ty::Text | Ty::List(_) | Ty::Map(_) | Ty::Unknown | Ty::Param(_) | Ty::Trait(_));
        if !builds && !holds {
            return;
        }
        let value = args.last().copied();
        let Some(value) = value else { return };
        for from in self.whole(value) {
            match self.target(receiver) {
                Some(Target::Variable(id)) => {
                    self.order.write(id, from, false);
                    self.sent(id, from);
                }
                Some(Target::Node(to)) => self.store(from, to),
                None => {}
            }
        }
    }

    /// `buffer.clear()`: from now on there is nothing in it.
    fn clear(&mut self, e: ExprId, receiver: ExprId, name: &str) {
        if matches!(name, "clear" | "zeroize" | "set_sensitive")
            && let Some(Target::Variable(id)) = self.target(receiver)
        {
            let nothing = self.node(e);
            self.order.write(id, nothing, true);
        }
    }

    /// What a foreign method lets through.
    pub(super) fn carry(&mut self, e: ExprId, receiver: ExprId, base: &Ty, name: &str, args: &[ExprId]) {
        self.looked_up(e, receiver, name, args);
        if matches!(name, "get" | "get_mut" | "pointer" | "remove" | "take")
            && args.first().is_some_and(|key| self.is_other_key(receiver, base, *key))
        {
            return;
        }
        let values = self.flow.know.values;
        let (from, to) = (self.node(receiver), self.node(e));
        let types = &self.flow.types;
        // A number of characters is shown on purpose.
        let partial = matches!(name, "take" | "skip") && matches!(base, Ty::List(of) if **of == Ty::Scalar)
            || args.first().is_some_and(|arg| matches!(self.tree.kind(*arg), ExprKind::Range { .. }));
        let keeps = (values.keeps.contains(name) || types.is_carried(name)) && !partial;
        let maps = types.is_mapped(name);
        if keeps && !maps && name != "then_some" && !self.parted(from, to, name, args) {
            let ty = self.ty(e);
            if ty != Ty::Scalar {
                self.copy(from, to, &ty);
            }
        }
        if maps && matches!(base.value(), Ty::List(of) if *of == Ty::Scalar) {
            self.rewritten(from, to, args);
        }
        if values.passes.contains(name)
            && let Some(first) = args.first()
        {
            self.pass(*first, e);
        }
        if matches!(name, "replace" | "replacen")
            && let Some(with) = args.get(1)
        {
            self.pass(*with, e);
        }
        for arg in args {
            let on_error = types_on_error(self, name);
            let handed = (!on_error).then_some(from);
            if !on_error {
                self.hand_parts(from, base, *arg);
            }
            let made = maps
                || matches!(
                    name,
                    "unwrap_or_else"
                        | "or_else"
                        | "get_or_insert_with"
                        | "fold"
                        | "then"
                        | "or_insert_with"
                        | "get_or_init"
                );
            self.hand(*arg, handed, made.then_some(to));
        }
        if let (ExprKind::Closure(_), "fold") = (args.last().map_or(ExprKind::Other, |arg| self.tree.kind(*arg)), name)
        {
            let closure = args[args.len() - 1];
            let element = self.flow.graph.id(Node::ClosureParam(self.body.file, closure, 1));
            self.flow(from, element);
            self.flow(to, to);
        }
    }

    /// `request["server"]`, `request.get(name)`: of a JSON document that holds
    /// a secret somewhere, what does not stand under the name of one.
    pub(super) fn is_other_key(&mut self, base: ExprId, ty: &Ty, key: ExprId) -> bool {
        let document = matches!(type_name(ty), Some("Value" | "Map" | "JsonValue" | "JsonObject"));
        // All that a secret consists of is one.
        let called = self.called(base).filter(|name| is_strong(name.text()));
        if !document || called.is_some_and(|name| self.flow.names_secret(name)) {
            return false;
        }
        !self.tree.str_of(key).is_some_and(|text| self.flow.is_secret_key(text, false))
    }

    /// `text.bytes().map(|b| format!("{b:x}"))`: made of the text as long as
    /// the closure looks at what it is handed.
    fn rewritten(&mut self, from: NodeId, to: NodeId, args: &[ExprId]) {
        let Some(last) = args.last().copied() else { return };
        let looks = match self.tree.kind(last) {
            ExprKind::Closure(_) => {
                let uses = self.locals.uses.values().chain(self.locals.captures.values());
                let mut origins = uses.map(|id| self.locals.bindings[*id as usize].origin);
                origins.any(|origin| origin == Origin::Closure(last, 0))
            }
            ExprKind::Path(_) => true,
            _ => false,
        };
        if looks {
            self.flow(from, to);
        }
    }

    /// `Password::new().interact()`: what somebody types; and what a secret
    /// key consists of.
    fn seed_prompt(&mut self, e: ExprId, base: &Ty, name: &str) {
        let values = self.flow.know.values;
        if let Some(of) = type_name(base).filter(|of| values.keys.contains(*of) && values.key_bytes.contains(name)) {
            let node = self.node(e);
            self.flow.seed(node, of, (self.body.file, self.tree.expr(e).span));
        }
        let prompts = type_name(base).and_then(|of| self.flow.know.values.prompts.get(of));
        if prompts.is_some_and(|methods| methods.contains(name)) {
            let node = self.node(e);
            self.flow.seed(node, "password", (self.body.file, self.tree.expr(e).span));
        }
    }

    /// `config.password()` where nothing is known of `config`.
    fn seed_getter(&mut self, e: ExprId, base: &Ty, name: Name, args: &[ExprId]) {
        let ty = match base.value() {
            Ty::Unknown | Ty::Foreign(..) | Ty::Trait(_) if args.is_empty() => self.ty(e),
            _ => return,
        };
        if self.flow.know.values.is_act(name.text()) || !self.flow.names_secret(name) {
            return;
        }
        // A foreign type's own word: only what is known to be text.
        let ty = if matches!(base.value(), Ty::Foreign(..)) && ty == Ty::Unknown { return } else { ty };
        self.seed_expr(e, name, &ty);
    }
}

fn types_on_error(builder: &Builder<'_, '_, '_>, name: &str) -> bool {
    builder.flow.types.is_on_error(name)
}

/// The last segment of a foreign type's path.
pub(super) fn type_name(ty: &Ty) -> Option<&'static str> {
    match ty.value() {
        Ty::Foreign(path, _) => path.text().rsplit("::").next(),
        _ => None,
    }
}
