//! What one Rust file says, as plain data: items, imports, expressions.

mod attrs;
mod fns;
mod modules;
mod types;

pub use attrs::*;
pub use fns::*;
pub use modules::*;
pub use types::*;

use super::tree::{ExprId, Tree, TypeId, TypeList};
use crate::source::Span;

/// Everything the guard keeps of one file.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Expressions, patterns, types.
    pub tree: Tree,
    /// Modules: the first is the file's own; function bodies with items of
    /// their own have one as well.
    pub modules: Vec<Module>,
    /// `use` declarations, one for each leaf.
    pub uses: Vec<Use>,
    /// Functions, methods, closures' hosts and macro arms.
    pub fns: Vec<Fn>,
    /// Structs, enums and unions.
    pub adts: Vec<Adt>,
    /// Constants and statics.
    pub consts: Vec<Const>,
    /// `impl` blocks.
    pub impls: Vec<Impl>,
    /// Traits.
    pub traits: Vec<Trait>,
    /// `type X = …`.
    pub aliases: Vec<Alias>,
    /// `macro_rules!`.
    pub macros: Vec<MacroRules>,
    /// Item macros (`thread_local! { … }`, `lazy_static! { … }`) and their
    /// module.
    pub item_macros: Vec<(u32, ExprId)>,
    /// Bodies that were not read: what stands between their braces, in order.
    pub skipped: Vec<Span>,
}

impl Facts {
    /// Gives back the room that growing left over: from now on facts are read,
    /// and all of a workspace's at once.
    pub(super) fn shrink(&mut self) {
        self.tree.shrink();
        self.uses.shrink_to_fit();
        self.fns.shrink_to_fit();
        self.adts.shrink_to_fit();
        self.consts.shrink_to_fit();
        self.impls.shrink_to_fit();
    }

    /// The types of a run.
    pub fn types(&self, list: TypeList) -> &[TypeId] {
        self.tree.types_of(list)
    }
}
