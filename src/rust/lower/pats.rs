//! Patterns.

use super::Lower;
use crate::rust::name::Name;
use crate::rust::tree::{ExprKind, Pat, PatId, PatKind, PatList};
use crate::source::Span;

impl Lower<'_> {
    pub(super) fn pat(&mut self, pat: &syn::Pat) -> PatId {
        let (kind, span) = self.pat_kind(pat);
        self.facts.tree.add_pat(Pat { kind, span })
    }

    /// A pattern that binds one name.
    pub(super) fn binding(&mut self, name: Name, span: Span) -> PatId {
        let kind = PatKind::Bind { name, sub: None };
        self.facts.tree.add_pat(Pat { kind, span })
    }

    fn pat_kind(&mut self, pat: &syn::Pat) -> (PatKind, Span) {
        use syn::Pat::*;
        let none = Span::default();
        match pat {
            Ident(bind) => {
                let sub = bind.subpat.as_ref().map(|(_, sub)| self.pat(sub));
                let (name, span) = self.named(&bind.ident);
                (PatKind::Bind { name, sub }, span)
            }
            Tuple(tuple) => (PatKind::Tuple(self.pats(&tuple.elems)), none),
            TupleStruct(node) => {
                let items = self.pats(&node.elems);
                let path = self.path_id(node.qself.as_ref(), &node.path);
                (PatKind::TupleStruct { path, items }, self.facts.tree.path(path).span)
            }
            Struct(node) => {
                let path = self.path_id(node.qself.as_ref(), &node.path);
                let fields: Vec<_> = node.fields.iter().map(|field| self.field_pat(field)).collect();
                let fields = self.facts.tree.add_field_pats(&fields);
                (PatKind::Struct { path, fields }, self.facts.tree.path(path).span)
            }
            Path(node) => {
                let path = self.path_id(node.qself.as_ref(), &node.path);
                (PatKind::Path(path), self.facts.tree.path(path).span)
            }
            Lit(lit) => {
                let (kind, span) = self.literal(&lit.lit);
                (PatKind::Lit(self.add(kind, span)), span)
            }
            Or(or) => (PatKind::Or(self.pats(&or.cases)), none),
            Slice(slice) => (PatKind::Slice(self.pats(&slice.elems)), none),
            Reference(node) => (PatKind::Ref(self.pat(&node.pat)), none),
            Paren(node) => self.pat_kind(&node.pat),
            Type(node) => {
                let pat = self.pat(&node.pat);
                let ty = self.ty(&node.ty);
                (PatKind::Typed { pat, ty }, none)
            }
            Guard(node) => {
                let pat = self.pat(&node.pat);
                let cond = self.expr(&node.guard);
                (PatKind::Guard { pat, cond }, none)
            }
            Rest(_) => (PatKind::Rest, none),
            _ => (PatKind::Wild, none),
        }
    }

    fn field_pat(&mut self, field: &syn::FieldPat) -> (Name, PatId) {
        let name = self.member(&field.member).0;
        (name, self.pat(&field.pat))
    }

    pub(super) fn pats<'a>(&mut self, pats: impl IntoIterator<Item = &'a syn::Pat>) -> PatList {
        let pats: Vec<PatId> = pats.into_iter().map(|pat| self.pat(pat)).collect();
        self.facts.tree.add_pats(&pats)
    }

    /// A field's name and span; tuple fields are called by their number.
    pub(super) fn member(&mut self, member: &syn::Member) -> (Name, Span) {
        match member {
            syn::Member::Named(ident) => self.named(ident),
            syn::Member::Unnamed(index) => (Name::new(&index.index.to_string()), self.span(index.span)),
        }
    }

    /// A literal as an expression.
    pub(super) fn literal(&mut self, lit: &syn::Lit) -> (ExprKind, Span) {
        use crate::rust::tree::Scalar;
        let span = self.span(lit.span());
        let kind = match lit {
            syn::Lit::Str(text) => {
                let text = match self.places.text().get(span.range()).and_then(plain) {
                    Some(text) => text.into(),
                    None => text.value().into(),
                };
                ExprKind::Str(self.facts.tree.add_string(text))
            }
            syn::Lit::ByteStr(bytes) => match String::from_utf8(bytes.value()) {
                Ok(text) => ExprKind::Bytes(self.facts.tree.add_string(text.into())),
                Err(_) => ExprKind::Other,
            },
            syn::Lit::CStr(text) => match text.value().into_string() {
                Ok(text) => ExprKind::Bytes(self.facts.tree.add_string(text.into())),
                Err(_) => ExprKind::Other,
            },
            syn::Lit::Byte(_) | syn::Lit::Int(_) => ExprKind::Scalar(Scalar::Int),
            syn::Lit::Float(_) => ExprKind::Scalar(Scalar::Float),
            syn::Lit::Bool(_) => ExprKind::Scalar(Scalar::Bool),
            syn::Lit::Char(_) => ExprKind::Scalar(Scalar::Char),
            _ => ExprKind::Other,
        };
        (kind, span)
    }
}

/// The text of a string literal, when nothing in it stands for anything else.
fn plain(literal: &str) -> Option<&str> {
    let inner = literal.strip_prefix('"')?.strip_suffix('"')?;
    (!inner.contains(['\\', '\r', '"'])).then_some(inner)
}
