//! Expressions.

use super::{BlockId, ClosureId, ExprId, ExprList, MacroId, MatchId, PatId, PathId, StrId, StructId, TypeId};
use crate::rust::name::Name;
use crate::source::Span;

/// An expression: what it is, and the span of the token that names it.
#[derive(Clone, Copy, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// The identifier, path or literal; [`Tree::extent`] gives the whole.
    pub span: Span,
}

/// What an expression is. Parentheses, groups and `unsafe` are gone.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "the names are Rust's own")]
pub enum ExprKind {
    Str(StrId),
    /// `b"…"` and `c"…"`, when it is text.
    Bytes(StrId),
    /// Numbers, `char`s, `bool`s: nothing that can carry a secret.
    Scalar(Scalar),
    Path(PathId),
    Call {
        callee: ExprId,
        args: ExprList,
    },
    Method {
        receiver: ExprId,
        name: Name,
        args: ExprList,
    },
    Macro(MacroId),
    Field {
        base: ExprId,
        name: Name,
    },
    Index {
        base: ExprId,
        index: ExprId,
    },
    Ref(ExprId),
    Deref(ExprId),
    Not(ExprId),
    Try(ExprId),
    Await(ExprId),
    Cast {
        expr: ExprId,
        ty: TypeId,
    },
    Binary {
        op: BinOp,
        left: ExprId,
        right: ExprId,
    },
    Assign {
        left: ExprId,
        right: ExprId,
    },
    Struct(StructId),
    Tuple(ExprList),
    Array(ExprList),
    Block(BlockId),
    If {
        cond: ExprId,
        then: ExprId,
        other: Option<ExprId>,
    },
    Match(MatchId),
    While {
        cond: ExprId,
        body: ExprId,
    },
    For {
        pat: PatId,
        iter: ExprId,
        body: ExprId,
    },
    Loop(ExprId),
    /// `'found: { … }`: left with a value as a loop is, at its end as well.
    Labelled(ExprId),
    Closure(ClosureId),
    /// `let PAT = EXPR` in a condition.
    Let {
        pat: PatId,
        expr: ExprId,
    },
    Return(Option<ExprId>),
    Break(Option<ExprId>),
    Range {
        from: Option<ExprId>,
        to: Option<ExprId>,
    },
    Other,
}

/// Literals without text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are Rust's own")]
pub enum Scalar {
    Int,
    Float,
    Bool,
    Char,
}

/// Binary operators, by what they mean to data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinOp {
    /// `+`
    Add,
    /// `+=`
    AddAssign,
    /// `==` and `!=`
    Eq,
    /// `<`, `<=`, `>`, `>=`
    Compare,
    /// `&&`, `||`
    Logic,
    /// All other arithmetic.
    Other,
}
