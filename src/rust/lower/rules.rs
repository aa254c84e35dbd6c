//! `macro_rules!`: each arm becomes a function whose parameters are the
//! arm's metavariables, so that a home-made macro is judged as a function is.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use syn::parse::Parser;

use super::Lower;
use super::macros::is_brace;
use crate::rust::facts::{Fn, MacroRules, Owner, Param};
use crate::rust::name::Name;
use crate::rust::tree::ExprKind;
use crate::source::Span;

impl Lower<'_> {
    pub(super) fn macro_rules(&mut self, name: Name, span: Span, exported: bool, tokens: TokenStream) {
        let number = self.facts.macros.len() as u32;
        let module = self.module;
        self.facts.macros.push(MacroRules { name, module, exported });
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut groups = tokens.into_iter().filter_map(|token| match token {
            TokenTree::Group(group) => Some(group),
            _ => None,
        });
        while let (Some(matcher), Some(body)) = (groups.next(), groups.next()) {
            self.arm(name, span, number, matcher, body);
        }
    }

    fn arm(&mut self, name: Name, span: Span, number: u32, matcher: Group, body: Group) {
        let mut names = Vec::new();
        metavariables(matcher.stream(), &mut names);
        let params = names.iter().map(|ident| {
            let (name, span) = self.named(ident);
            let pat = self.binding(name, span);
            Param { pat, ty: None }
        });
        let params = params.collect();
        let outer_arm = std::mem::replace(&mut self.in_arm, true);
        let body = self.transcriber(body.stream());
        self.in_arm = outer_arm;
        let arm = Fn::undeclared(name, span, self.module, Owner::Macro(number), body);
        self.facts.fns.push(Fn { params, test: self.test, ..arm });
    }

    fn transcriber(&mut self, tokens: TokenStream) -> crate::rust::tree::ExprId {
        let tokens = unfold(tokens);
        if let Ok(stmts) = syn::Block::parse_within.parse2(tokens.clone()) {
            return self.body_block(&stmts);
        }
        let args = self.scan(tokens);
        let exprs: Vec<_> = args.into_iter().map(|arg| arg.expr).collect();
        let list = self.facts.tree.add_exprs(&exprs);
        self.add(ExprKind::Tuple(list), Span::default())
    }
}

/// The `x` of each `$x:fragment`, in order, repetitions entered.
fn metavariables(tokens: TokenStream, names: &mut Vec<Ident>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let after_dollar = at > 0 && is_dollar(&tokens[at - 1]);
        match token {
            TokenTree::Ident(ident) if after_dollar => names.push(ident.clone()),
            TokenTree::Group(group) => metavariables(group.stream(), names),
            _ => {}
        }
    }
}

fn is_dollar(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '$')
}

/// A transcriber as plain tokens: `$x` is `x`, `$( … ) sep *` is its content
/// once with the separator.
fn unfold(tokens: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut out: Vec<TokenTree> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match (&tokens[at], tokens.get(at + 1)) {
            (dollar, Some(TokenTree::Group(group))) if is_dollar(dollar) => {
                out.extend(unfold(group.stream()));
                at += 2 + repetition(&tokens[at + 2..], &mut out);
                continue;
            }
            (dollar, Some(_)) if is_dollar(dollar) => {}
            (TokenTree::Group(group), _) => out.push(regroup(group)),
            (token, _) => out.push(token.clone()),
        }
        at += 1;
    }
    out.into_iter().collect()
}

/// Reads `*`, `+`, `?` or a separator and one of them; keeps the separator
/// unless a statement just ended. Gives how many tokens it took.
fn repetition(tokens: &[TokenTree], out: &mut Vec<TokenTree>) -> usize {
    let is_operator = |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Punct(p)) if matches!(p.as_char(), '*' | '+' | '?'));
    if is_operator(tokens.get(1)) && !is_dollar(&tokens[0]) {
        let ended = out.last().is_none_or(is_brace);
        if !ended {
            out.push(tokens[0].clone());
        }
        return 2;
    }
    usize::from(is_operator(tokens.first()))
}

fn regroup(group: &Group) -> TokenTree {
    let mut inner = Group::new(group.delimiter(), unfold(group.stream()));
    if group.delimiter() != Delimiter::None {
        inner.set_span(group.span());
    }
    TokenTree::Group(inner)
}
