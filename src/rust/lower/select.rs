//! `select! { pattern = future => handler, … }`: each branch is a match on what
//! is waited for.

use proc_macro2::TokenStream;
use syn::Token;
use syn::parse::{ParseStream, Parser};

use super::Lower;
use crate::rust::tree::*;
use crate::source::Span;

/// One branch; what runs when nothing else can has no pattern.
struct Branch {
    waits: Option<(syn::Pat, syn::Expr)>,
    /// What has to hold for it to be waited for.
    only: Option<syn::Expr>,
    handler: syn::Expr,
}

impl Lower<'_> {
    /// The branches as arguments of the macro; none where the tokens read
    /// otherwise.
    pub(super) fn branches(&mut self, tokens: TokenStream) -> Option<Vec<MacroArg>> {
        let branches = branches.parse2(tokens).ok()?;
        let args = branches.into_iter().map(|branch| MacroArg {
            name: None,
            sigil: None,
            expr: self.branch(&branch),
            after_semicolon: false,
        });
        Some(args.collect())
    }

    fn branch(&mut self, branch: &Branch) -> ExprId {
        let Some((pat, from)) = &branch.waits else { return self.expr(&branch.handler) };
        let scrutinee = self.expr(from);
        let mut pat = self.pat(pat);
        if let Some(only) = &branch.only {
            let cond = self.expr(only);
            pat = self.facts.tree.add_pat(Pat { kind: PatKind::Guard { pat, cond }, span: Span::default() });
        }
        let arms = vec![(pat, self.expr(&branch.handler))];
        let span = self.facts.tree.expr(scrutinee).span;
        let id = self.facts.tree.add_match(Match { scrutinee, arms });
        self.add(ExprKind::Match(id), span)
    }
}

fn branches(input: ParseStream<'_>) -> syn::Result<Vec<Branch>> {
    let mut found = Vec::new();
    // `biased;`: in the order in which they stand.
    if input.peek(syn::Ident) && input.peek2(Token![;]) {
        input.parse::<syn::Ident>()?;
        input.parse::<Token![;]>()?;
    }
    while !input.is_empty() {
        found.push(branch(input)?);
        input.parse::<Option<Token![,]>>()?;
    }
    Ok(found)
}

fn branch(input: ParseStream<'_>) -> syn::Result<Branch> {
    let waits = match is_otherwise(input) {
        true => {
            input.step(|cursor| cursor.ident().map(|(_, rest)| ((), rest)).ok_or_else(|| cursor.error("no branch")))?;
            None
        }
        false => {
            let pat = syn::Pat::parse_multi_with_leading_vert(input)?;
            input.parse::<Token![=]>()?;
            Some((pat, input.parse()?))
        }
    };
    let mut only = None;
    if input.peek(Token![,]) {
        input.parse::<Token![,]>()?;
        input.parse::<Token![if]>()?;
        only = Some(input.parse()?);
    }
    input.parse::<Token![=>]>()?;
    Ok(Branch { waits, only, handler: syn::Expr::parse_with_earlier_boundary_rule(input)? })
}

/// `else`, `default`, `complete`
fn is_otherwise(input: ParseStream<'_>) -> bool {
    input.peek(Token![else]) || input.peek(syn::Ident) && input.peek2(Token![=>])
}
