//! The body of a macro call, read as arguments or as statements.

use proc_macro2::{Ident, Punct, Spacing, TokenStream, TokenTree};
use syn::Token;
use syn::buffer::Cursor;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};

use crate::rust::name::Name;
use crate::rust::tree::Sigil;

/// What a macro's tokens read as.
pub(super) enum MacroBody {
    Arguments(Vec<Argument>),
    Statements(Vec<syn::Stmt>),
    Tokens(TokenStream),
}

/// `x`, `%x`, `?x`, `name = x`, `a.b = %x`, `"a.b" = x`, `target: x`, `x:?`,
/// `x:? = y`.
pub(super) struct Argument {
    pub name: Option<Name>,
    pub sigil: Option<Sigil>,
    pub expr: syn::Expr,
    /// Whether a `;` stands before it.
    pub after_semicolon: bool,
}

/// Reads a body; what is neither arguments nor statements stays tokens.
pub(super) fn read_body(input: ParseStream<'_>) -> syn::Result<MacroBody> {
    let ahead = input.fork();
    if let Ok(args) = arguments(&ahead) {
        input.advance_to(&ahead);
        return Ok(MacroBody::Arguments(args));
    }
    let ahead = input.fork();
    if let Ok(stmts) = syn::Block::parse_within(&ahead) {
        input.advance_to(&ahead);
        return Ok(MacroBody::Statements(stmts));
    }
    Ok(MacroBody::Tokens(input.parse()?))
}

/// Reads tokens that are one argument.
pub(super) fn lone_argument(tokens: &[TokenTree]) -> Option<Argument> {
    let tokens: TokenStream = tokens.iter().cloned().collect();
    (|input: ParseStream<'_>| argument(input, false)).parse2(tokens).ok()
}

fn arguments(input: ParseStream<'_>) -> syn::Result<Vec<Argument>> {
    let mut args = Vec::new();
    let mut after_semicolon = false;
    while !input.is_empty() {
        if input.peek(Token![,]) || input.peek(Token![;]) {
            after_semicolon = input.parse::<Option<Token![,]>>()?.is_none();
            if after_semicolon {
                input.parse::<Token![;]>()?;
            }
            continue;
        }
        args.push(argument(input, after_semicolon)?);
        if !ends(input.cursor()) {
            return Err(input.error("no argument"));
        }
    }
    Ok(args)
}

fn argument(input: ParseStream<'_>, after_semicolon: bool) -> syn::Result<Argument> {
    if input.peek(Token![#]) && input.peek2(syn::LitStr) {
        return tag(input);
    }
    let head = input.step(|cursor| Ok(head(*cursor)))?;
    if let Some(ident) = head.shorthand {
        return Ok(Argument { name: head.name, sigil: head.sigil, expr: path(ident), after_semicolon });
    }
    let sigil = input.step(|cursor| Ok(sigil(*cursor)))?;
    let expr: syn::Expr = input.parse()?;
    if matches!(expr, syn::Expr::Verbatim(_)) {
        return Err(input.error("no expression"));
    }
    Ok(Argument { name: head.name, sigil: sigil.or(head.sigil), expr, after_semicolon })
}

/// `#"tag"`: what slog calls a record, no part of its text.
fn tag(input: ParseStream<'_>) -> syn::Result<Argument> {
    input.parse::<Token![#]>()?;
    Ok(Argument { name: Some(Name::new("tag")), sigil: None, expr: input.parse()?, after_semicolon: false })
}

fn path(ident: Ident) -> syn::Expr {
    syn::Expr::Path(syn::ExprPath { attrs: Vec::new(), qself: None, path: ident.into() })
}

/// What stands before an argument's value.
#[derive(Default)]
struct Head {
    name: Option<Name>,
    sigil: Option<Sigil>,
    /// `x:?`: the value is the name's own.
    shorthand: Option<Ident>,
}

/// Splits a leading field name off: identifiers joined by dots (or a string
/// literal), then perhaps `:` and a capture form, then `=` or `:`.
fn head(start: Cursor<'_>) -> (Head, Cursor<'_>) {
    let none = (Head::default(), start);
    let (mut name, first, mut at) = match (start.ident(), start.literal()) {
        (Some((ident, rest)), _) => (ident.to_string(), Some(ident), rest),
        (None, Some((literal, rest))) => (literal.to_string().trim_matches('"').to_owned(), None, rest),
        (None, None) => return none,
    };
    while let Some((_, rest)) = punct(at, |p| p.as_char() == '.' && p.spacing() == Spacing::Alone) {
        let Some((ident, rest)) = rest.ident() else { return none };
        name.push('.');
        name.push_str(&ident.to_string());
        at = rest;
    }
    let name = || Some(Name::new(&name));
    if let Some(value) = equals(at) {
        return (Head { name: name(), ..Head::default() }, value);
    }
    let Some(value) = colon(at) else { return none };
    let (sigil, after) = capture_form(value);
    match equals(after) {
        Some(value) => (Head { name: name(), sigil, shorthand: None }, value),
        None if sigil.is_some() && ends(after) => (Head { name: name(), sigil, shorthand: first }, after),
        None => (Head { name: name(), ..Head::default() }, value),
    }
}

fn punct(at: Cursor<'_>, wanted: impl Fn(&Punct) -> bool) -> Option<(Punct, Cursor<'_>)> {
    at.punct().filter(|(punct, _)| wanted(punct))
}

/// Passes an `=` that is not the begin of `==` or `=>`; `=%x` and `=?x` are
/// an `=` and a sigil.
fn equals(at: Cursor<'_>) -> Option<Cursor<'_>> {
    let (eq, rest) = punct(at, |p| p.as_char() == '=')?;
    let operator = eq.spacing() == Spacing::Joint && punct(rest, |p| matches!(p.as_char(), '=' | '>')).is_some();
    (!operator).then_some(rest)
}

/// Passes a `:` that is not the begin of `::`.
fn colon(at: Cursor<'_>) -> Option<Cursor<'_>> {
    let (_, rest) = punct(at, |p| p.as_char() == ':')?;
    punct(rest, |p| p.as_char() == ':').is_none().then_some(rest)
}

/// The `?`, `%`, `debug`, `display` of log's structured values.
fn capture_form(at: Cursor<'_>) -> (Option<Sigil>, Cursor<'_>) {
    match at.ident() {
        Some((word, rest)) if word == "debug" => (Some(Sigil::Debug), rest),
        Some((word, rest)) if ["display", "serde", "sval", "err"].iter().any(|form| word == form) => {
            (Some(Sigil::Display), rest)
        }
        _ => sigil(at),
    }
}

fn sigil(at: Cursor<'_>) -> (Option<Sigil>, Cursor<'_>) {
    match at.punct() {
        Some((punct, rest)) if punct.as_char() == '%' => (Some(Sigil::Display), rest),
        Some((punct, rest)) if punct.as_char() == '?' => (Some(Sigil::Debug), rest),
        _ => (None, at),
    }
}

/// Whether an argument is over here.
fn ends(at: Cursor<'_>) -> bool {
    at.eof() || punct(at, |p| matches!(p.as_char(), ',' | ';')).is_some()
}
