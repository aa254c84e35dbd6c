//! Expressions, patterns and types of one file in flat tables.
//!
//! A node refers to others by number, so a file's facts are a handful of
//! vectors that can cross threads, and side tables (types, taints) are plain
//! vectors indexed by [`ExprId`].

mod access;
mod exprs;
mod ids;
mod parts;
mod pats;
mod types;

pub use exprs::*;
pub use ids::*;
pub use parts::*;
pub use pats::*;
pub use types::*;

use super::name::Name;

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
