//! Attributes, read as far as they look like `path`, `path = value` and
//! `path(entries)`.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::{Lower, macros};
use crate::rust::facts::Attr;
use crate::rust::name::Name;

impl Lower<'_> {
    pub(super) fn attrs(&mut self, attrs: &[syn::Attribute]) -> Vec<Attr> {
        let kept = attrs.iter().filter(|attr| !attr.path().is_ident("doc"));
        kept.map(|attr| self.attr(&attr.meta)).collect()
    }

    fn attr(&mut self, meta: &syn::Meta) -> Attr {
        let path = self.path(meta.path());
        let name = match path.segments.as_slice() {
            [only] => only.name,
            all => Name::new(&all.iter().map(|segment| segment.name.text()).collect::<Vec<_>>().join("::")),
        };
        let mut attr = Attr { path: name, span: path.span, value: None, args: Vec::new(), list: false };
        match meta {
            syn::Meta::Path(_) => {}
            syn::Meta::NameValue(pair) => attr.value = Some(self.expr(&pair.value)),
            syn::Meta::List(list) => {
                attr.list = true;
                attr.args = self.attr_args(list.tokens.clone());
            }
        }
        attr
    }

    fn attr_args(&mut self, tokens: TokenStream) -> Vec<Attr> {
        let chunks = macros::split(tokens, |c| c == ',');
        chunks.into_iter().map(|chunk| self.attr_arg(chunk)).collect()
    }

    /// One entry: `a::b`, `a.b = x`, `a(…)`, a literal, or anything else,
    /// which is kept as a nameless value.
    fn attr_arg(&mut self, chunk: Vec<TokenTree>) -> Attr {
        let mut path = String::new();
        let mut span = chunk.first().map(|token| self.span(token.span())).unwrap_or_default();
        let mut rest = chunk.as_slice();
        while let [token, tail @ ..] = rest {
            match token {
                TokenTree::Ident(ident) => path.push_str(&ident.to_string()),
                TokenTree::Punct(punct) if matches!(punct.as_char(), ':' | '.') => path.push(punct.as_char()),
                _ => break,
            }
            span = span.to(self.span(token.span()));
            rest = tail;
        }
        let mut attr = Attr { path: Name::new(&path), span, value: None, args: Vec::new(), list: false };
        match rest {
            [TokenTree::Group(group)] if group.delimiter() == Delimiter::Parenthesis => {
                attr.list = true;
                attr.args = self.attr_args(group.stream());
            }
            [TokenTree::Punct(eq), value @ ..] if eq.as_char() == '=' => {
                attr.value = self.attr_value(value);
            }
            [] => {}
            _ => attr.value = self.attr_value(&chunk),
        }
        attr
    }

    fn attr_value(&mut self, tokens: &[TokenTree]) -> Option<crate::rust::tree::ExprId> {
        // `fields(x = %y)`: the sigil says how, the value is what counts.
        let tokens = match tokens {
            [TokenTree::Punct(sigil), rest @ ..] if matches!(sigil.as_char(), '%' | '?') => rest,
            all => all,
        };
        let tokens: TokenStream = tokens.iter().cloned().collect();
        let expr: syn::Expr = syn::parse2(tokens).ok()?;
        Some(self.expr(&expr))
    }
}

/// Whether the attributes put an item into test builds only.
pub(super) fn is_test(attrs: &[syn::Attribute]) -> bool {
    attrs.iter().any(|attr| match &attr.meta {
        syn::Meta::Path(path) => path
            .segments
            .last()
            .is_some_and(|last| ["test", "rstest", "test_case", "bench"].iter().any(|name| last.ident == name)),
        syn::Meta::List(list) if list.path.is_ident("cfg") => requires_test(list.tokens.clone()),
        syn::Meta::List(list) => list.path.segments.last().is_some_and(|last| last.ident == "test"),
        syn::Meta::NameValue(_) => false,
    })
}

/// Whether a `cfg` predicate names `test` outside `not(…)`.
fn requires_test(tokens: TokenStream) -> bool {
    let mut negated = false;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) if ident == "test" => return true,
            TokenTree::Ident(ident) => negated = ident == "not" || ident == "any",
            TokenTree::Group(group) if !negated && requires_test(group.stream()) => return true,
            _ => {}
        }
    }
    false
}
