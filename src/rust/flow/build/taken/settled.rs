//! Results that have been asked whether they failed: where that was answered,
//! `unwrap` shows no error.

use crate::rust::flow::build::Builder;
use crate::rust::tree::*;

impl Builder<'_, '_, '_> {
    /// `if result.is_ok() { … }`: within, the result has succeeded. Gives how
    /// many have without.
    pub(in crate::rust::flow::build) fn settle(&mut self, cond: ExprId, holds: bool) -> usize {
        let before = self.settled.len();
        let (asked, holds) = match self.tree.kind(cond) {
            ExprKind::Not(inner) => (inner, !holds),
            _ => (cond, holds),
        };
        if let ExprKind::Method { receiver, name, .. } = self.tree.kind(asked)
            && matches!((name.text(), holds), ("is_ok", true) | ("is_err", false))
            && let Some(id) = self.variable(receiver)
            && self.locals.bindings[id as usize].assigned.is_empty()
        {
            self.settled.push(id);
        }
        before
    }

    /// `if result.is_err() { return … }`: behind, the result has succeeded.
    pub(in crate::rust::flow::build) fn left_when_failed(&mut self, stmt: ExprId) {
        if let ExprKind::If { cond, then, other: None } = self.tree.kind(stmt)
            && self.leaves(then)
        {
            self.settle(cond, false);
        }
    }

    /// Whether a result has been asked, and has succeeded.
    pub(in crate::rust::flow::build) fn has_succeeded(&self, result: ExprId) -> bool {
        self.variable(result).is_some_and(|id| self.settled.contains(&id))
    }

    /// Whether nothing runs behind an expression.
    fn leaves(&self, expr: ExprId) -> bool {
        match self.tree.kind(expr) {
            ExprKind::Return(_) | ExprKind::Break(_) => true,
            ExprKind::Macro(mac) => {
                let last = self.tree.mac(mac).path.last();
                last.is_some_and(|last| matches!(last.text(), "bail" | "panic" | "unreachable" | "todo"))
            }
            ExprKind::Call { callee, .. } => self.tree.path_of(callee).is_some_and(ends_process),
            ExprKind::Block(block) => {
                let block = self.tree.block(block);
                let last = block.stmts.last().and_then(|stmt| match stmt {
                    Stmt::Expr(expr) => Some(*expr),
                    Stmt::Let { .. } => None,
                });
                block.value.or(last).is_some_and(|last| self.leaves(last))
            }
            _ => false,
        }
    }
}

/// `process::exit`, by its path: a function `exit` of somebody's own may go on.
fn ends_process(path: &Path) -> bool {
    matches!(path.segments.as_slice(), [.., process, end] if process.name == "process" && (end.name == "exit" || end.name == "abort"))
}
