//! Expressions, statements and blocks.

use syn::punctuated::Punctuated;
use syn::spanned::Spanned;

use super::Lower;
use crate::rust::tree::*;
use crate::source::Span;

impl Lower<'_> {
    pub(super) fn expr(&mut self, expr: &syn::Expr) -> ExprId {
        let (kind, span) = match expr {
            syn::Expr::Paren(inner) => return self.expr(&inner.expr),
            syn::Expr::Group(inner) => return self.expr(&inner.expr),
            syn::Expr::Unsafe(inner) => return self.block(&inner.block),
            syn::Expr::Const(inner) => return self.block(&inner.block),
            syn::Expr::Block(inner) if inner.label.is_some() => self.labelled(&inner.block),
            syn::Expr::Block(inner) => return self.block(&inner.block),
            syn::Expr::Async(inner) => return self.block(&inner.block),
            syn::Expr::TryBlock(inner) => return self.block(&inner.block),
            syn::Expr::Macro(call) => return self.macro_call(&call.mac),
            syn::Expr::Lit(lit) => self.literal(&lit.lit),
            syn::Expr::Path(path) => {
                let path = self.path_id(path.qself.as_ref(), &path.path);
                (ExprKind::Path(path), self.facts.tree.path(path).span)
            }
            syn::Expr::MethodCall(call) => return self.method_call(call),
            syn::Expr::Call(call) => {
                let callee = self.expr(&call.func);
                let args = self.exprs(&call.args);
                (ExprKind::Call { callee, args }, self.facts.tree.expr(callee).span)
            }
            syn::Expr::Field(field) => {
                let base = self.expr(&field.base);
                let (name, span) = self.member(&field.member);
                (ExprKind::Field { base, name }, span)
            }
            syn::Expr::Struct(node) => self.struct_literal(node),
            syn::Expr::Closure(node) => self.closure(node),
            syn::Expr::Match(node) => self.match_expr(node),
            _ => self.simple(expr),
        };
        self.add(kind, span)
    }

    fn method_call(&mut self, call: &syn::ExprMethodCall) -> ExprId {
        let receiver = self.expr(&call.receiver);
        let args = self.exprs(&call.args);
        let (name, span) = self.named(&call.method);
        let id = self.add(ExprKind::Method { receiver, name, args }, span);
        if let Some(turbofish) = &call.turbofish {
            let types = self.angle_args(turbofish);
            self.facts.tree.turbofish.insert(id, types);
        }
        id
    }

    /// Expressions that are an operator and its operands; their span is that
    /// of the first operand.
    fn simple(&mut self, expr: &syn::Expr) -> (ExprKind, Span) {
        use syn::Expr::*;
        let mut first = None;
        let mut sub = |this: &mut Self, expr: &syn::Expr| {
            let id = this.expr(expr);
            first.get_or_insert(id);
            id
        };
        let kind = match expr {
            Reference(node) => ExprKind::Ref(sub(self, &node.expr)),
            RawAddr(node) => ExprKind::Ref(sub(self, &node.expr)),
            Unary(node) => {
                let inner = sub(self, &node.expr);
                match node.op {
                    syn::UnOp::Deref(_) => ExprKind::Deref(inner),
                    _ => ExprKind::Not(inner),
                }
            }
            Try(node) => ExprKind::Try(sub(self, &node.expr)),
            Await(node) => ExprKind::Await(sub(self, &node.base)),
            Cast(node) => ExprKind::Cast { expr: sub(self, &node.expr), ty: self.ty(&node.ty) },
            Binary(node) => {
                ExprKind::Binary { op: bin_op(&node.op), left: sub(self, &node.left), right: sub(self, &node.right) }
            }
            Assign(node) => ExprKind::Assign { left: sub(self, &node.left), right: sub(self, &node.right) },
            Index(node) => ExprKind::Index { base: sub(self, &node.expr), index: sub(self, &node.index) },
            Tuple(node) => ExprKind::Tuple(self.exprs(&node.elems)),
            Array(node) => ExprKind::Array(self.exprs(&node.elems)),
            Repeat(node) => {
                let value = sub(self, &node.expr);
                ExprKind::Array(self.facts.tree.add_exprs(&[value]))
            }
            Range(node) => ExprKind::Range {
                from: node.start.as_ref().map(|from| sub(self, from)),
                to: node.end.as_ref().map(|to| sub(self, to)),
            },
            Return(node) => ExprKind::Return(node.expr.as_ref().map(|value| sub(self, value))),
            Yield(node) => ExprKind::Return(node.expr.as_ref().map(|value| sub(self, value))),
            Break(node) => ExprKind::Break(node.expr.as_ref().map(|value| sub(self, value))),
            // Neither goes on behind it.
            Continue(_) => ExprKind::Break(None),
            _ => self.control(expr),
        };
        let first = first.or_else(|| match kind {
            ExprKind::Tuple(items) | ExprKind::Array(items) => self.facts.tree.exprs_of(items).first().copied(),
            _ => None,
        });
        let span = first.map_or_else(Span::default, |id| self.facts.tree.expr(id).span);
        (kind, span)
    }

    fn control(&mut self, expr: &syn::Expr) -> ExprKind {
        use syn::Expr::*;
        match expr {
            If(node) => ExprKind::If {
                cond: self.expr(&node.cond),
                then: self.block(&node.then_branch),
                other: node.else_branch.as_ref().map(|(_, other)| self.expr(other)),
            },
            While(node) => ExprKind::While { cond: self.expr(&node.cond), body: self.block(&node.body) },
            ForLoop(node) => {
                ExprKind::For { pat: self.pat(&node.pat), iter: self.expr(&node.expr), body: self.block(&node.body) }
            }
            Loop(node) => ExprKind::Loop(self.block(&node.body)),
            Let(node) => ExprKind::Let { pat: self.pat(&node.pat), expr: self.expr(&node.expr) },
            _ => ExprKind::Other,
        }
    }

    fn struct_literal(&mut self, node: &syn::ExprStruct) -> (ExprKind, Span) {
        let path = self.path_id(node.qself.as_ref(), &node.path);
        let path = self.facts.tree.path(path).clone();
        let span = path.span;
        let fields = node.fields.iter().map(|field| {
            let (name, span) = self.member(&field.member);
            (name, span, self.expr(&field.expr))
        });
        let fields = fields.collect();
        let rest = node.rest.as_ref().map(|rest| self.expr(rest));
        let id = self.facts.tree.add_struct(StructLit { path, fields, rest });
        (ExprKind::Struct(id), span)
    }

    fn closure(&mut self, node: &syn::ExprClosure) -> (ExprKind, Span) {
        let params = self.pats(&node.inputs);
        let body = self.expr(&node.body);
        let id = self.facts.tree.add_closure(Closure { params, body });
        (ExprKind::Closure(id), self.span(node.inputs_begin.span()))
    }

    fn match_expr(&mut self, node: &syn::ExprMatch) -> (ExprKind, Span) {
        let scrutinee = self.expr(&node.expr);
        let arms = node.arms.iter().map(|arm| (self.pat(&arm.pat), self.expr(&arm.body)));
        let arms = arms.collect();
        let id = self.facts.tree.add_match(Match { scrutinee, arms });
        (ExprKind::Match(id), self.span(node.match_token.span()))
    }

    pub(super) fn exprs(&mut self, exprs: &Punctuated<syn::Expr, syn::Token![,]>) -> ExprList {
        let exprs: Vec<ExprId> = exprs.iter().map(|expr| self.expr(expr)).collect();
        self.facts.tree.add_exprs(&exprs)
    }

    /// `'found: { … }`
    fn labelled(&mut self, block: &syn::Block) -> (ExprKind, Span) {
        let span = self.span(block.brace_token.span.open());
        let mut lowered = self.stmts(&block.stmts);
        lowered.value = lowered.value.map(|value| self.add(ExprKind::Break(Some(value)), span));
        let id = self.facts.tree.add_block(lowered);
        (ExprKind::Labelled(self.add(ExprKind::Block(id), span)), span)
    }

    pub(super) fn block(&mut self, block: &syn::Block) -> ExprId {
        let span = self.span(block.brace_token.span.open());
        let lowered = self.stmts(&block.stmts);
        let id = self.facts.tree.add_block(lowered);
        self.add(ExprKind::Block(id), span)
    }

    pub(super) fn stmts(&mut self, stmts: &[syn::Stmt]) -> Block {
        let mut block = Block::default();
        for (at, stmt) in stmts.iter().enumerate() {
            let last = at + 1 == stmts.len();
            match stmt {
                syn::Stmt::Local(local) => {
                    let init = local.init.as_ref().map(|init| self.expr(&init.expr));
                    let diverge = local.init.as_ref().and_then(|init| init.diverge.as_ref());
                    let otherwise = diverge.map(|(_, other)| self.expr(other));
                    let pat = self.pat(&local.pat);
                    block.stmts.push(Stmt::Let { pat, init, otherwise });
                }
                syn::Stmt::Item(item) => block.stmts.extend(self.inner_item(item).map(Stmt::Expr)),
                syn::Stmt::Expr(expr, semi) => {
                    let id = self.expr(expr);
                    match semi {
                        None if last => block.value = Some(id),
                        _ => block.stmts.push(Stmt::Expr(id)),
                    }
                }
                syn::Stmt::Macro(call) => {
                    let id = self.macro_call(&call.mac);
                    match call.semi_token {
                        None if last => block.value = Some(id),
                        _ => block.stmts.push(Stmt::Expr(id)),
                    }
                }
            }
        }
        block
    }
}

fn bin_op(op: &syn::BinOp) -> BinOp {
    use syn::BinOp::*;
    match op {
        Add(_) => BinOp::Add,
        AddAssign(_) => BinOp::AddAssign,
        Eq(_) | Ne(_) => BinOp::Eq,
        Lt(_) | Le(_) | Gt(_) | Ge(_) => BinOp::Compare,
        And(_) | Or(_) => BinOp::Logic,
        _ => BinOp::Other,
    }
}
