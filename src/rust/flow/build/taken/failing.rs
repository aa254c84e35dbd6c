//! Where a call is known to have failed: in the closure that makes its error,
//! in what is done otherwise, and where the answer says so by its status.

use crate::rust::flow::build::Builder;
use crate::rust::tree::*;
use crate::source::Span;

/// Where something has failed.
#[derive(Clone, Debug, Default)]
pub(in crate::rust::flow::build) struct Failing {
    /// Places where no secret is.
    none: Vec<Span>,
    /// Places where one may be.
    unsure: Vec<Span>,
}

impl Failing {
    /// There may be a secret, wherever it is shown.
    pub(in crate::rust::flow::build) fn anywhere() -> Failing {
        Failing { none: Vec::new(), unsure: vec![Span { start: 0, end: u32::MAX }] }
    }

    /// Whether nothing says more than that there may be one.
    pub(in crate::rust::flow::build) fn is_anywhere(&self) -> bool {
        self.unsure.iter().any(|span| span.end == u32::MAX)
    }

    /// Takes note of one more place where no secret is.
    pub(in crate::rust::flow::build) fn add_none(&mut self, place: Span) {
        self.none.push(place);
    }

    pub(in crate::rust::flow::build) fn is_none(&self, at: Span) -> bool {
        within(&self.none, at)
    }

    pub(in crate::rust::flow::build) fn is_unsure(&self, at: Span) -> bool {
        within(&self.unsure, at)
    }
}

fn within(spans: &[Span], at: Span) -> bool {
    spans.iter().any(|span| span.start <= at.start && at.end <= span.end)
}

impl Builder<'_, '_, '_> {
    /// Where a call has failed; `by_key` says that it looks for a name, so
    /// that nothing is there then.
    pub(in crate::rust::flow::build) fn failing(&self, call: ExprId, by_key: bool) -> Failing {
        let (mut refused, mut failed) = (Vec::new(), Vec::new());
        self.tree.walk(self.body.root, &mut |expr| {
            let places = match self.tree.kind(expr) {
                ExprKind::If { cond, then, other } if self.asks_status(cond) => {
                    let of = if self.says_failed(cond) { Some(then) } else { other };
                    refused.extend(of.map(|of| self.tree.extent(of)));
                    Vec::new()
                }
                ExprKind::If { cond, then, other } => self.failed_arms(call, cond, then, other),
                ExprKind::Match(of) if self.asks_status(self.tree.match_(of).scrutinee) => {
                    refused.extend(self.refused_arms(call, &self.tree.match_(of).arms));
                    Vec::new()
                }
                ExprKind::Match(of) => {
                    let of = self.tree.match_(of);
                    let arms = of.arms.iter().filter(|(pat, _)| self.is_failure(*pat)).map(|(_, arm)| *arm);
                    if self.chain(of.scrutinee).contains(&call) { arms.collect() } else { Vec::new() }
                }
                ExprKind::Method { receiver, args, .. } => {
                    let made = self.tree.exprs_of(args).iter().filter(|arg| self.is_made_then(**arg)).copied();
                    let made: Vec<ExprId> = made.collect();
                    if !made.is_empty() && self.chain(receiver).contains(&call) { made } else { Vec::new() }
                }
                ExprKind::Block(block) => {
                    let stmts = self.tree.block(block).stmts.iter();
                    stmts.filter_map(|stmt| self.otherwise(call, stmt)).collect()
                }
                _ => Vec::new(),
            };
            failed.extend(places.into_iter().map(|place| self.tree.extent(place)));
        });
        match by_key {
            true => Failing { none: refused.into_iter().chain(failed).collect(), unsure: Vec::new() },
            false => Failing { none: refused, unsure: failed },
        }
    }

    /// `match status { 200 => call, 404 => … }`: the other arms.
    fn refused_arms(&self, call: ExprId, arms: &[(PatId, ExprId)]) -> Vec<Span> {
        let at = self.tree.extent(call);
        let arms: Vec<Span> = arms.iter().map(|(_, arm)| self.tree.extent(*arm)).collect();
        let is_there = |arm: &Span| arm.start <= at.start && at.end <= arm.end;
        if arms.iter().any(is_there) { arms.into_iter().filter(|arm| !is_there(arm)).collect() } else { Vec::new() }
    }

    /// Whether an argument makes what there is instead, or an error.
    fn is_made_then(&self, arg: ExprId) -> bool {
        matches!(self.tree.kind(arg), ExprKind::Closure(_) | ExprKind::Macro(_) | ExprKind::Call { .. })
    }

    /// `let Some(x) = call else { … }`
    fn otherwise(&self, call: ExprId, stmt: &Stmt) -> Option<ExprId> {
        match *stmt {
            Stmt::Let { init: Some(init), otherwise, .. } if self.chain(init).contains(&call) => otherwise,
            _ => None,
        }
    }

    /// `if let Ok(x) = call { … } else { … }`, `if let Err(e) = call { … }`
    fn failed_arms(&self, call: ExprId, cond: ExprId, then: ExprId, other: Option<ExprId>) -> Vec<ExprId> {
        let ExprKind::Let { pat, expr } = self.tree.kind(cond) else { return Vec::new() };
        if !self.chain(expr).contains(&call) {
            return Vec::new();
        }
        if self.is_failure(pat) { vec![then] } else { other.into_iter().collect() }
    }

    fn is_failure(&self, pat: PatId) -> bool {
        match self.tree.pat(pat).kind {
            PatKind::TupleStruct { path, .. } | PatKind::Path(path) => {
                self.tree.path(path).last().is_some_and(|last| matches!(last.text(), "Err" | "None"))
            }
            PatKind::Bind { name, .. } => name == "None",
            PatKind::Wild => true,
            PatKind::Guard { pat, .. } => self.is_failure(pat),
            _ => false,
        }
    }

    /// `!response.status().is_success()`, `status >= 400`
    fn asks_status(&self, cond: ExprId) -> bool {
        let mut asks = false;
        self.tree.walk(cond, &mut |expr| {
            asks |= match self.tree.kind(expr) {
                ExprKind::Method { name, .. } => {
                    matches!(name.text(), "is_success" | "is_client_error" | "is_server_error" | "status")
                }
                ExprKind::Path(_) | ExprKind::Field { .. } => {
                    self.called(expr).is_some_and(|name| matches!(name.text(), "status" | "status_code" | "ok"))
                }
                _ => false,
            };
        });
        asks
    }

    fn says_failed(&self, cond: ExprId) -> bool {
        match self.tree.kind(cond) {
            ExprKind::Not(_) => true,
            ExprKind::Method { name, .. } => matches!(name.text(), "is_client_error" | "is_server_error"),
            ExprKind::Binary { op: BinOp::Eq, .. } => {
                let text = self.flow.index().unit(self.body.file).source.slice(self.tree.extent(cond));
                text.contains("!=")
            }
            _ => true,
        }
    }
}
