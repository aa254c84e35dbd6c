//! Patterns.

use super::{ExprId, FieldPatList, PatId, PatList, PathId, TypeId};
use crate::rust::name::Name;
use crate::source::Span;

/// A pattern.
#[derive(Clone, Copy, Debug)]
pub struct Pat {
    /// What it is.
    pub kind: PatKind,
    /// The identifier or path.
    pub span: Span,
}

/// What a pattern is.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "the names are Rust's own")]
pub enum PatKind {
    Bind {
        name: Name,
        sub: Option<PatId>,
    },
    Tuple(PatList),
    TupleStruct {
        path: PathId,
        items: PatList,
    },
    /// The fields are in the tree's `field_pats`.
    Struct {
        path: PathId,
        fields: FieldPatList,
    },
    Path(PathId),
    Lit(ExprId),
    Or(PatList),
    Slice(PatList),
    Ref(PatId),
    Typed {
        pat: PatId,
        ty: TypeId,
    },
    Guard {
        pat: PatId,
        cond: ExprId,
    },
    /// `..`
    Rest,
    Wild,
}
