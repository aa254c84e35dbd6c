//! Expressions: what each hands on, and to whom.

use crate::rust::flow::build::Builder;
use crate::rust::flow::graph::{Node, NodeId};
use crate::rust::index::{BodyKind, Def, Res};
use crate::rust::tree::*;

impl Builder<'_, '_, '_> {
    pub(in crate::rust::flow::build) fn expr(&mut self, e: ExprId) {
        match self.tree.kind(e) {
            ExprKind::Path(path) => self.path(e, path),
            ExprKind::Field { base, name } => self.field(e, base, name),
            ExprKind::Ref(inner)
            | ExprKind::Deref(inner)
            | ExprKind::Try(inner)
            | ExprKind::Cast { expr: inner, .. } => {
                self.expr(inner);
                self.pass(inner, e);
                if let ExprKind::Try(_) = self.tree.kind(e) {
                    self.fails_with_url(e, inner);
                }
            }
            ExprKind::Await(inner) => {
                self.expr(inner);
                match self.flow.types.awaited(&self.body, inner) {
                    Some(answer) => answer.runs.into_iter().for_each(|run| self.enter(e, run, Some(inner), &[])),
                    None => self.pass(inner, e),
                }
            }
            ExprKind::Binary { op, left, right } => self.binary(e, op, left, right),
            ExprKind::Assign { left, right } => {
                self.expr(right);
                self.assign(left, right);
            }
            ExprKind::Struct(literal) => self.literal(e, literal),
            ExprKind::Tuple(items) => {
                if let [key, value] = self.tree.exprs_of(items) {
                    self.exchanged(*key, *value);
                }
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
                    self.pass(*item, e);
                }
            }
            ExprKind::Index { base, index } => {
                self.expr(base);
                self.expr(index);
                let part = self.is_partial(index);
                let of = self.ty(base);
                if !part && !self.is_other_key(base, &of, index) {
                    self.indexed(e, base, &of);
                }
                self.keyed(e, base, index);
                self.indexed_by(e, base, index);
            }
            ExprKind::Block(block) => self.scoped(false, |this| this.block(e, block)),
            ExprKind::If { cond, then, other } => {
                self.scoped(false, |this| {
                    this.expr(cond);
                    let settled = this.settle(cond, true);
                    let sqlite = this.asks_for_sqlite(cond);
                    let known = this.equals_text(cond);
                    let kept = this.scrubbed_in(|this| {
                        this.arm(|this| {
                            this.chosen_for_sqlite(sqlite, |this| match known {
                                Some(place) => this.known(place, |this| this.expr(then)),
                                None => this.expr(then),
                            });
                        });
                    });
                    this.settled.truncate(settled);
                    let others =
                        this.scrubbed_in(|this| other.into_iter().for_each(|other| this.arm(|this| this.expr(other))));
                    this.scrubbed_after(cond, kept, others);
                });
                let without = other.and_then(|other| self.is_without(cond, [then, other]));
                let arms = [then].into_iter().chain(other).filter(|arm| Some(*arm) != without);
                arms.for_each(|arm| self.pass(arm, e));
            }
            ExprKind::Match(node) => {
                let node = self.tree.match_(node);
                self.expr(node.scrutinee);
                self.chosen(node.scrutinee, &node.arms);
                self.scoped(false, |this| {
                    for (pat, arm) in &node.arms {
                        this.arm(|this| {
                            this.pattern(*pat);
                            let sqlite = this.is_pattern_of_sqlite(*pat);
                            this.chosen_for_sqlite(sqlite, |this| {
                                this.spelled_out(node.scrutinee, *pat, |this| this.expr(*arm));
                            });
                        });
                        this.pass(*arm, e);
                    }
                });
            }
            ExprKind::While { cond, body } => self.scoped(true, |this| {
                this.expr(cond);
                this.expr(body);
            }),
            ExprKind::For { pat, iter, body } => {
                self.expr(iter);
                self.iterated(iter);
                self.scoped(true, |this| {
                    this.pattern(pat);
                    this.expr(body);
                });
            }
            ExprKind::Loop(body) | ExprKind::Labelled(body) => {
                let again = matches!(self.tree.kind(e), ExprKind::Loop(_));
                self.scoped(again, |this| this.expr(body));
                for value in self.tree.broken_with(body) {
                    self.pass(value, e);
                }
            }
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
        let settled = self.settled.len();
        for stmt in &block.stmts {
            match *stmt {
                Stmt::Expr(expr) => {
                    self.expr(expr);
                    self.left_when_failed(expr);
                }
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
        self.settled.truncate(settled);
    }

    fn returned(&mut self, value: ExprId) {
        self.expr(value);
        self.hand_back(value);
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
            self.same(from, to);
        }
    }

    /// The constant or static that a path names.
    pub(in crate::rust::flow::build) fn constant(&mut self, path: PathId) -> Option<NodeId> {
        let found = self.flow.types.infer.resolve(&self.body, self.tree.path(path));
        let id = found.into_iter().find_map(|res| if let Res::Def(Def::Const(id)) = res { Some(id) } else { None })?;
        Some(self.flow.graph.id(Node::Const(id)))
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
}
