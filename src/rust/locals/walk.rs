//! One walk over a body, with the variables that are in scope.

use super::{Binding, BindingId, Host, Locals, Origin, Proj};
use crate::rust::name::Name;
use crate::rust::tree::*;

pub(super) struct Walk<'t> {
    pub tree: &'t Tree,
    /// The constructor of the pattern that is being read.
    pub of: Option<PathId>,
    pub out: Locals,
    scopes: Vec<Vec<(Name, BindingId)>>,
}

impl<'t> Walk<'t> {
    pub fn new(tree: &'t Tree) -> Walk<'t> {
        Walk { tree, of: None, out: Locals::default(), scopes: vec![Vec::new()] }
    }

    /// Brings a variable into the innermost scope.
    pub fn declare(&mut self, name: Name, pat: PatId, origin: Origin, path: &[Proj], ty: Option<TypeId>) {
        let id = self.out.bindings.len() as u32;
        let (of, path) = (self.of, path.to_vec());
        let (assigned, pushed) = (Vec::new(), Vec::new());
        self.out.bindings.push(Binding { name, pat, origin, path, of, ty, assigned, pushed });
        if let Some(scope) = self.scopes.last_mut() {
            scope.push((name, id));
        }
    }

    pub fn lookup(&self, name: Name) -> Option<BindingId> {
        let innermost = self.scopes.iter().rev().flat_map(|scope| scope.iter().rev());
        innermost.filter(|(bound, _)| *bound == name).map(|(_, id)| *id).next()
    }

    fn scoped(&mut self, inner: impl FnOnce(&mut Self)) {
        self.scopes.push(Vec::new());
        inner(self);
        self.scopes.pop();
    }

    pub fn expr(&mut self, id: ExprId) {
        let tree = self.tree;
        match tree.kind(id) {
            ExprKind::Path(path) => {
                if let Some(binding) = tree.path(path).ident().and_then(|name| self.lookup(name)) {
                    self.out.uses.insert(id, binding);
                }
            }
            ExprKind::Block(block) => self.scoped(|this| this.block(tree.block(block))),
            ExprKind::If { cond, then, other } => {
                self.scoped(|this| {
                    this.expr(cond);
                    this.expr(then);
                });
                other.into_iter().for_each(|other| self.expr(other));
            }
            ExprKind::While { cond, body } => self.scoped(|this| {
                this.expr(cond);
                this.expr(body);
            }),
            ExprKind::For { pat, iter, body } => {
                self.expr(iter);
                self.scoped(|this| {
                    this.bind(pat, Origin::Value(iter), &mut vec![Proj::Element], None);
                    this.expr(body);
                });
            }
            ExprKind::Let { pat, expr } => {
                self.expr(expr);
                self.bind(pat, Origin::Value(expr), &mut Vec::new(), None);
            }
            ExprKind::Match(node) => {
                let node = tree.match_(node);
                self.expr(node.scrutinee);
                for (pat, body) in &node.arms {
                    self.scoped(|this| {
                        this.bind(*pat, Origin::Value(node.scrutinee), &mut Vec::new(), None);
                        this.expr(*body);
                    });
                }
            }
            ExprKind::Closure(closure) => self.scoped(|this| {
                let closure = tree.closure(closure);
                for (at, pat) in tree.pats_of(closure.params).iter().enumerate() {
                    this.bind(*pat, Origin::Closure(id, at as u32), &mut Vec::new(), None);
                }
                this.expr(closure.body);
            }),
            ExprKind::Assign { left, right } => {
                tree.children(id, &mut |child| self.expr(child));
                if let Some(binding) = self.out.uses.get(&left) {
                    self.out.bindings[*binding as usize].assigned.push(right);
                }
            }
            ExprKind::Call { args, .. } | ExprKind::Method { args, .. } => {
                for (at, arg) in tree.exprs_of(args).iter().enumerate() {
                    self.host(*arg, Host::Arg(id, at as u32));
                }
                tree.children(id, &mut |child| self.expr(child));
                self.push(id);
            }
            ExprKind::Struct(literal) => {
                for (name, _, value) in &tree.struct_(literal).fields {
                    self.host(*value, Host::Field(id, *name));
                }
                tree.children(id, &mut |child| self.expr(child));
            }
            ExprKind::Macro(mac) => {
                self.captures(id, tree.mac(mac));
                tree.children(id, &mut |child| self.expr(child));
            }
            _ => tree.children(id, &mut |child| self.expr(child)),
        }
    }

    fn block(&mut self, block: &Block) {
        for stmt in &block.stmts {
            match *stmt {
                Stmt::Expr(expr) => self.expr(expr),
                Stmt::Let { pat, init, otherwise } => {
                    init.into_iter().chain(otherwise).for_each(|expr| self.expr(expr));
                    let first = self.out.bindings.len() as u32;
                    let origin = init.map_or(Origin::Nothing, Origin::Value);
                    self.bind(pat, origin, &mut Vec::new(), None);
                    if let Some(init) = init {
                        self.host(init, Host::Let(first));
                    }
                }
            }
        }
        block.value.into_iter().for_each(|value| self.expr(value));
    }
}
