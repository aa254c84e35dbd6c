//! From syn to [`Facts`]: the one place that knows syn's types.
//!
//! The tree of syn costs many times the source in memory and cannot cross
//! threads, so a file is lowered right after parsing and its tree dropped.

mod arguments;
mod attrs;
mod exprs;
mod items;
mod macros;
mod pats;
mod places;
mod rules;
mod select;
mod types;

use std::fmt::Write;

use proc_macro2::{Ident, TokenStream};

use super::facts::{Facts, Fn, Module, Owner};
use super::name::Name;
use super::tree::{Expr, ExprId, ExprKind};
use crate::source::Span;

pub(super) use places::Places;

/// The lowering of one file.
pub(super) struct Lower<'t> {
    facts: Facts,
    places: Places<'t>,
    /// Room to spell identifiers in.
    spelling: String,
    /// The module that items are declared in just now.
    module: u32,
    /// The scope the current function body has opened for its items.
    body_scope: Option<u32>,
    /// Inside `#[cfg(test)]` or a test function.
    test: bool,
    /// Inside the body of a `macro_rules!` arm.
    in_arm: bool,
    /// How many macro bodies deep.
    macro_depth: u32,
}

/// Lowers a parsed file, from which these bodies were left out, and numbered
/// lines of bodies that are not even parsed.
pub(super) fn file<'a>(
    file: syn::File,
    skipped: Vec<Span>,
    lines: impl Iterator<Item = (u32, &'a str)>,
    places: Places<'_>,
) -> Facts {
    let mut lower = Lower::new(places);
    lower.facts.skipped = skipped;
    lower.test(attrs::is_test(&file.attrs));
    lower.items(file.items);
    lower.apart(lines);
    lower.facts.shrink();
    lower.facts
}

/// The lowering of a file that is read part by part.
pub(super) struct Parts<'t>(Lower<'t>);

impl<'t> Parts<'t> {
    pub(super) fn new(places: Places<'t>) -> Self {
        Parts(Lower::new(places))
    }

    /// Whether the file is one of tests, which is to be told before its items.
    pub(super) fn test(&mut self, test: bool) {
        self.0.test(test);
    }

    /// What is there so far.
    pub(super) fn facts(&mut self) -> &mut Facts {
        &mut self.0.facts
    }

    /// Lowers items that were lexed from this line on.
    pub(super) fn add(&mut self, items: Vec<syn::Item>, line: u32) {
        self.0.places.at_line(line);
        self.0.items(items);
    }

    pub(super) fn finish(mut self) -> Facts {
        self.0.facts.shrink();
        self.0.facts
    }
}

/// Whether the attributes of a file put it into test builds only.
pub(super) fn is_test(file: &syn::File) -> bool {
    attrs::is_test(&file.attrs)
}

/// Lowers tokens that do not parse as a file: what reads as an expression is
/// kept, under a function without a name.
pub(super) fn tokens(tokens: TokenStream, places: Places<'_>) -> Facts {
    let mut lower = Lower::new(places);
    lower.salvage(tokens);
    lower.facts
}

/// Lowers numbered lines of a text that does not even lex as a whole.
pub(super) fn lines<'a>(lines: impl Iterator<Item = (u32, &'a str)>, places: Places<'_>) -> Facts {
    let mut lower = Lower::new(places);
    lines.for_each(|(number, line)| lower.line(number, line));
    lower.facts
}

impl<'t> Lower<'t> {
    fn new(places: Places<'t>) -> Self {
        Lower {
            facts: Facts { modules: vec![Module::file(false)], ..Facts::default() },
            places,
            spelling: String::new(),
            module: 0,
            body_scope: None,
            test: false,
            in_arm: false,
            macro_depth: 0,
        }
    }

    fn test(&mut self, test: bool) {
        self.facts.modules[0].test = test;
        self.test = test;
    }

    fn span(&self, span: proc_macro2::Span) -> Span {
        self.places.span(span)
    }

    fn name(&mut self, ident: &Ident) -> Name {
        self.spelling.clear();
        // Writing to a string does not fail.
        let _ = write!(self.spelling, "{ident}");
        Name::new(&self.spelling)
    }

    fn named(&mut self, ident: &Ident) -> (Name, Span) {
        let name = self.name(ident);
        let start = self.places.start(ident.span());
        (name, Span { start, end: start + self.spelling.len() as u32 })
    }

    fn add(&mut self, kind: ExprKind, span: Span) -> ExprId {
        self.facts.tree.add_expr(Expr { kind, span })
    }

    fn line(&mut self, number: u32, line: &str) {
        if let Ok(tokens) = line.parse::<TokenStream>() {
            self.places.at_line(number);
            self.salvage(tokens);
        }
    }

    /// Lines of bodies: what they import is theirs.
    fn apart<'a>(&mut self, lines: impl Iterator<Item = (u32, &'a str)>) {
        let mut lines = lines.peekable();
        if lines.peek().is_some() {
            self.module = self.scope();
            lines.for_each(|(number, line)| self.line(number, line));
        }
    }

    /// A new scope of a body, in the module at hand.
    fn scope(&mut self) -> u32 {
        let (parent, file) = (Some(self.module), Module::file(self.test));
        self.facts.modules.push(Module { parent, transparent: true, ..file });
        self.facts.modules.len() as u32 - 1
    }

    fn salvage(&mut self, tokens: TokenStream) {
        for use_ in macros::uses_in(&tokens) {
            self.use_item(&use_);
        }
        let args = self.scan(tokens);
        let args: Vec<ExprId> = args.into_iter().map(|arg| arg.expr).collect();
        let list = self.facts.tree.add_exprs(&args);
        let body = self.add(ExprKind::Tuple(list), Span::default());
        self.facts.fns.push(Fn::undeclared(Name::new(""), Span::default(), self.module, Owner::Module, body));
    }
}
