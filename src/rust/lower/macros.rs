//! Macro calls: syn leaves their bodies as tokens; here they are read as
//! arguments, else as statements, else searched for expressions.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use syn::parse::Parser;

use super::Lower;
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::source::Span;

/// Macro bodies deeper than this are not entered.
const MAX_DEPTH: u32 = 24;

/// One argument's tokens, before they are read.
struct Chunk {
    tokens: Vec<TokenTree>,
    after_semicolon: bool,
}

impl Lower {
    pub(super) fn macro_call(&mut self, mac: &syn::Macro) -> ExprId {
        let path = self.path(&mac.path);
        let close = match &mac.delimiter {
            syn::MacroDelimiter::Paren(paren) => paren.span.close(),
            syn::MacroDelimiter::Brace(brace) => brace.span.close(),
            syn::MacroDelimiter::Bracket(bracket) => bracket.span.close(),
        };
        let span = path.span.to(self.span(close));
        let (args, block) = match self.macro_depth < MAX_DEPTH {
            true => self.macro_body(mac.tokens.clone()),
            false => (Vec::new(), None),
        };
        let name_span = path.span;
        let id = self.facts.tree.add_macro(MacroCall { path, args, block, span });
        self.add(ExprKind::Macro(id), name_span)
    }

    fn macro_body(&mut self, tokens: TokenStream) -> (Vec<MacroArg>, Option<ExprId>) {
        self.macro_depth += 1;
        let body = match self.arguments(tokens.clone()) {
            Some(args) => (args, None),
            None => match syn::Block::parse_within.parse2(tokens.clone()) {
                Ok(stmts) => (Vec::new(), Some(self.body_block(&stmts))),
                Err(_) => (self.scan(tokens), None),
            },
        };
        self.macro_depth -= 1;
        body
    }

    pub(super) fn body_block(&mut self, stmts: &[syn::Stmt]) -> ExprId {
        let block = self.stmts(stmts);
        let id = self.facts.tree.add_block(block);
        self.add(ExprKind::Block(id), Span::default())
    }

    /// Reads the body as arguments; none when a piece is no argument.
    fn arguments(&mut self, tokens: TokenStream) -> Option<Vec<MacroArg>> {
        let chunks = chunks(tokens);
        let mut parsed = Vec::with_capacity(chunks.len());
        for chunk in &chunks {
            if !chunk.tokens.is_empty() {
                parsed.push((argument(&chunk.tokens)?, chunk.after_semicolon));
            }
        }
        let lower = |(arg, after): (Argument, bool)| MacroArg {
            name: arg.name.map(|name| Name::new(&name)),
            sigil: arg.sigil,
            expr: self.expr(&arg.expr),
            after_semicolon: after,
        };
        Some(parsed.into_iter().map(lower).collect())
    }

    /// Keeps every piece that reads as an argument, and enters the groups of
    /// those that do not.
    pub(super) fn scan(&mut self, tokens: TokenStream) -> Vec<MacroArg> {
        let mut found = Vec::new();
        for chunk in split(tokens, |c| matches!(c, ',' | ';')) {
            self.scan_chunk(chunk, &mut found);
        }
        found
    }

    fn scan_chunk(&mut self, chunk: Vec<TokenTree>, found: &mut Vec<MacroArg>) {
        for piece in split_arrows(chunk) {
            if let Some(arg) = argument(&piece) {
                found.push(MacroArg {
                    name: arg.name.map(|name| Name::new(&name)),
                    sigil: arg.sigil,
                    expr: self.expr(&arg.expr),
                    after_semicolon: false,
                });
                continue;
            }
            if self.macro_depth < MAX_DEPTH {
                self.macro_depth += 1;
                self.scan_piece(&piece, found);
                self.macro_depth -= 1;
            }
        }
    }

    /// Looks for calls (`path(…)`, `path!(…)`) and groups in a run of tokens.
    fn scan_piece(&mut self, piece: &[TokenTree], found: &mut Vec<MacroArg>) {
        let mut start = 0;
        for (at, token) in piece.iter().enumerate() {
            let TokenTree::Group(group) = token else {
                if !continues_path(token) {
                    start = at + 1;
                } else if starts_path(piece, at) {
                    start = at;
                }
                continue;
            };
            let call = &piece[start..=at];
            match (call.len() > 1).then(|| argument(call)).flatten() {
                Some(arg) => {
                    found.push(MacroArg { name: None, sigil: None, expr: self.expr(&arg.expr), after_semicolon: false })
                }
                None => found.extend(self.nested(group.stream())),
            }
            start = at + 1;
        }
    }

    fn nested(&mut self, tokens: TokenStream) -> Vec<MacroArg> {
        let (args, block) = self.macro_body(tokens);
        let block = block.map(|expr| MacroArg { name: None, sigil: None, expr, after_semicolon: false });
        args.into_iter().chain(block).collect()
    }
}

fn continues_path(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(_) => true,
        TokenTree::Punct(punct) => matches!(punct.as_char(), ':' | '!'),
        _ => false,
    }
}

/// Two identifiers in a row (`fn name`, `let x`) are no path: the second
/// begins a new one.
fn starts_path(piece: &[TokenTree], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| piece.get(at));
    matches!((before, &piece[at]), (Some(TokenTree::Ident(_)), TokenTree::Ident(_)))
}

struct Argument {
    name: Option<String>,
    sigil: Option<Sigil>,
    expr: syn::Expr,
}

/// Reads `x`, `%x`, `?x`, `name = x`, `a.b = %x`, `"a.b" = x`, `target: x`,
/// `x:?`, `x:? = y`.
fn argument(tokens: &[TokenTree]) -> Option<Argument> {
    let (name, sigil, value) = named(tokens).unwrap_or((None, None, tokens));
    let (prefix, value) = prefix_sigil(value);
    let tokens: TokenStream = value.iter().cloned().collect();
    let expr = syn::parse2(tokens).ok()?;
    if matches!(expr, syn::Expr::Verbatim(_)) {
        return None;
    }
    Some(Argument { name, sigil: prefix.or(sigil), expr })
}

fn prefix_sigil(tokens: &[TokenTree]) -> (Option<Sigil>, &[TokenTree]) {
    match tokens {
        [TokenTree::Punct(sigil), rest @ ..] if sigil.as_char() == '%' => (Some(Sigil::Display), rest),
        [TokenTree::Punct(sigil), rest @ ..] if sigil.as_char() == '?' => (Some(Sigil::Debug), rest),
        _ => (None, tokens),
    }
}

type Named<'a> = (Option<String>, Option<Sigil>, &'a [TokenTree]);

/// Splits a leading field name off: identifiers joined by dots (or a string
/// literal), then perhaps `:` and a capture form, then `=` or `:`.
fn named(tokens: &[TokenTree]) -> Option<Named<'_>> {
    let mut name = String::new();
    let mut rest = tokens;
    loop {
        match rest {
            [TokenTree::Ident(ident), tail @ ..] => {
                name.push_str(&ident.to_string());
                rest = tail;
            }
            [TokenTree::Literal(literal), tail @ ..] if name.is_empty() => {
                name = literal.to_string().trim_matches('"').to_owned();
                rest = tail;
            }
            _ => return None,
        }
        match rest {
            [TokenTree::Punct(dot), tail @ ..] if dot.as_char() == '.' && dot.spacing() == Spacing::Alone => {
                name.push('.');
                rest = tail;
            }
            _ => break,
        }
    }
    after_name(name, tokens, rest)
}

fn after_name<'a>(name: String, all: &'a [TokenTree], rest: &'a [TokenTree]) -> Option<Named<'a>> {
    match rest {
        [TokenTree::Punct(eq), tail @ ..] if eq.as_char() == '=' && !is_operator(eq, tail) => {
            Some((Some(name), None, tail))
        }
        [TokenTree::Punct(colon), tail @ ..] if colon.as_char() == ':' && !starts_with(tail, ':') => {
            let (sigil, after) = capture_form(tail);
            match after {
                // `x:? = y`
                [TokenTree::Punct(eq), value @ ..] if eq.as_char() == '=' => Some((Some(name), sigil, value)),
                // `x:?`
                [] if sigil.is_some() => Some((Some(name), sigil, &all[..1])),
                // `target: x`
                _ => Some((Some(name), None, tail)),
            }
        }
        _ => None,
    }
}

/// The `?`, `%`, `debug`, `display` of log's structured values.
fn capture_form(tokens: &[TokenTree]) -> (Option<Sigil>, &[TokenTree]) {
    match tokens {
        [TokenTree::Ident(word), rest @ ..] if word == "debug" => (Some(Sigil::Debug), rest),
        [TokenTree::Ident(word), rest @ ..]
            if matches!(word.to_string().as_str(), "display" | "serde" | "sval" | "err") =>
        {
            (Some(Sigil::Display), rest)
        }
        _ => prefix_sigil(tokens),
    }
}

/// `==` and `=>`; while `=%x` and `=?x` are an `=` and a sigil.
fn is_operator(eq: &proc_macro2::Punct, tail: &[TokenTree]) -> bool {
    eq.spacing() == Spacing::Joint && (starts_with(tail, '=') || starts_with(tail, '>'))
}

fn starts_with(tokens: &[TokenTree], c: char) -> bool {
    matches!(tokens.first(), Some(TokenTree::Punct(punct)) if punct.as_char() == c)
}

/// Splits at commas and semicolons, remembering which.
fn chunks(tokens: TokenStream) -> Vec<Chunk> {
    let mut chunks = vec![Chunk { tokens: Vec::new(), after_semicolon: false }];
    for token in tokens {
        let ends = match &token {
            TokenTree::Punct(punct) => matches!(punct.as_char(), ',' | ';').then_some(punct.as_char() == ';'),
            _ => None,
        };
        match (ends, chunks.last_mut()) {
            (Some(after_semicolon), _) => chunks.push(Chunk { tokens: Vec::new(), after_semicolon }),
            (None, Some(chunk)) => chunk.tokens.push(token),
            (None, None) => {}
        }
    }
    chunks
}

/// Splits tokens at top-level punctuation.
pub(super) fn split(tokens: TokenStream, at: impl Fn(char) -> bool) -> Vec<Vec<TokenTree>> {
    let mut chunks = vec![Vec::new()];
    for token in tokens {
        match &token {
            TokenTree::Punct(punct) if at(punct.as_char()) => chunks.push(Vec::new()),
            _ => {
                if let Some(chunk) = chunks.last_mut() {
                    chunk.push(token);
                }
            }
        }
    }
    chunks.retain(|chunk| !chunk.is_empty());
    chunks
}

/// Splits at `=>`, which separates keys, patterns and bodies.
fn split_arrows(tokens: Vec<TokenTree>) -> Vec<Vec<TokenTree>> {
    let mut pieces = vec![Vec::new()];
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let arrow = matches!(&token, TokenTree::Punct(p) if p.as_char() == '=' && p.spacing() == Spacing::Joint)
            && matches!(tokens.peek(), Some(TokenTree::Punct(p)) if p.as_char() == '>');
        if arrow {
            tokens.next();
            pieces.push(Vec::new());
        } else if let Some(piece) = pieces.last_mut() {
            piece.push(token);
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// The `use` declarations among the top-level tokens.
pub(super) fn uses_in(tokens: &TokenStream) -> Vec<syn::ItemUse> {
    let mut uses = Vec::new();
    let mut current: Option<Vec<TokenTree>> = None;
    for token in tokens.clone() {
        let starts = matches!(&token, TokenTree::Ident(ident) if ident == "use");
        let ends = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ';');
        match &mut current {
            None if starts => current = Some(vec![token]),
            Some(run) => run.push(token),
            None => {}
        }
        if ends && let Some(run) = current.take() {
            uses.extend(syn::parse2::<syn::ItemUse>(run.into_iter().collect()).ok());
        }
    }
    uses
}

/// Whether a group is a `{…}`.
pub(super) fn is_brace(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}
