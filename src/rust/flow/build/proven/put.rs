//! What a value is put to says what it is: the bytes of a secret key, what a
//! client signs in with.

use crate::rust::flow::Flow;
use crate::rust::flow::build::reading::methods::type_name;
use crate::rust::flow::build::{Builder, Target};
use crate::rust::flow::graph::{Node, NodeId};
use crate::rust::flow::lists::end_of;
use crate::rust::flow::seeds::{holds, is_strong};
use crate::rust::index::ItemId;
use crate::rust::locals::{Binding, BindingId, Origin, Proj};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;

/// Steps from an argument to the variable that it is made of.
const STEPS: usize = 12;

impl Builder<'_, '_, '_> {
    /// `SigningKey::from_bytes(&seed)`: whatever the bytes are called.
    pub(in crate::rust::flow::build) fn makes_key(&mut self, end: &str, args: &[ExprId]) {
        let Some((of, method)) = end.rsplit_once("::") else { return };
        let values = self.flow.know.values;
        if let ([only], true) = (args, values.keyed_by.contains(end)) {
            return self.prove(*only, "key");
        }
        let of = of.rsplit("::").next().unwrap_or(of);
        if values.keys.contains(of)
            && values.key_makers.contains(method)
            && let [only] = args
        {
            self.prove(*only, of);
        }
    }

    /// `request.bearer_auth(key)`, `basic_auth(user, Some(key))`
    pub(in crate::rust::flow::build) fn signs_in_with(&mut self, method: &str, args: &[ExprId]) {
        let at = match method {
            "add_cookie_str" => return self.puts_cookie(args),
            "bearer_auth" => 0,
            "basic_auth" => 1,
            _ => return,
        };
        if let Some(arg) = args.get(at) {
            self.prove(*arg, "authorization");
        }
    }

    /// `jar.add_cookie_str("session=…", &url)`: a client keeps what it signs in
    /// with, unless the text says that it is something else.
    fn puts_cookie(&mut self, args: &[ExprId]) {
        let Some(cookie) = args.first().copied() else { return };
        let made = self.variable(cookie).map(|id| self.locals.bindings[id as usize].origin);
        let text = match made {
            Some(Origin::Value(init)) => self.first_text(init),
            _ => None,
        };
        let named = text.and_then(|text| text.split('=').next()).filter(|name| !name.contains('{'));
        if named.is_none_or(|name| self.flow.know.values.is_cookie(name)) {
            self.prove(cookie, "cookie");
        }
    }

    /// The text that a macro formats.
    fn first_text(&self, value: ExprId) -> Option<&str> {
        match self.tree.kind(value) {
            ExprKind::Macro(mac) => self.tree.mac(mac).args.iter().find_map(|arg| self.tree.str_of(arg.expr)),
            _ => None,
        }
    }

    /// Takes the variable or field that an expression is for a secret.
    pub(in crate::rust::flow::build) fn prove(&mut self, expr: ExprId, name: &str) {
        let mut at = expr;
        for _ in 0..STEPS {
            at = match self.tree.kind(at) {
                ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) => inner,
                ExprKind::Method { receiver, name: method, args } => {
                    let unchanged = self.flow.know.values.unchanged.contains(method.text());
                    let turns = matches!(method.text(), "try_into" | "into" | "take");
                    let asked = self.tree.exprs_of(args).is_empty();
                    if !(unchanged || turns && asked) {
                        return if asked {
                            self.prove_got(receiver, method, name, at)
                        };
                    }
                    receiver
                }
                ExprKind::Call { callee, args } => {
                    let names = self.tree.path_of(callee).map(Path::names).unwrap_or_default();
                    let names: Vec<&str> = names.iter().map(|name| name.text()).collect();
                    let path = names.join("::");
                    let end = end_of(&path);
                    let decodes =
                        matches!(end, "hex::decode" | "Some" | "Zeroizing::new") || end.starts_with("HeaderValue::");
                    match self.tree.exprs_of(args) {
                        [only] if decodes => *only,
                        _ => return,
                    }
                }
                ExprKind::Field { base, name: field } => return self.prove_field(base, field, name, at),
                ExprKind::Path(_) => {
                    if let Some(id) = self.locals.uses.get(&at).copied() {
                        self.prove_variable(id, name);
                    }
                    return;
                }
                _ => return,
            };
        }
    }

    /// `settings.server()`, which gives the field of that name or another.
    fn prove_got(&mut self, receiver: ExprId, method: Name, name: &str, at: ExprId) {
        if let Some(field) = self.flow.types.own_method(&self.ty(receiver), method).and_then(|id| self.flow.gets(id)) {
            self.prove_field(receiver, field, name, at);
        }
    }

    fn prove_field(&mut self, base: ExprId, field: Name, name: &str, at: ExprId) {
        let Ty::Adt(id, _) = self.ty(base).value() else { return };
        if self.body.test || self.flow.names_secret(field) || self.ty(at).value() != Ty::Text {
            return;
        }
        let node = self.flow.graph.id(Node::Field(id, 0, field));
        self.flow.seed(node, name, (self.body.file, self.tree.expr(at).span));
    }

    pub(in crate::rust::flow::build) fn prove_variable(&mut self, id: BindingId, name: &str) {
        let locals = self.locals.clone();
        let binding = &locals.bindings[id as usize];
        let ty = self.flow.types.binding(&self.body, binding).value();
        let may = match &ty {
            Ty::Text | Ty::Unknown => true,
            // Of another crate's builder nobody knows what its last call gives.
            Ty::Foreign(..) => !self.flow.is_protected(&ty),
            Ty::List(of) => matches!(**of, Ty::Scalar | Ty::Text),
            _ => false,
        };
        if !may
            || self.body.test
            || binding.name == "self"
            || is_strong(binding.name.text()) && self.flow.names_secret(binding.name) && holds(&ty, binding.name.text())
            || self.is_cleaned_first(id)
        {
            return;
        }
        let (node, place) = (self.bound(binding), (self.body.file, self.tree.pat(binding.pat).span));
        self.flow.seed(node, name, place);
        if let Some(part) = self.element_of_field(binding) {
            self.flow.seed(part, name, place);
        }
    }

    /// `if let Some((user, word)) = &self.auth`: the element of the tuple that
    /// a field keeps.
    fn element_of_field(&mut self, binding: &Binding) -> Option<NodeId> {
        let (Origin::Value(mut at), Some(Proj::At(element))) = (binding.origin, binding.path.last().copied()) else {
            return None;
        };
        while let ExprKind::Ref(inner) | ExprKind::Try(inner) = self.tree.kind(at) {
            at = inner;
        }
        let ExprKind::Field { base, name } = self.tree.kind(at) else { return None };
        let (Ty::Adt(id, _), Ty::Tuple(_)) = (self.ty(base).value(), self.ty(at).value()) else { return None };
        let field = self.flow.graph.id(Node::Field(id, 0, name));
        Some(self.flow.graph.id(Node::Part(field, element)))
    }

    /// `let shown = mask(&key)`, `let shown = &key[..4]`
    fn is_cleaned_first(&self, id: BindingId) -> bool {
        let Origin::Value(init) = self.locals.bindings[id as usize].origin else { return false };
        self.chain(init).into_iter().any(|at| match self.tree.kind(at) {
            ExprKind::Method { name, .. } => self.flow.know.cleans(name.text()),
            ExprKind::Call { callee, .. } => {
                let last = self.tree.path_of(callee).and_then(Path::last);
                last.is_some_and(|last| self.flow.know.cleans(last.text()))
            }
            ExprKind::Index { index, .. } => matches!(self.tree.kind(index), ExprKind::Range { .. }),
            ExprKind::Str(_) | ExprKind::If { .. } | ExprKind::Match(_) => true,
            _ => self.is_written_out(at),
        })
    }

    /// `[7; 32]`: everybody can read it here.
    pub(in crate::rust::flow::build) fn is_written_out(&self, value: ExprId) -> bool {
        let number = |item: &ExprId| matches!(self.tree.kind(*item), ExprKind::Scalar(_));
        matches!(self.tree.kind(value), ExprKind::Array(items) if self.tree.exprs_of(items).iter().all(number))
    }

    /// `command.arg(secret)`: who prints the command prints what it is given.
    pub(in crate::rust::flow::build) fn commanded(
        &mut self,
        e: ExprId,
        receiver: ExprId,
        base: &Ty,
        name: &str,
        args: &[ExprId],
    ) {
        let gives = matches!(name, "arg" | "args" | "env" | "envs");
        if !gives || !type_name(base).is_some_and(|of| matches!(of, "Command" | "CommandBuilder")) {
            return;
        }
        let Some(given) = args.last().copied() else { return };
        self.pass(receiver, e);
        for from in self.whole(given) {
            let to = self.node(e);
            self.flow(from, to);
            if let Some(Target::Variable(id)) = self.target(receiver) {
                self.order.write(id, from, false);
            }
        }
    }
}

impl Flow<'_, '_> {
    /// The field of `self` that a method gives as it is.
    fn gets(&self, method: ItemId) -> Option<Name> {
        let body = self.index().body(method)?;
        let tree = self.index().tree(body.file);
        let mut at = body.root;
        for _ in 0..STEPS {
            at = match tree.kind(at) {
                ExprKind::Ref(inner) | ExprKind::Try(inner) => inner,
                ExprKind::Block(block) if tree.block(block).stmts.is_empty() => tree.block(block).value?,
                ExprKind::Method { receiver, name, .. } if self.know.values.unchanged.contains(name.text()) => receiver,
                ExprKind::Field { base, name } => {
                    let own = tree.path_of(base).and_then(Path::ident).is_some_and(|of| of == "self");
                    return own.then_some(name);
                }
                _ => return None,
            };
        }
        None
    }
}
