//! Functions and constants.

use super::Attr;
use crate::rust::name::Name;
use crate::rust::tree::{ExprId, PatId, TypeId};
use crate::source::Span;

/// What a function belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A module.
    Module,
    /// The `impl` block with this number.
    Impl(u32),
    /// The trait with this number.
    Trait(u32),
    /// An arm of the macro with this number.
    Macro(u32),
}

/// A function, method or macro arm.
#[derive(Clone, Debug)]
pub struct Fn {
    /// Its name and where it stands.
    pub name: Name,
    /// Span of the name.
    pub span: Span,
    /// The module it is declared in.
    pub module: u32,
    /// The module its body sees: its own when it declares items.
    pub scope: u32,
    /// What it belongs to.
    pub owner: Owner,
    /// Its parameters without `self`.
    pub params: Vec<Param>,
    /// Whether it takes `self`.
    pub has_self: bool,
    /// The type it returns.
    pub ret: Option<TypeId>,
    /// Its body.
    pub body: Option<ExprId>,
    /// Whether it has a body that was not read.
    pub unread: bool,
    /// Its generic parameters and their first bound.
    pub generics: Vec<(Name, Option<TypeId>)>,
    /// Its attributes.
    pub attrs: Vec<Attr>,
    /// `#[test]`, `#[cfg(test)]` or inside such.
    pub test: bool,
    /// `async fn`
    pub is_async: bool,
}

impl Fn {
    /// A body that no `fn` declares: an arm of a macro, or what is left of a
    /// file that does not parse.
    pub fn undeclared(name: Name, span: Span, module: u32, owner: Owner, body: ExprId) -> Self {
        Fn {
            name,
            span,
            module,
            scope: module,
            owner,
            params: Vec::new(),
            has_self: false,
            ret: None,
            body: Some(body),
            unread: false,
            generics: Vec::new(),
            attrs: Vec::new(),
            test: false,
            is_async: false,
        }
    }

    /// Whether it has a body, read or not.
    pub fn has_body(&self) -> bool {
        self.body.is_some() || self.unread
    }
}

/// A parameter.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// Its pattern.
    pub pat: PatId,
    /// Its type; macro parameters have none.
    pub ty: Option<TypeId>,
}

/// A constant or static.
#[derive(Clone, Debug)]
pub struct Const {
    /// Its name.
    pub name: Name,
    /// Span of the name.
    pub span: Span,
    /// The module it is declared in.
    pub module: u32,
    /// What it belongs to.
    pub owner: Owner,
    /// Its type.
    pub ty: Option<TypeId>,
    /// Its value.
    pub value: Option<ExprId>,
}
