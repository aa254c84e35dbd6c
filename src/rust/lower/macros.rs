//! Macro calls: syn leaves their bodies as tokens; here they are read as
//! arguments, else as statements, else searched for expressions.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use syn::parse::Parser;

use super::Lower;
use super::arguments::{Argument, MacroBody, lone_argument, read_body};
use crate::rust::tree::*;
use crate::source::Span;

/// Macro bodies deeper than this are not entered.
const MAX_DEPTH: u32 = 24;

impl Lower<'_> {
    pub(super) fn macro_call(&mut self, mac: &syn::Macro) -> ExprId {
        let path = self.path(&mac.path);
        let close = match &mac.delimiter {
            syn::MacroDelimiter::Paren(paren) => paren.span.close(),
            syn::MacroDelimiter::Brace(brace) => brace.span.close(),
            syn::MacroDelimiter::Bracket(bracket) => bracket.span.close(),
        };
        let span = path.span.to(self.span(close));
        let (args, block) = match self.macro_depth < MAX_DEPTH {
            true => self.selected(&path, mac).unwrap_or_else(|| self.macro_body(mac.tokens.clone())),
            false => (Vec::new(), None),
        };
        let name_span = path.span;
        let id = self.facts.tree.add_macro(MacroCall { path, args, block, span });
        self.add(ExprKind::Macro(id), name_span)
    }

    /// What waits for one of several.
    fn selected(&mut self, path: &Path, mac: &syn::Macro) -> Option<(Vec<MacroArg>, Option<ExprId>)> {
        if !path.last().is_some_and(|last| matches!(last.text(), "select" | "select_biased")) {
            return None;
        }
        self.macro_depth += 1;
        let branches = self.branches(mac.tokens.clone());
        self.macro_depth -= 1;
        branches.map(|branches| (branches, None))
    }

    fn macro_body(&mut self, tokens: TokenStream) -> (Vec<MacroArg>, Option<ExprId>) {
        self.macro_depth += 1;
        let body = match read_body.parse2(tokens) {
            Ok(MacroBody::Arguments(args)) => (args.into_iter().map(|arg| self.argument(arg)).collect(), None),
            Ok(MacroBody::Statements(stmts)) => (Vec::new(), Some(self.body_block(&stmts))),
            Ok(MacroBody::Tokens(tokens)) => (self.scan(tokens), None),
            Err(_) => (Vec::new(), None),
        };
        self.macro_depth -= 1;
        body
    }

    fn argument(&mut self, arg: Argument) -> MacroArg {
        MacroArg { name: arg.name, sigil: arg.sigil, expr: self.expr(&arg.expr), after_semicolon: arg.after_semicolon }
    }

    pub(super) fn body_block(&mut self, stmts: &[syn::Stmt]) -> ExprId {
        let block = self.stmts(stmts);
        let id = self.facts.tree.add_block(block);
        self.add(ExprKind::Block(id), Span::default())
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
            if let Some(arg) = lone_argument(&piece) {
                found.push(self.argument(arg));
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
            match (call.len() > 1).then(|| lone_argument(call)).flatten() {
                Some(arg) => found.push(self.argument(arg)),
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
