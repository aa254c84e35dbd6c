//! Calls by path: functions of the workspace, constructors, foreign ones.

use crate::rust::flow::build::{Builder, Target};
use crate::rust::flow::graph::{Call, Node, NodeId, SELF, Step};
use crate::rust::flow::seeds::is_strong;
use crate::rust::index::{Def, ItemId, Res};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;
use crate::words::segments;

impl Builder<'_, '_, '_> {
    pub(in crate::rust::flow::build) fn call(&mut self, e: ExprId, callee: ExprId, args: &[ExprId]) {
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
    pub(in crate::rust::flow::build) fn aside(&mut self, e: ExprId) -> NodeId {
        let node = self.node(e);
        self.flow.graph.id(Node::Part(node, u32::MAX - 1))
    }

    /// A call of a function of the workspace.
    pub(in crate::rust::flow::build) fn enter(
        &mut self,
        e: ExprId,
        id: ItemId,
        receiver: Option<ExprId>,
        args: &[ExprId],
    ) {
        let item = self.flow.index().fn_(id);
        // What a test makes up is no secret of the code it tests.
        self.own_sink(e, item.name, args);
        self.hand_on(args);
        self.handed_as_hash(id, args);
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
        let named = self.flow.names_secret(item.name);
        // A `find_password` finds one in any words.
        let typed_in = |word: &String| self.flow.know.values.typed_in.contains(word);
        let strong = segments(item.name.text()).iter().any(typed_in);
        let cut = || !strong && args.iter().any(|arg| self.flow.is_cut(&self.body, *arg));
        let fixed = named && (cut() || self.flow.gives_fixed_text(id) || self.flow.gives_word(id));
        if !acts && !fixed && ty != Ty::Unknown {
            self.seed_answer(e, item.name, &ty);
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
    pub(in crate::rust::flow::build) fn construct(&mut self, e: ExprId, id: ItemId, variant: u32, args: &[ExprId]) {
        self.hand_on(args);
        for (at, arg) in args.iter().enumerate() {
            let name = Name::new(&at.to_string());
            self.store_field(id, variant, name, *arg);
            self.wrap(e, name, *arg);
        }
        self.error_built(e, id, variant, args);
    }
}
