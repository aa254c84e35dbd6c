//! Reading one body into the graph: expressions here, [`calls`],
//! [`methods`], [`macros`] and [`shown`] for their kinds, [`bindings`] for
//! variables, [`order`] for which write reaches which use.

mod asked;
mod beside;
mod bindings;
mod calls;
mod channels;
mod closures;
mod compare;
mod instrument;
mod keyed;
mod macros;
mod methods;
mod moved;
mod open;
mod order;
mod places;
mod scrubbed;
mod shown;
mod sinks;
mod treated;

use std::rc::Rc;

use foldhash::{HashMap, HashSet};

use super::graph::{Node, NodeId, Showing, Step};
use super::seeds::Treated;
use super::{Flow, Sink};
use crate::rust::index::{Body, BodyKind, Def, ItemId, Res};
use crate::rust::locals::{BindingId, Locals};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;
use crate::source::Span;
use order::Order;

pub(super) use compare::is_watched;
pub use instrument::instrument;
pub(super) use open::is_open;
pub(in crate::rust::flow) use shown::derives;

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
    /// How the variables are used.
    treated: HashMap<BindingId, Treated>,
    /// What the body writes to its formatter, when it is a `fmt`.
    shows: Option<(NodeId, Showing)>,
}

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
        treated: HashMap::default(),
        shows,
    };
    let bindings = builder.locals.bindings.iter().enumerate();
    builder.bound = bindings.map(|(at, binding)| (binding.pat, at as BindingId)).collect();
    builder.expr(body.root);
    builder.instrumented();
    builder.bindings();
    builder.result();
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

    /// The element of a tuple that a node holds.
    fn part(&mut self, of: NodeId, at: u32) -> NodeId {
        let part = self.flow.graph.id(Node::Part(of, at));
        self.flow(of, part);
        part
    }

    /// Lets a value of this type go from one node to another, the elements
    /// of tuples each for itself.
    fn copy(&mut self, from: NodeId, to: NodeId, ty: &Ty) {
        self.flow(from, to);
        if let Ty::Tuple(items) = ty.value() {
            for (at, item) in items.iter().enumerate() {
                let (from, to) = (self.part(from, at as u32), self.flow.graph.id(Node::Part(to, at as u32)));
                self.copy(from, to, item);
            }
        }
    }

    fn pass(&mut self, from: ExprId, to: ExprId) {
        let ty = self.ty(from);
        let (from, to) = (self.node(from), self.node(to));
        self.copy(from, to, &ty);
    }

    /// A value becomes an element of a collection, which holds what any
    /// part of it holds.
    fn collect(&mut self, item: ExprId, into: ExprId) {
        let to = self.node(into);
        for from in self.whole(item) {
            self.flow(from, to);
        }
    }

    /// The nodes that make up a value: itself, and the elements of a tuple.
    fn whole(&mut self, value: ExprId) -> Vec<NodeId> {
        let node = self.node(value);
        match self.ty(value).value() {
            Ty::Tuple(items) => (0..items.len() as u32).map(|at| self.part(node, at)).collect(),
            _ => vec![node],
        }
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
        let ty = self.ty(self.body.root);
        let (from, to) = (self.node(self.body.root), self.flow.graph.id(to));
        self.copy(from, to, &ty);
    }

    fn scoped(&mut self, is_loop: bool, inner: impl FnOnce(&mut Self)) {
        let outer = self.order.enter(is_loop);
        inner(self);
        self.order.leave(outer);
    }

    fn expr(&mut self, e: ExprId) {
        match self.tree.kind(e) {
            ExprKind::Path(path) => self.path(e, path),
            ExprKind::Field { base, name } => self.field(e, base, name),
            ExprKind::Ref(inner)
            | ExprKind::Deref(inner)
            | ExprKind::Try(inner)
            | ExprKind::Await(inner)
            | ExprKind::Cast { expr: inner, .. } => {
                self.expr(inner);
                self.pass(inner, e);
            }
            ExprKind::Binary { op, left, right } => self.binary(e, op, left, right),
            ExprKind::Assign { left, right } => {
                self.expr(right);
                self.assign(left, right);
            }
            ExprKind::Struct(literal) => self.literal(e, literal),
            ExprKind::Tuple(items) => {
                for (at, item) in self.tree.exprs_of(items).iter().enumerate() {
                    self.expr(*item);
                    let ty = self.ty(*item);
                    let (from, node) = (self.node(*item), self.node(e));
                    let to = self.flow.graph.id(Node::Part(node, at as u32));
                    self.copy(from, to, &ty);
                }
            }
            ExprKind::Array(items) => {
                for item in self.tree.exprs_of(items) {
                    self.expr(*item);
                    self.collect(*item, e);
                }
            }
            ExprKind::Index { base, index } => {
                self.expr(base);
                self.expr(index);
                // A part by numbers is shown on purpose, and is no secret.
                let part = matches!(
                    self.tree.kind(index),
                    ExprKind::Range { from: Some(_), .. } | ExprKind::Range { to: Some(_), .. }
                );
                let of = self.ty(base);
                if !part && !self.is_other_key(base, &of, index) {
                    self.pass(base, e);
                }
                self.keyed(e, base, index);
            }
            ExprKind::Block(block) => self.scoped(false, |this| this.block(e, block)),
            ExprKind::If { cond, then, other } => {
                self.scoped(false, |this| {
                    this.expr(cond);
                    this.expr(then);
                });
                self.pass(then, e);
                if let Some(other) = other {
                    self.scoped(false, |this| this.expr(other));
                    self.pass(other, e);
                }
            }
            ExprKind::Match(node) => {
                let node = self.tree.match_(node);
                self.expr(node.scrutinee);
                self.chosen(node.scrutinee, &node.arms);
                for (pat, arm) in &node.arms {
                    self.scoped(false, |this| {
                        this.pattern(*pat);
                        this.expr(*arm);
                    });
                    self.pass(*arm, e);
                }
            }
            ExprKind::While { cond, body } => self.scoped(true, |this| {
                this.expr(cond);
                this.expr(body);
            }),
            ExprKind::For { pat, iter, body } => {
                self.expr(iter);
                self.scoped(true, |this| {
                    this.pattern(pat);
                    this.expr(body);
                });
            }
            ExprKind::Loop(body) => self.scoped(true, |this| this.expr(body)),
            ExprKind::Let { pat, expr } => {
                self.expr(expr);
                self.pattern(pat);
            }
            ExprKind::Closure(closure) => self.closure(e, closure),
            ExprKind::Call { callee, args } => self.call(e, callee, self.tree.exprs_of(args)),
            ExprKind::Method { receiver, name, args } => self.method(e, receiver, name, self.tree.exprs_of(args)),
            ExprKind::Macro(mac) => self.macro_call(e, self.tree.mac(mac)),
            ExprKind::Return(Some(value)) => self.returned(value),
            _ => {
                let mut children = Vec::new();
                self.tree.children(e, &mut |child| children.push(child));
                children.into_iter().for_each(|child| self.expr(child));
            }
        }
    }

    fn block(&mut self, e: ExprId, block: BlockId) {
        let block = self.tree.block(block);
        for stmt in &block.stmts {
            match *stmt {
                Stmt::Expr(expr) => self.expr(expr),
                Stmt::Let { pat, init, otherwise } => {
                    init.into_iter().chain(otherwise).for_each(|expr| self.expr(expr));
                    self.pattern(pat);
                    init.into_iter().for_each(|init| self.built_scrubbed(pat, init));
                }
            }
        }
        if let Some(value) = block.value {
            self.expr(value);
            self.pass(value, e);
        }
    }

    fn returned(&mut self, value: ExprId) {
        self.expr(value);
        let to = match (self.closures.last(), self.body.kind) {
            (Some(closure), _) => self.closure_result(*closure),
            (None, BodyKind::Fn(id)) => Some(self.flow.graph.id(Node::Return(id))),
            _ => None,
        };
        if let Some(to) = to {
            let (from, ty) = (self.node(value), self.ty(value));
            self.copy(from, to, &ty);
        }
    }

    fn path(&mut self, e: ExprId, path: PathId) {
        if let Some(id) = self.locals.uses.get(&e).copied() {
            let node = self.node(e);
            return self.order.read(id, node);
        }
        if let Some(from) = self.constant(path) {
            let to = self.node(e);
            self.flow(from, to);
        }
    }

    /// The constant or static that a path names.
    fn constant(&mut self, path: PathId) -> Option<NodeId> {
        let found = self.flow.types.infer.resolve(&self.body, self.tree.path(path));
        let id = found.into_iter().find_map(|res| if let Res::Def(Def::Const(id)) = res { Some(id) } else { None })?;
        Some(self.flow.graph.id(Node::Const(id)))
    }

    fn field(&mut self, e: ExprId, base: ExprId, name: Name) {
        self.expr(base);
        if name.text().parse::<u32>().is_err() {
            self.asked(base);
        }
        let node = self.node(e);
        match self.ty(base).value() {
            Ty::Adt(..) if self.is_scrubbed_field(base, name) => {}
            Ty::Adt(id, _) => {
                let from = self.flow.graph.id(Node::Field(id, 0, name));
                let ty = self.ty(e);
                self.copy(from, node, &ty);
            }
            Ty::Tuple(items) => {
                if let Ok(at) = name.text().parse::<u32>() {
                    let base = self.node(base);
                    let part = self.part(base, at);
                    self.copy(part, node, items.get(at as usize).unwrap_or(&Ty::Unknown));
                }
            }
            Ty::Unknown | Ty::Foreign(..) => {
                let number = name.text().parse::<u32>().is_ok();
                if number {
                    self.pass(base, e);
                } else {
                    self.seed_expr(e, name, &Ty::Unknown);
                }
            }
            _ => {}
        }
    }

    fn binary(&mut self, e: ExprId, op: BinOp, left: ExprId, right: ExprId) {
        self.expr(left);
        self.expr(right);
        match op {
            BinOp::Add => {
                self.pass(left, e);
                self.pass(right, e);
            }
            BinOp::Eq => {
                self.tested(left, right);
                self.compared(e, left, right);
            }
            BinOp::AddAssign => {
                let from = self.node(right);
                self.write(left, from, false);
            }
            _ => {}
        }
    }

    fn assign(&mut self, left: ExprId, right: ExprId) {
        if let ExprKind::Tuple(items) = self.tree.kind(left) {
            let right = self.node(right);
            for (at, item) in self.tree.exprs_of(items).iter().enumerate() {
                let from = self.part(right, at as u32);
                self.write(*item, from, true);
            }
            return;
        }
        // What stands left is written, not read; what it is reached through
        // is read.
        if let ExprKind::Field { base, .. } | ExprKind::Index { base, .. } | ExprKind::Deref(base) =
            self.tree.kind(left)
        {
            self.expr(base);
        }
        self.scrub(left, right);
        let from = self.node(right);
        let whole = matches!(self.tree.kind(left), ExprKind::Path(_));
        self.write(left, from, whole);
    }

    /// A value goes into what an expression stands for.
    fn write(&mut self, place: ExprId, from: NodeId, whole: bool) {
        match self.target(place) {
            Some(Target::Variable(id)) => self.order.write(id, from, whole),
            Some(Target::Node(to)) => self.store(from, to),
            None => {}
        }
    }

    fn store(&mut self, from: NodeId, to: NodeId) {
        self.flow.graph.add(from, to, Step::Store);
        self.flow.graph.writers.entry(to).or_default().insert(from);
    }

    /// What an expression stands for when it is written to.
    fn target(&mut self, place: ExprId) -> Option<Target> {
        match self.tree.kind(place) {
            ExprKind::Path(path) => match self.locals.uses.get(&place) {
                Some(id) => Some(Target::Variable(*id)),
                None => self.constant(path).map(Target::Node),
            },
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => {
                self.target(inner)
            }
            ExprKind::Index { base, .. } => self.target(base),
            ExprKind::Method { receiver, .. } => self.target(receiver),
            ExprKind::Field { base, name } => match self.ty(base).value() {
                Ty::Adt(id, _) => Some(Target::Node(self.flow.graph.id(Node::Field(id, 0, name)))),
                _ => self.target(base),
            },
            _ => None,
        }
    }

    fn literal(&mut self, e: ExprId, literal: StructId) {
        let literal = self.tree.struct_(literal);
        let known = match self.ty(e) {
            Ty::Adt(id, _) => {
                let found = self.flow.types.constructed(&self.body, &literal.path);
                Some((id, found.filter(|(of, _)| *of == id).map_or(0, |(_, variant)| variant)))
            }
            _ => None,
        };
        for (name, _, value) in &literal.fields {
            self.expr(*value);
            if let Some((id, variant)) = known {
                self.store_field(id, variant, *name, *value);
            }
        }
        literal.rest.into_iter().for_each(|rest| self.expr(rest));
        if known.is_none() {
            self.literal_sinks(e, literal);
        }
        if let Some((id, variant)) = known {
            let values: Vec<ExprId> = literal.fields.iter().map(|(_, _, value)| *value).collect();
            self.error_built(e, id, variant, &values);
        }
    }

    /// A value becomes a field of a new value of a type.
    fn store_field(&mut self, id: ItemId, variant: u32, name: Name, value: ExprId) {
        let to = self.flow.graph.id(Node::Field(id, variant, name));
        let (from, ty) = (self.node(value), self.ty(value));
        let fixed = matches!(self.tree.kind(value), ExprKind::Str(_) | ExprKind::Scalar(_))
            || self.body.test && !self.flow.index().adt(id).test;
        if fixed {
            return;
        }
        self.copied_field(value, to);
        self.store(from, to);
        if let Ty::Tuple(_) = ty.value() {
            self.copy(from, to, &ty);
        }
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
