//! Types and paths as they are written.

use super::{PathId, TypeId, TypeList};
use crate::rust::name::Name;
use crate::source::Span;

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
    /// A path that is nothing but this identifier.
    pub fn of(name: Name) -> Path {
        let segments = Segments::One(Segment { name, args: TypeList::default() });
        Path { segments, global: false, qself: None, span: Span { start: 0, end: 0 } }
    }

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
