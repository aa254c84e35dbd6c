//! Expressions, patterns and types of one file in flat tables.
//!
//! A node refers to others by number, so a file's facts are a handful of
//! vectors that can cross threads, and side tables (types, taints) are plain
//! vectors indexed by [`ExprId`].

use super::name::Name;
use crate::source::Span;

macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $id(pub u32);

        impl $id {
            /// The number as an index.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// An expression of the file.
    ExprId
    /// A pattern of the file.
    PatId
    /// A type of the file.
    TypeId
    /// A path of the file.
    PathId
    /// A string of the file.
    StrId
    /// A macro call of the file.
    MacroId
    /// A closure of the file.
    ClosureId
    /// A block of the file.
    BlockId
    /// A match of the file.
    MatchId
    /// A struct literal of the file.
    StructId
}

macro_rules! lists {
    ($($(#[$doc:meta])* $list:ident)*) => {$(
        $(#[$doc])*
        ///
        /// Those without any are all the same.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct $list {
            pub(super) start: u32,
            pub(super) len: u32,
        }
    )*};
}

lists! {
    /// A run of expressions.
    ExprList
    /// A run of patterns.
    PatList
    /// A run of types.
    TypeList
    /// A run of fields' patterns.
    FieldPatList
}

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

/// A type as written.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "the names are Rust's own")]
pub enum Type {
    Path(PathId),
    Ref(TypeId),
    Tuple(TypeList),
    Slice(TypeId),
    /// `impl A + B` and `dyn A + B`: the first bound.
    Bound(PathId),
    Fn,
    Never,
    Unknown,
}

/// A path with the generic arguments of each segment.
#[derive(Clone, Debug)]
pub struct Path {
    /// The segments.
    pub segments: Segments,
    /// Whether it starts with `::`.
    pub global: bool,
    /// `<T as Trait>::…`: the type.
    pub qself: Option<TypeId>,
    /// From the first to the last identifier.
    pub span: Span,
}

/// One segment of a path.
#[derive(Clone, Copy, Debug)]
pub struct Segment {
    /// The identifier.
    pub name: Name,
    /// Generic type arguments; for `Fn(A) -> B` the types `A` and `B`.
    pub args: TypeList,
}

/// The segments of a path. Most have one, which needs no room of its own.
#[derive(Clone, Debug)]
pub enum Segments {
    /// `a`
    One(Segment),
    /// `a::b`
    Many(Box<[Segment]>),
}

impl Segments {
    /// All of them.
    pub fn as_slice(&self) -> &[Segment] {
        match self {
            Segments::One(segment) => std::slice::from_ref(segment),
            Segments::Many(segments) => segments,
        }
    }
}

impl std::ops::Deref for Segments {
    type Target = [Segment];

    fn deref(&self) -> &[Segment] {
        self.as_slice()
    }
}

impl FromIterator<Segment> for Segments {
    fn from_iter<I: IntoIterator<Item = Segment>>(segments: I) -> Segments {
        let mut segments = segments.into_iter();
        match (segments.next(), segments.next()) {
            (Some(only), None) => Segments::One(only),
            (first, second) => Segments::Many(first.into_iter().chain(second).chain(segments).collect()),
        }
    }
}

impl Path {
    /// The last identifier.
    pub fn last(&self) -> Option<Name> {
        self.segments.last().map(|segment| segment.name)
    }

    /// The identifier, when the path is nothing else.
    pub fn ident(&self) -> Option<Name> {
        match self.segments.as_slice() {
            [segment] if !self.global && self.qself.is_none() => Some(segment.name),
            _ => None,
        }
    }

    /// The identifiers.
    pub fn names(&self) -> Vec<Name> {
        self.segments.iter().map(|segment| segment.name).collect()
    }
}

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

/// The tables.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs, reason = "one table for each id")]
pub struct Tree {
    pub exprs: Vec<Expr>,
    pub pats: Vec<Pat>,
    pub types: Vec<Type>,
    pub paths: Vec<Path>,
    pub strings: Vec<Box<str>>,
    pub macros: Vec<MacroCall>,
    pub closures: Vec<Closure>,
    pub blocks: Vec<Block>,
    pub matches: Vec<Match>,
    pub structs: Vec<StructLit>,
    pub field_pats: Vec<(Name, PatId)>,
    /// The generic arguments of method calls that have some.
    pub turbofish: foldhash::HashMap<ExprId, TypeList>,
    pub(super) expr_lists: Vec<ExprId>,
    pub(super) pat_lists: Vec<PatId>,
    pub(super) type_lists: Vec<TypeId>,
}
