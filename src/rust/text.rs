//! What text an expression can stand for: literals, constants, `concat!`,
//! `format!`, locals, arrays in loops, fields, small functions.
//!
//! The value is a set of shapes. A shape that depends on a parameter of the
//! function in question keeps that parameter as a hole, which is how
//! wrappers are summarised.

use super::index::ItemId;
use super::locals::Proj;
use super::tree::ExprId;
use crate::source::Span;

/// A place in the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The file's number in the index.
    pub file: u32,
    /// Where in it.
    pub span: Span,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Known text.
    Text(String),
    /// Whatever the function gets as this parameter, or what the path leads
    /// to in it.
    Param(ItemId, u32, Vec<Proj>),
    /// How the argument of this parameter of a macro is written.
    Written(ItemId, u32),
    /// Whatever the closure (of this file) gets as this parameter.
    Closure(u32, ExprId, u32),
    /// Anything.
    Any,
}

impl Part {
    /// Whether it is whatever a function, closure or macro gets.
    pub fn waits(&self) -> bool {
        matches!(self, Part::Param(..) | Part::Written(..) | Part::Closure(..))
    }
}

/// One text an expression can stand for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Shape {
    /// Its parts, neighbours that are text joined.
    pub parts: Vec<Part>,
    /// The literal that most of it comes from.
    pub place: Option<Place>,
}

/// More shapes than this are cut: a table of a hundred names is read whole,
/// a product of tables is not.
pub const MAX_SHAPES: usize = 400;

impl Shape {
    /// A known text.
    pub fn text(text: impl Into<String>, place: Option<Place>) -> Shape {
        Shape { parts: vec![Part::Text(text.into())], place }
    }

    /// A single part.
    pub fn part(part: Part) -> Shape {
        Shape { parts: vec![part], place: None }
    }

    /// Nothing is known.
    pub fn any() -> Shape {
        Shape::part(Part::Any)
    }

    /// The text, when all of it is known.
    pub fn known(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [Part::Text(text)] => Some(text),
            [] => Some(""),
            _ => None,
        }
    }

    /// Whether it waits for a parameter of a function or closure.
    pub fn open(&self) -> bool {
        self.parts.iter().any(|part| part.waits())
    }

    /// Whether anything of it is known.
    pub fn has_text(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Text(text) if !text.is_empty()))
    }

    /// Readable form: unknown parts are `*`.
    pub fn display(&self) -> String {
        let show = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            _ => "*".to_owned(),
        };
        self.parts.iter().map(show).collect()
    }

    /// This text followed by another.
    pub fn then(&self, other: &Shape) -> Shape {
        let mut out = self.clone();
        for part in &other.parts {
            match (out.parts.last_mut(), part) {
                (Some(Part::Text(text)), Part::Text(more)) => text.push_str(more),
                (Some(Part::Any), Part::Any) => {}
                _ => out.parts.push(part.clone()),
            }
        }
        let longer = other.known().map_or(0, str::len) > self.known().map_or(0, str::len);
        if out.place.is_none() || (longer && other.place.is_some()) {
            out.place = other.place;
        }
        out
    }

    /// The same with a function applied to all known text.
    pub fn map(&self, f: impl Fn(&str) -> String) -> Shape {
        let parts = self.parts.iter().map(|part| match part {
            Part::Text(text) => Part::Text(f(text)),
            other => other.clone(),
        });
        Shape { parts: parts.collect(), place: self.place }
    }
}

/// Every first followed by every second.
pub fn product(firsts: &[Shape], seconds: &[Shape]) -> Vec<Shape> {
    let pairs = firsts.iter().flat_map(|first| seconds.iter().map(|second| first.then(second)));
    pairs.take(MAX_SHAPES).collect()
}

/// Adds what is not there yet.
pub fn union(into: &mut Vec<Shape>, more: Vec<Shape>) {
    for shape in more {
        if into.len() < MAX_SHAPES && !into.contains(&shape) {
            into.push(shape);
        }
    }
}
