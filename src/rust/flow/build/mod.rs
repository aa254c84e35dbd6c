//! Reading one body into the graph.
//!
//! [`reading`] hands each kind of expression on, [`taken`] and [`proven`] know
//! what is a secret whatever it is called, [`cleared`] what is none in spite of
//! its name, and [`shown`] where a value becomes visible.

mod cleared;
mod proven;
mod reading;
mod shown;
mod taken;

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use foldhash::{HashMap, HashSet};

use super::graph::{Node, NodeId, Showing, Step};
use super::seeds::Treated;
use super::{Flow, Sink};
use crate::rust::index::{Body, BodyKind, ItemId};
use crate::rust::locals::{BindingId, Locals};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;
use crate::source::Span;
use reading::order::Order;

pub(super) use proven::selected::{QUERIES, columns};
pub(super) use proven::signing::{CODE, COOKIES, EXCHANGE};
pub(super) use reading::open::is_open;
pub(super) use shown::compare::is_watched;
pub(in crate::rust::flow) use shown::derives::{derive_lists, derives};
pub use shown::instrument::instrument;
pub(super) use taken::dumps::Incoming;
pub(super) use taken::takers::Taken;

/// The builder of one body.
struct Builder<'f, 'i, 'a> {
    flow: &'f mut Flow<'i, 'a>,
    body: Body,
    tree: &'a Tree,
    locals: Rc<Locals>,
    order: Order,
    /// The variable of each pattern that binds one.
    bound: HashMap<PatId, BindingId>,
    /// The closures that are being read, outermost first.
    closures: Vec<ExprId>,
    /// Fields of variables that were given something that is no secret.
    scrubbed: HashSet<(BindingId, Name)>,
    /// These, each time that they become so or no longer are.
    rescrubbed: Vec<(BindingId, Name)>,
    /// How the variables are used.
    treated: HashMap<BindingId, Treated>,
    /// What is opened, and where.
    opened: Vec<(cleared::fallback::Opened, ExprId)>,
    /// What is serialised, and where that goes to who judges it.
    serialized: Vec<shown::serialized::Serialized>,
    handed: Vec<ExprId>,
    /// What is encoded.
    encoded: Vec<ExprId>,
    /// What is written to a file.
    stored: Vec<ExprId>,
    /// What is sent as the body of a request, once somebody has asked.
    sent: OnceCell<cleared::sent::Sent>,
    /// What queries of addresses are made of, once somebody has asked.
    asked_with: OnceCell<HashSet<BindingId>>,
    /// The parts of what is sent into each channel.
    sent_parts: HashMap<ExprId, Vec<Vec<ExprId>>>,
    /// Whether nothing else is, once somebody has asked.
    sent_alone: HashMap<ExprId, bool>,
    /// Results that are known to have succeeded, here.
    settled: Vec<BindingId>,
    /// Whether a token is asked for by a code, once somebody has asked.
    exchanges: OnceCell<bool>,
    /// What paths are made of, once somebody has asked.
    in_paths: OnceCell<HashSet<BindingId>>,
    /// What goes into the addresses of requests, once somebody has asked.
    requested: OnceCell<cleared::sent::Sent>,
    /// What patterns call the parts of variants that are no secrets.
    alike: OnceCell<HashSet<(ItemId, Name)>>,
    /// What secrets are taken out of, once somebody has asked.
    wholes: Option<Rc<Vec<taken::wholes::Whole>>>,
    /// Whose secrets are shown as stars, once somebody has asked.
    masked_halves: OnceCell<HashSet<String>>,
    /// What is handed to SQLite, once somebody has asked; whether a choice was
    /// made for it, here.
    sqlite: OnceCell<cleared::sqlite::Handed>,
    addresses: OnceCell<Vec<BindingId>>,
    of_sqlite: bool,
    /// Walks through the whole body that are left: one question of each of
    /// thousands of calls would be too many.
    walks: Cell<u32>,
    /// What the body writes to its formatter, when it is a `fmt`.
    shows: Option<(NodeId, Showing)>,
}

/// See [`Builder::walks`].
const WALKS: u32 = 256;

/// Something that can be written to.
#[derive(Clone, Copy)]
enum Target {
    Variable(BindingId),
    Node(NodeId),
}

/// Reads a body into the graph.
pub(super) fn body(flow: &mut Flow<'_, '_>, body: Body) {
    let tree = flow.index().tree(body.file);
    let locals = flow.types.infer.locals(&body);
    let shows = flow.shown_by(&body);
    let mut builder = Builder {
        flow,
        body,
        tree,
        locals,
        order: Order::new(),
        bound: HashMap::default(),
        closures: Vec::new(),
        scrubbed: HashSet::default(),
        rescrubbed: Vec::new(),
        treated: HashMap::default(),
        opened: Vec::new(),
        serialized: Vec::new(),
        handed: Vec::new(),
        encoded: Vec::new(),
        stored: Vec::new(),
        sent: OnceCell::new(),
        asked_with: OnceCell::new(),
        sent_parts: HashMap::default(),
        sent_alone: HashMap::default(),
        settled: Vec::new(),
        exchanges: OnceCell::new(),
        walks: Cell::new(WALKS),
        in_paths: OnceCell::new(),
        requested: OnceCell::new(),
        alike: OnceCell::new(),
        wholes: None,
        masked_halves: OnceCell::new(),
        sqlite: OnceCell::new(),
        addresses: OnceCell::new(),
        of_sqlite: false,
        shows,
    };
    let bindings = builder.locals.bindings.iter().enumerate();
    builder.bound = bindings.map(|(at, binding)| (binding.pat, at as BindingId)).collect();
    builder.expr(body.root);
    builder.instrumented();
    builder.bindings();
    builder.selected();
    builder.result();
    builder.serialized();
}

impl Builder<'_, '_, '_> {
    fn node(&mut self, expr: ExprId) -> NodeId {
        self.flow.graph.id(Node::Expr(self.body.file, expr))
    }

    fn flow(&mut self, from: NodeId, to: NodeId) {
        self.flow.graph.add(from, to, Step::Flow);
    }

    fn ty(&self, expr: ExprId) -> Ty {
        self.flow.types.of(&self.body, expr)
    }

    fn pass(&mut self, from: ExprId, to: ExprId) {
        let ty = self.ty(from);
        let (from, to) = (self.node(from), self.node(to));
        self.copy(from, to, &ty);
    }

    /// Whether one more question may walk through the whole body.
    fn may_ask(&self) -> bool {
        let left = self.walks.get().checked_sub(1);
        self.walks.set(left.unwrap_or(0));
        left.is_some()
    }

    fn seed_expr(&mut self, expr: ExprId, name: Name, ty: &Ty) {
        let node = self.node(expr);
        let place = (self.body.file, self.tree.expr(expr).span);
        self.flow.seed_named(node, name, ty, place);
    }

    /// The body's value is what the function returns, or a constant is.
    fn result(&mut self) {
        let to = match self.body.kind {
            BodyKind::Fn(id) => Node::Return(id),
            BodyKind::Const(id) => Node::Const(id),
            BodyKind::ItemMacro => return,
        };
        self.hand_back(self.body.root);
        let ty = self.ty(self.body.root);
        let (from, to) = (self.node(self.body.root), self.flow.graph.id(to));
        self.copy(from, to, &ty);
    }

    /// One of the arms of a choice.
    fn arm(&mut self, inner: impl FnOnce(&mut Self)) {
        let outer = self.order.enter_arm();
        inner(self);
        self.order.leave(outer);
    }

    fn scoped(&mut self, is_loop: bool, inner: impl FnOnce(&mut Self)) {
        let outer = self.order.enter(is_loop);
        inner(self);
        self.order.leave(outer);
    }

    fn sink(&mut self, rule: &'static str, site: ExprId, arg: ExprId, nodes: Vec<NodeId>) {
        let found = self.flow.expr_span(self.body.file, arg);
        let span = if found.end > found.start { found } else { self.flow.expr_span(self.body.file, site) };
        self.sink_at(rule, site, span, nodes);
    }

    fn sink_at(&mut self, rule: &'static str, site: ExprId, span: Span, nodes: Vec<NodeId>) {
        for node in nodes {
            self.flow.sink(node, Sink { rule, body: self.body, site, span });
        }
    }
}
