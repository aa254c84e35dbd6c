//! Attributes.

use crate::rust::name::Name;
use crate::rust::tree::ExprId;
use crate::source::Span;

/// An attribute, or one entry of its list.
#[derive(Clone, Debug)]
pub struct Attr {
    /// Its path, joined by `::` (dots in `tracing` field lists are kept).
    pub path: Name,
    /// Span of the path.
    pub span: Span,
    /// `path = value`
    pub value: Option<ExprId>,
    /// `path(…)`: entries that read as attributes or expressions.
    pub args: Vec<Attr>,
    /// `path(…)` at all, even when empty.
    pub list: bool,
}

impl Attr {
    /// The entry with this path.
    pub fn arg(&self, path: &str) -> Option<&Attr> {
        self.args.iter().find(|arg| arg.path == path)
    }
}

/// The attribute with this path, by its last segment.
pub fn attr<'a>(attrs: &'a [Attr], path: &str) -> Option<&'a Attr> {
    attrs.iter().find(|attr| attr.path == path || attr.path.text().rsplit("::").next() == Some(path))
}
