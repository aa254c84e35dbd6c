//! URLs that an HTTP client keeps: its errors print them, so that a secret in
//! the query of one is shown to whoever reads the error.

use super::Builder;
use super::methods::type_name;
use crate::rust::flow::Flow;
use crate::rust::flow::graph::{KEPT, Node, NodeId, URL};
use crate::rust::tree::*;
use crate::rust::types::Ty;

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
            (Some("Client"), "request") => args.get(1),
            (Some("Client"), _) | (_, "query") => args.first(),
            _ => None,
        };
        if let Some(given) = given {
            self.whole(*given).into_iter().for_each(|from| self.keeps(from, node));
        }
        let from = self.node(receiver);
        let (kept, to_kept, to) = (self.kept(from), self.kept(node), self.url(node));
        self.flow(kept, to_kept);
        if name.starts_with("error_for_status") {
            self.flow(kept, to);
        }
        if !self.drops_url(name, args) {
            let from = self.url(from);
            self.flow(from, to);
        }
        if matches!(name, "unwrap" | "expect") {
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
            let (from, to) = (self.node(*url), self.node(e));
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

/// Whether a client's type prints the URL that it keeps when it is debugged.
pub(super) fn debugs_url(ty: &Ty) -> bool {
    matches!(type_name(ty), Some("Response" | "Request" | "RequestBuilder"))
}

impl Flow<'_, '_> {
    /// Whether values of this type keep the URL of a request.
    pub(super) fn keeps_url(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Foreign(path, _) => {
                let krate = path.text().split("::").next().unwrap_or_default();
                self.know.values.keeps_urls.contains(krate)
            }
            Ty::Fall(of) => self.keeps_url(&of.0) || self.keeps_url(&of.1),
            _ => false,
        }
    }
}
