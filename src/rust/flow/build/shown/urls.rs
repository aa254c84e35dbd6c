//! URLs that an HTTP client keeps: its errors print them, so that a secret in
//! the query of one is shown to whoever reads the error.

use crate::rust::flow::Flow;
use crate::rust::flow::build::Builder;
use crate::rust::flow::build::reading::methods::type_name;
use crate::rust::flow::graph::{KEPT, Node, NodeId, QUERIED, URL, USERINFO};
use crate::rust::tree::*;
use crate::rust::types::Ty;

/// The rule that watches what errors say.
const RULE: &str = "secret-in-error";

impl Builder<'_, '_, '_> {
    /// The URL that a value keeps.
    pub(in crate::rust::flow::build) fn url(&mut self, of: NodeId) -> NodeId {
        self.flow.graph.id(Node::Part(of, URL))
    }

    /// The URL that an answer keeps, whatever its error says.
    pub(in crate::rust::flow::build) fn kept(&mut self, of: NodeId) -> NodeId {
        self.flow.graph.id(Node::Part(of, KEPT))
    }

    /// What says who signs in at an address.
    pub(in crate::rust::flow::build) fn userinfo(&mut self, of: NodeId) -> NodeId {
        self.flow.graph.id(Node::Part(of, USERINFO))
    }

    /// What is put into the query of an address stands there, and no longer
    /// before the host of another one.
    pub(in crate::rust::flow::build) fn put_into_query(&mut self, from: NodeId, of: NodeId) -> NodeId {
        let queried = self.flow.graph.id(Node::Part(of, QUERIED));
        self.flow(from, queried);
        queried
    }

    /// The parts of a value of this type, beside itself, that go with it from
    /// one node to another.
    pub(in crate::rust::flow::build) fn parts_of_url(
        &mut self,
        from: NodeId,
        to: NodeId,
        ty: &Ty,
    ) -> Vec<(NodeId, NodeId)> {
        let parts: &[u32] = match ty {
            ty if self.flow.keeps_url(ty) => &[URL, KEPT],
            ty if is_address(ty) => &[USERINFO],
            _ => &[],
        };
        let graph = &mut self.flow.graph;
        parts.iter().map(|part| (graph.id(Node::Part(from, *part)), graph.id(Node::Part(to, *part)))).collect()
    }

    /// Whether a value of this type has such parts, or may hold one that has.
    pub(in crate::rust::flow::build) fn keeps_parts_of_url(&self, ty: &Ty) -> bool {
        self.flow.keeps_url(ty) || is_address(ty) || matches!(ty.value(), Ty::Tuple(_))
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
    pub(in crate::rust::flow::build) fn requested(
        &mut self,
        e: ExprId,
        receiver: ExprId,
        base: &Ty,
        name: &str,
        args: &[ExprId],
    ) {
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
    pub(in crate::rust::flow::build) fn drops_url(&self, name: &str, args: &[ExprId]) -> bool {
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
    pub(in crate::rust::flow::build) fn fetched(&mut self, e: ExprId, full: &str, args: &[ExprId]) {
        if let ([url], true) = (args, full.ends_with("::get") && self.flow.keeps_url(&self.ty(e))) {
            let (from, to) = (self.addressed(*url), self.node(e));
            let from = self.node(from);
            self.keeps(from, to);
        }
    }

    /// `request.send().await?`: the error that is given on prints the URL.
    pub(in crate::rust::flow::build) fn fails_with_url(&mut self, e: ExprId, result: ExprId) {
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
    pub(in crate::rust::flow::build) fn url_of_error(&mut self, receiver: ExprId, base: &Ty) -> Option<NodeId> {
        if !self.flow.keeps_url(&base.error()) {
            return None;
        }
        let node = self.node(receiver);
        Some(self.url(node))
    }

    /// `Err(error) => …`: what the error prints is the URL.
    pub(in crate::rust::flow::build) fn take_error(&mut self, init: ExprId, to: NodeId) {
        let ty = self.ty(init);
        if let Some(url) = self.url_of_error(init, &ty) {
            self.flow(url, to);
        }
    }
}

/// Whether values of this type are addresses, which print all that they hold.
pub(in crate::rust::flow::build) fn is_address(ty: &Ty) -> bool {
    matches!(ty.value(), Ty::Foreign(path, _) if matches!(path.text(), "url::Url" | "reqwest::Url"))
}

/// Whether a client's type prints the URL that it keeps when it is debugged.
pub(in crate::rust::flow::build) fn debugs_url(ty: &Ty) -> bool {
    matches!(type_name(ty), Some("Response" | "Request" | "RequestBuilder"))
}

impl Flow<'_, '_> {
    /// Whether values of this type keep the URL of a request.
    pub(in crate::rust::flow::build) fn keeps_url(&self, ty: &Ty) -> bool {
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
