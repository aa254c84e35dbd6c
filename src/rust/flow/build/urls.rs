//! URLs that an HTTP client keeps: its errors print them, so that a secret in
//! the query of one is shown to whoever reads the error.

use super::methods::type_name;
use super::{Builder, Target};
use crate::rust::flow::Flow;
use crate::rust::flow::graph::{KEPT, Node, NodeId, QUERIED, URL, USERINFO};
use crate::rust::flow::roles::{ends_in, has_one};
use crate::rust::locals::{BindingId, Origin};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;

/// Variables that are followed to what they are made of.
const ORIGINS: u32 = 6;

/// The rule that watches what errors say.
const RULE: &str = "secret-in-error";

impl Builder<'_, '_, '_> {
    /// The URL that a value keeps.
    pub(super) fn url(&mut self, of: NodeId) -> NodeId {
        self.flow.graph.id(Node::Part(of, URL))
    }

    /// The URL that an answer keeps, whatever its error says.
    pub(super) fn kept(&mut self, of: NodeId) -> NodeId {
        self.flow.graph.id(Node::Part(of, KEPT))
    }

    /// What says who signs in at an address.
    pub(super) fn userinfo(&mut self, of: NodeId) -> NodeId {
        self.flow.graph.id(Node::Part(of, USERINFO))
    }

    /// What is put into the query of an address stands there, and no longer
    /// before the host of another one.
    pub(super) fn put_into_query(&mut self, from: NodeId, of: NodeId) -> NodeId {
        let queried = self.flow.graph.id(Node::Part(of, QUERIED));
        self.flow(from, queried);
        queried
    }

    /// The parts of a value of this type, beside itself, that go with it from
    /// one node to another.
    pub(super) fn parts_of_url(&mut self, from: NodeId, to: NodeId, ty: &Ty) -> Vec<(NodeId, NodeId)> {
        let parts: &[u32] = match ty {
            ty if self.flow.keeps_url(ty) => &[URL, KEPT],
            ty if is_address(ty) => &[USERINFO],
            _ => &[],
        };
        let graph = &mut self.flow.graph;
        parts.iter().map(|part| (graph.id(Node::Part(from, *part)), graph.id(Node::Part(to, *part)))).collect()
    }

    /// `url.set_password(Some(password))`
    pub(super) fn signs(&mut self, e: ExprId, receiver: ExprId, base: &Ty, name: &str, args: &[ExprId]) {
        let ([value], true) = (args, is_address(base) && self.flow.know.values.signs.contains(name)) else { return };
        let node = self.node(e);
        if name == "set_password" && self.is_nobody(*value) {
            return self.signs_nobody(node, receiver);
        }
        let (from, userinfo) = (self.signed_with(*value), self.userinfo(node));
        self.flow(from, userinfo);
        match self.target(receiver) {
            Some(Target::Variable(id)) => self.order.write(id, node, false),
            Some(Target::Node(to)) => self.store(userinfo, to),
            None => {}
        }
    }

    /// `None`, `Some("***")`
    fn is_nobody(&self, value: ExprId) -> bool {
        match self.tree.kind(value) {
            ExprKind::Path(path) => self.tree.path(path).last().is_some_and(|last| last == "None"),
            ExprKind::Call { args, .. } => {
                matches!(self.tree.exprs_of(args), [one] if self.tree.str_of(*one).is_some())
            }
            _ => false,
        }
    }

    /// `url.set_password(None)`: what else it holds it still does, but the
    /// address of a database has no other secret.
    fn signs_nobody(&mut self, node: NodeId, receiver: ExprId) {
        let from = self.node(receiver);
        let Some(id) = self.variable(receiver) else { return };
        if !self.is_of_store(id, ORIGINS) {
            self.flow(from, node);
        }
        self.order.write(id, node, true);
    }

    /// Whether a variable is an address of a database, by what it is made of.
    fn is_of_store(&self, id: BindingId, depth: u32) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let binding = &self.locals.bindings[id as usize];
        let stores = |name: Name| self.is_called_store(name);
        let mut at = match binding.origin {
            Origin::Value(init) if binding.path.is_empty() && binding.assigned.is_empty() => init,
            _ => return stores(binding.name),
        };
        loop {
            at = match self.tree.kind(at) {
                ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) => inner,
                ExprKind::Method { receiver, .. } => receiver,
                ExprKind::Call { args, .. } => match self.tree.exprs_of(args) {
                    [one] => *one,
                    _ => return false,
                },
                ExprKind::Field { name, .. } => return stores(name),
                ExprKind::Path(path) => {
                    let named = self.tree.path(path).last().is_some_and(stores);
                    return named || self.locals.uses.get(&at).is_some_and(|id| self.is_of_store(*id, depth));
                }
                _ => return false,
            };
        }
    }

    /// `database_url`; what is secret of a `webhook_url` is its path.
    fn is_called_store(&self, name: Name) -> bool {
        let name = name.text();
        self.flow.know.words.is_secret(name) && ends_in(name, &["url", "uri", "dsn"]) && !has_one(name, &["webhook"])
    }

    /// `url.set_password(other.password())`: an address that is put together
    /// anew says no more than the other did.
    fn signed_with(&mut self, value: ExprId) -> NodeId {
        match self.tree.kind(value) {
            ExprKind::Method { receiver, .. } if is_address(&self.ty(receiver)) => {
                let other = self.node(receiver);
                self.userinfo(other)
            }
            _ => self.node(value),
        }
    }

    /// The address that a client is handed as a text.
    fn addressed(&self, url: ExprId) -> ExprId {
        match self.tree.kind(url) {
            ExprKind::Ref(inner) => self.addressed(inner),
            ExprKind::Method { receiver, args, .. }
                if self.tree.exprs_of(args).is_empty() && is_address(&self.ty(receiver)) =>
            {
                receiver
            }
            _ => url,
        }
    }

    /// A text becomes the URL that a value keeps.
    fn keeps(&mut self, from: NodeId, of: NodeId) {
        let (url, kept) = (self.url(of), self.kept(of));
        self.flow(from, url);
        self.flow(from, kept);
    }

    /// `client.get(url)`, `request.query(&pairs)`, `request.send()`: what the
    /// result keeps.
    pub(super) fn requested(&mut self, e: ExprId, receiver: ExprId, base: &Ty, name: &str, args: &[ExprId]) {
        if !self.flow.keeps_url(base) || !self.flow.keeps_url(&self.ty(e)) {
            return;
        }
        let node = self.node(e);
        let given = match (type_name(base), name) {
            (Some("Client"), "execute") => None,
            (Some("Client"), "request") => args.get(1),
            (Some("Client"), _) | (_, "query") => args.first(),
            _ => None,
        };
        if let Some(given) = given {
            let given = self.addressed(*given);
            for from in self.whole(given) {
                let from = if name == "query" { self.put_into_query(from, node) } else { from };
                self.keeps(from, node);
            }
        }
        let sends = name == "execute";
        let from = self.node(args.first().copied().filter(|_| sends).unwrap_or(receiver));
        let (kept, to_kept, to) = (self.kept(from), self.kept(node), self.url(node));
        self.flow(kept, to_kept);
        if sends || name.starts_with("error_for_status") {
            self.flow(kept, to);
        }
        // A request that cannot be built says what is wrong with it.
        if name != "build" && !self.drops_url(name, args) {
            let from = self.url(from);
            self.flow(from, to);
        }
        if matches!(name, "unwrap" | "expect") && !self.has_succeeded(receiver) {
            self.fails_with_url(e, receiver);
        }
    }

    /// What a closure or function makes of an error is another one; what an
    /// error is wrapped in says all that it says: `map_err(Error::Http)`.
    pub(super) fn drops_url(&self, name: &str, args: &[ExprId]) -> bool {
        if !self.flow.types.is_on_error(name) || name == "inspect_err" {
            return false;
        }
        let wraps = |path: &Path| path.last().is_some_and(|last| last != "without_url");
        let path = args.first().and_then(|callback| match self.tree.kind(*callback) {
            ExprKind::Path(path) => Some(path),
            _ => None,
        });
        !path.is_some_and(|path| self.named_function(path).is_none() && wraps(self.tree.path(path)))
    }

    /// `reqwest::get(url)`
    pub(super) fn fetched(&mut self, e: ExprId, full: &str, args: &[ExprId]) {
        if let ([url], true) = (args, full.ends_with("::get") && self.flow.keeps_url(&self.ty(e))) {
            let (from, to) = (self.addressed(*url), self.node(e));
            let from = self.node(from);
            self.keeps(from, to);
        }
    }

    /// `request.send().await?`: the error that is given on prints the URL.
    pub(super) fn fails_with_url(&mut self, e: ExprId, result: ExprId) {
        if let (ty @ Ty::Fall(_), true) = (self.ty(result), self.watches_errors())
            && self.flow.keeps_url(&ty)
        {
            let node = self.node(result);
            let url = self.url(node);
            self.sink(RULE, e, result, vec![url]);
        }
    }

    fn watches_errors(&self) -> bool {
        self.flow.know.sinks.get(RULE).is_some_and(|sinks| sinks.errors)
    }

    /// The URL of the error that a closure is handed.
    pub(super) fn url_of_error(&mut self, receiver: ExprId, base: &Ty) -> Option<NodeId> {
        if !self.flow.keeps_url(&base.error()) {
            return None;
        }
        let node = self.node(receiver);
        Some(self.url(node))
    }

    /// `Err(error) => …`: what the error prints is the URL.
    pub(super) fn take_error(&mut self, init: ExprId, to: NodeId) {
        let ty = self.ty(init);
        if let Some(url) = self.url_of_error(init, &ty) {
            self.flow(url, to);
        }
    }
}

/// Whether values of this type are addresses, which print all that they hold.
pub(super) fn is_address(ty: &Ty) -> bool {
    matches!(ty.value(), Ty::Foreign(path, _) if matches!(path.text(), "url::Url" | "reqwest::Url"))
}

/// Whether a client's type prints the URL that it keeps when it is debugged.
pub(super) fn debugs_url(ty: &Ty) -> bool {
    matches!(type_name(ty), Some("Response" | "Request" | "RequestBuilder"))
}

impl Flow<'_, '_> {
    /// Whether values of this type keep the URL of a request.
    pub(super) fn keeps_url(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Foreign(path, _) if !is_address(ty) => {
                let krate = path.text().split("::").next().unwrap_or_default();
                self.know.values.keeps_urls.contains(krate)
            }
            Ty::Fall(of) => self.keeps_url(&of.0) || self.keeps_url(&of.1),
            _ => false,
        }
    }
}
