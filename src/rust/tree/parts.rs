//! What larger expressions consist of: calls of macros, closures, blocks,
//! matches, literals of structs.

use super::{ExprId, PatId, PatList, Path};
use crate::rust::name::Name;
use crate::source::Span;

/// A macro call.
#[derive(Clone, Debug)]
pub struct MacroCall {
    /// Its path.
    pub path: Path,
    /// The arguments as far as they could be read, in order.
    pub args: Vec<MacroArg>,
    /// The whole body, when it reads as statements and not as arguments.
    pub block: Option<ExprId>,
    /// From the path to the closing delimiter.
    pub span: Span,
}

/// One argument of a macro call.
#[derive(Clone, Copy, Debug)]
pub struct MacroArg {
    /// `name = x`, `a.b = x` (dots kept), `target: x`.
    pub name: Option<Name>,
    /// `?x`, `%x`, `x:?`.
    pub sigil: Option<Sigil>,
    /// The value.
    pub expr: ExprId,
    /// Whether a `;` stands before it (log's `key = x; "message"`).
    pub after_semicolon: bool,
}

/// How a structured field is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sigil {
    /// `%x`
    Display,
    /// `?x`
    Debug,
}

/// A closure.
#[derive(Clone, Copy, Debug)]
pub struct Closure {
    /// Its parameters.
    pub params: PatList,
    /// Its body.
    pub body: ExprId,
}

/// A block: statements, and the value if the last one is an expression.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// The statements.
    pub stmts: Vec<Stmt>,
    /// The trailing expression.
    pub value: Option<ExprId>,
}

/// A statement.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "the names are Rust's own")]
pub enum Stmt {
    Let { pat: PatId, init: Option<ExprId>, otherwise: Option<ExprId> },
    Expr(ExprId),
}

/// A match.
#[derive(Clone, Debug)]
pub struct Match {
    /// What is matched.
    pub scrutinee: ExprId,
    /// Pattern (with its guard) and body of each arm.
    pub arms: Vec<(PatId, ExprId)>,
}

/// A struct literal.
#[derive(Clone, Debug)]
pub struct StructLit {
    /// Its path.
    pub path: Path,
    /// Field names, their spans and values.
    pub fields: Vec<(Name, Span, ExprId)>,
    /// `..rest`
    pub rest: Option<ExprId>,
}
