//! Types, aliases, traits, and what is implemented.

use super::Attr;
use crate::rust::name::Name;
use crate::rust::tree::{Path, TypeId};
use crate::source::Span;

/// The kinds of algebraic types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are Rust's own")]
pub enum AdtKind {
    Struct,
    Enum,
    Union,
}

/// A struct, enum or union.
#[derive(Clone, Debug)]
pub struct Adt {
    /// Its name.
    pub name: Name,
    /// Span of the name.
    pub span: Span,
    /// The module it is declared in.
    pub module: u32,
    /// What it is.
    pub kind: AdtKind,
    /// A struct has one variant of its own name.
    pub variants: Vec<Variant>,
    /// Its attributes.
    pub attrs: Vec<Attr>,
    /// Its generic parameters.
    pub generics: Vec<(Name, Option<TypeId>)>,
    /// Below `#[cfg(test)]`.
    pub test: bool,
}

/// A variant, or the one body of a struct.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its name.
    pub name: Name,
    /// Span of the name.
    pub span: Span,
    /// Its fields; unnamed ones are called `0`, `1` …
    pub fields: Vec<Field>,
    /// Its attributes.
    pub attrs: Vec<Attr>,
}

/// A field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name or number.
    pub name: Name,
    /// Span of the name, or of the type when it has none.
    pub span: Span,
    /// Its type.
    pub ty: TypeId,
    /// Its attributes.
    pub attrs: Vec<Attr>,
}

/// A type alias.
#[derive(Clone, Debug)]
pub struct Alias {
    /// Its name.
    pub name: Name,
    /// The module it is declared in.
    pub module: u32,
    /// What it stands for.
    pub ty: TypeId,
}

/// An `impl` block.
#[derive(Clone, Debug)]
pub struct Impl {
    /// The module it stands in.
    pub module: u32,
    /// The type it is for.
    pub self_ty: TypeId,
    /// The trait it implements.
    pub trait_: Option<Path>,
    /// `type X = Y;`
    pub types: Vec<(Name, TypeId)>,
}

/// A trait.
#[derive(Clone, Debug)]
pub struct Trait {
    /// Its name.
    pub name: Name,
    /// The module it is declared in.
    pub module: u32,
}
