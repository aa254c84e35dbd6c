//! Calls by path: functions of the workspace, constructors, foreign ones.

use super::{Builder, Target};
use crate::rust::flow::graph::{Call, Node, NodeId, SELF, Showing, Step};
use crate::rust::flow::lists::end_of;
use crate::rust::flow::roles::{REDACTORS, has_one};
use crate::rust::flow::seeds::is_strong;
use crate::rust::index::{Def, ItemId, Res};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;
use crate::words::segments;

impl Builder<'_, '_, '_> {
    pub(super) fn call(&mut self, e: ExprId, callee: ExprId, args: &[ExprId]) {
        for arg in args {
            self.expr(*arg);
        }
        let Some(path) = self.tree.path_of(callee) else {
            return self.expr(callee);
        };
        if let Some(id) = self.locals.uses.get(&callee).copied() {
            return self.call_held(e, id, args);
        }
        let mut found = self.flow.types.infer.resolve(&self.body, path).into_iter();
        let known = found.find(|res| !matches!(res, Res::Def(Def::Mod(_) | Def::Macro(_))));
        match known {
            Some(Res::Def(Def::Fn(id))) => self.call_method_by_path(e, id, args),
            Some(Res::Def(Def::Variant(id, variant))) => self.construct(e, id, variant, args),
            Some(Res::Def(Def::Adt(id))) => self.construct(e, id, 0, args),
            Some(Res::External(full)) => self.foreign_call(e, &full, path, args),
            Some(Res::Def(Def::Alias(id))) => {
                if let Some(Res::Def(Def::Adt(id))) = self.flow.index().alias_target(id) {
                    self.construct(e, id, 0, args);
                }
            }
            _ => {
                let names: Vec<&str> = path.segments.iter().map(|segment| segment.name.text()).collect();
                self.foreign_call(e, &names.join("::"), path, args);
            }
        }
    }

    /// `Type::method(x, y)` is `x.method(y)`.
    fn call_method_by_path(&mut self, e: ExprId, id: ItemId, args: &[ExprId]) {
        match (self.flow.index().fn_(id).has_self, args.split_first()) {
            (true, Some((receiver, rest))) => self.enter(e, id, Some(*receiver), rest),
            _ => self.enter(e, id, None, args),
        }
    }

    /// A node for what does not come out of an expression.
    pub(super) fn aside(&mut self, e: ExprId) -> NodeId {
        let node = self.node(e);
        self.flow.graph.id(Node::Part(node, u32::MAX - 1))
    }

    /// A call of a function of the workspace.
    pub(super) fn enter(&mut self, e: ExprId, id: ItemId, receiver: Option<ExprId>, args: &[ExprId]) {
        let item = self.flow.index().fn_(id);
        // What a test makes up is no secret of the code it tests.
        self.own_sink(e, item.name, args);
        self.hand_on(args);
        let tested = self.body.test && !item.test;
        if tested || self.flow.takes_out(id) {
            if !tested && !self.flow.know.cleans(item.name.text()) {
                self.look_into(e, id, receiver, args);
            }
            return;
        }
        // What is asked for by another name is not what is a secret there.
        let result = match self.asks_for_other(e, id, args) {
            true => self.aside(e),
            false => self.node(e),
        };
        let given: Vec<(u16, ExprId)> = receiver
            .map(|receiver| (SELF, receiver))
            .into_iter()
            .chain(args.iter().enumerate().map(|(at, arg)| (at as u16, *arg)))
            .collect();
        let outs = given.iter().map(|(at, arg)| (*at, self.node(*arg))).collect();
        let callbacks = self.callbacks(&given);
        let call = self.flow.graph.add_call(Call { body: self.body, callee: id, result, outs, callbacks });
        self.give_back(call, id, &given);
        self.choose(call, id, e);
        for (at, arg) in &given {
            if self.is_handed_as_name(id, *at, *arg) {
                continue;
            }
            let (from, to) = (self.node(*arg), self.flow.graph.id(Node::Param(id, *at)));
            self.flow.graph.add(from, to, Step::Enter(call));
            let ty = self.ty(*arg);
            for (from, to) in self.parts_of_url(from, to, &ty) {
                self.flow.graph.add(from, to, Step::Enter(call));
            }
            if let Ty::Tuple(items) = ty.value() {
                for at in 0..items.len() as u32 {
                    let (from, to) = (self.part(from, at), self.flow.graph.id(Node::Part(to, at)));
                    self.flow.graph.add(from, to, Step::Enter(call));
                }
            }
            if *at != SELF {
                self.enter_open(call, id, *at, *arg);
            }
            self.lend(*arg, from);
            self.lent_writer(e, *arg);
        }
        self.handed_as_file(id, args);
        for (at, arg) in args.iter().enumerate() {
            self.proven(id, at, *arg);
        }
        let ty = self.ty(e);
        let acts = self.flow.know.values.is_act(item.name.text());
        let fixed = self.flow.names_secret(item.name) && (self.flow.gives_fixed_text(id) || self.flow.gives_word(id));
        if !acts && !fixed && ty != Ty::Unknown {
            self.seed_expr(e, item.name, &ty);
        }
    }

    /// A function whose result is clean may show what it is handed all the same.
    fn look_into(&mut self, e: ExprId, id: ItemId, receiver: Option<ExprId>, args: &[ExprId]) {
        let result = self.aside(e);
        let call = Call { body: self.body, callee: id, result, outs: Vec::new(), callbacks: Vec::new() };
        let call = self.flow.graph.add_call(call);
        let numbered = args.iter().enumerate().map(|(at, arg)| (at as u16, *arg));
        for (at, arg) in receiver.map(|receiver| (SELF, receiver)).into_iter().chain(numbered) {
            let (from, to) = (self.node(arg), self.flow.graph.id(Node::Param(id, at)));
            self.flow.graph.add(from, to, Step::Enter(call));
        }
    }

    /// `&mut x`: what the callee leaves there is in `x` from now on.
    fn lend(&mut self, arg: ExprId, node: NodeId) {
        if let ExprKind::Ref(inner) = self.tree.kind(arg)
            && let Some(Target::Variable(id)) = self.target(inner)
        {
            self.order.write(id, node, false);
        }
        let sender = match self.tree.kind(arg) {
            ExprKind::Ref(inner) => inner,
            _ => arg,
        };
        if let Some(id) = self.locals.uses.get(&sender).copied() {
            self.sent(id, node);
        }
    }

    /// A text handed to a parameter called `password` is one.
    fn proven(&mut self, id: ItemId, at: usize, arg: ExprId) {
        let param = self.flow.index().fn_(id).params.get(at);
        let Some(PatKind::Bind { name, .. }) = param.map(|param| self.flow.index().tree(id.file).pat(param.pat).kind)
        else {
            return;
        };
        if !is_strong(name.text()) {
            return;
        }
        let mut place = arg;
        loop {
            place = match self.tree.kind(place) {
                ExprKind::Ref(inner) => inner,
                ExprKind::Method { receiver, name, .. } if matches!(name.text(), "as_str" | "as_ref" | "clone") => {
                    receiver
                }
                _ => break,
            };
        }
        if self.body.test || self.ty(place) != Ty::Text || self.flow.types.param(id, at).value() != Ty::Text {
            return;
        }
        let Some(binding) = self.locals.uses.get(&place).copied() else { return };
        let locals = self.locals.clone();
        let binding = &locals.bindings[binding as usize];
        // `Client::new(key_id, key_secret)`, whatever the first is called there.
        let public = segments(binding.name.text()).ends_with(&["key".to_owned(), "id".to_owned()]);
        if matches!(binding.origin, crate::rust::locals::Origin::Value(_)) && binding.path.is_empty() && !public {
            let node = self.bound(binding);
            let place = (self.body.file, self.tree.pat(binding.pat).span);
            self.flow.seed_named(node, name, &Ty::Text, place);
        }
    }

    /// A constructor: its arguments become fields.
    pub(super) fn construct(&mut self, e: ExprId, id: ItemId, variant: u32, args: &[ExprId]) {
        self.hand_on(args);
        for (at, arg) in args.iter().enumerate() {
            self.store_field(id, variant, Name::new(&at.to_string()), *arg);
        }
        self.error_built(e, id, variant, args);
    }

    fn foreign_call(&mut self, e: ExprId, full: &str, path: &Path, args: &[ExprId]) {
        let values = self.flow.know.values;
        let end = end_of(full);
        let last = path.last().map_or("", Name::text);
        let listed = |list: &foldhash::HashSet<String>| list.contains(end) || list.contains(last);
        if values.environment.contains(end) {
            return self.environment_read(e, args);
        }
        if values.reads_files.contains(end) {
            self.file_read(e, args);
        }
        if let (true, Some(made)) = (values.runs.contains(end), args.first()) {
            let result = self.node(e);
            self.hand(*made, None, Some(result));
        }
        if listed(&values.wraps) || self.turns_into_text(end) {
            args.iter().for_each(|arg| self.pass(*arg, e));
        }
        if values.restyles(last) && !self.flow.know.cleans(last) {
            args.first().into_iter().for_each(|arg| self.pass(*arg, e));
        }
        let given = if last.starts_with("to_writer") { args.get(1) } else { args.first() };
        if let (true, Some(given)) = (listed(&values.serializes), given) {
            self.serializes(e, *given);
        }
        if self.flow.know.cleans(last) || last.starts_with(char::is_uppercase) {
            self.hand_on(args);
        }
        if let (Some(showing), Some(first)) = (formatter(end), args.first()) {
            let nodes = self.shown(*first, showing);
            self.formatted(e, *first, nodes);
        }
        if let (true, [from, to, ..]) = (values.copies.contains(end), args) {
            self.copied_into(e, *from, *to);
        }
        self.written_by(e, end, last, args);
        self.encoded(last, args);
        self.swapped(e, end, args);
        self.fetched(e, full, args);
        self.opened_as_file(end, args);
        self.makes_key(end, args);
        self.set_as_cookie(end, args);
        self.connects_to(end, args);
        self.call_sinks(e, end, last, args);
        self.method_by_path(e, end, args);
        // `keyring::Entry::get_password` and the like.
        let name = path.last().unwrap_or_else(|| Name::new(""));
        let hides = path.segments.iter().any(|of| has_one(of.name.text(), REDACTORS));
        if !values.is_act(last) && !hides && !last.starts_with(char::is_uppercase) && self.flow.names_secret(name) {
            let ty = self.ty(e);
            if matches!(ty.value(), Ty::Text) || end.starts_with("rpassword::") {
                self.seed_expr(e, name, &Ty::Text);
            }
        }
    }

    /// `Write::write_all(&mut x, text)` is `x.write_all(text)`.
    fn method_by_path(&mut self, e: ExprId, end: &str, args: &[ExprId]) {
        let Some((of, method)) = end.rsplit_once("::") else { return };
        let Some((receiver, rest)) = args.split_first() else { return };
        let values = self.flow.know.values;
        let shows = self.flow.know.sinks.values().any(|sinks| sinks.calls.contains_key(end));
        if !of.starts_with(char::is_uppercase) && of != "str" || values.wraps.contains(end) || shows {
            return;
        }
        let base = self.ty(*receiver);
        if values.fills.contains(method) {
            self.method_sinks(e, *receiver, &base, method, rest);
            self.fill(e, *receiver, &base, method, rest);
        } else if values.keeps.contains(method) || self.flow.types.is_carried(method) {
            self.carry(e, *receiver, &base, method, rest);
        }
    }

    /// `X::from(text)` of a type that is text.
    fn turns_into_text(&self, end: &str) -> bool {
        let Some((of, "from" | "new" | "from_str" | "try_from")) = end.rsplit_once("::") else { return false };
        let values = self.flow.know.values;
        let is_like = |words: &foldhash::HashSet<String>, ends: bool| {
            words.iter().any(|word| of.starts_with(word) || ends && of.ends_with(word))
        };
        values.text_types.contains(of) || is_like(&values.text_like, true) && !is_like(&values.text_hidden, false)
    }

    pub(super) fn environment_read(&mut self, e: ExprId, args: &[ExprId]) {
        self.names_variable(args);
        let name = args.first().and_then(|arg| self.flow.environment(&self.body, *arg));
        if let Some(name) = name.filter(|name| !self.flow.is_path_of_database(self.body.file, name)) {
            let node = self.node(e);
            self.flow.seed_read(node, &name, (self.body.file, self.tree.expr(e).span));
        }
    }
}

/// `Display::fmt(x, f)`: how `x` is shown.
fn formatter(end: &str) -> Option<Showing> {
    match end {
        "Display::fmt" => Some(Showing::Display),
        "Debug::fmt" => Some(Showing::Debug),
        _ => None,
    }
}
