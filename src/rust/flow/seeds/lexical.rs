//! Words that say too little alone: `token` may be a lexer's or a package's
//! name, and is a secret only beside those who sign in.

use super::super::roles::{GENERIC, HEADERS, PLURAL, PROVEN, WEAK, has_one, has_word};
use super::alone::verifies;
use super::{Flow, Treated};
use crate::rust::index::{Body, BodyKind};
use crate::rust::locals::{Binding, Host, Origin, Proj};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::words::segments;

/// Receivers that are followed to see what a variable is taken from.
const CHAIN: u32 = 12;

impl Flow<'_, '_> {
    /// Whether a word that says little alone is that of a parser here: by what
    /// the function or its file is called, by the lexer beside it, or by where
    /// it is taken from.
    pub(super) fn is_lexical(&self, body: &Body, binding: &Binding, treated: Treated) -> bool {
        if is_strong(binding.name.text()) {
            return self.is_word_of_text(body, binding);
        }
        let function = self.function_of(body);
        self.is_of_parser(body)
            || treated.as_published
                && !treated.as_bearer
                && !treated.as_parameter
                && !self.beside_variable(body).signing
            || self.is_published(body.file) && !self.beside_variable(body).signing
            || !treated.as_parameter
                && !treated.as_bearer
                && binding.name == "token"
                && self.beside_variable(body).trades()
            || binding.name == "token" && has_one(function, PROVEN) && verifies(function)
            || binding.name == "token" && self.beside_variable(body).counted
            || self.is_taken_from_text(body, binding)
            || self.is_word_of_text(body, binding)
    }

    /// Whether a body is one of those that take text apart, by what the
    /// function is called, where nobody signs in, or by its file.
    pub(in crate::rust::flow) fn is_of_parser(&self, body: &Body) -> bool {
        self.parses(self.function_of(body)) && !self.signs_in(body.file) || self.is_lexical_file(body.file)
    }

    /// What the function is called that a body belongs to.
    pub(in crate::rust::flow) fn function_of(&self, body: &Body) -> &'static str {
        match body.kind {
            BodyKind::Fn(id) => self.index().fn_(id).name.text(),
            _ => "",
        }
    }

    /// Whether a file is about taking text apart.
    pub(super) fn is_lexical_file(&self, file: u32) -> bool {
        self.around.lexical.get(file, || self.takes_text_apart(file))
    }

    fn takes_text_apart(&self, file: u32) -> bool {
        let unit = self.index().unit(file);
        let path = unit.source.path();
        let inside = path.rsplit_once("src/").map_or(path.rsplit('/').next().unwrap_or_default(), |(_, inside)| inside);
        // A `ParseError` is one of arguments as well.
        // Nor is a `ListTokensRequest` one of those who take text apart.
        let asks = |name: &str| has_word(name, &self.know.values.company);
        let names = unit.facts.adts.iter().map(|adt| adt.name.text());
        let mut named = names.filter(|name| !name.ends_with("Error") && !asks(name));
        let parses = inside.split('/').any(|part| self.parses(part)) || named.any(|name| self.parses(name));
        // `tokens.rs` may be about those of users.
        parses && !self.signs_in(file)
    }

    fn parses(&self, text: &str) -> bool {
        has_word(text, &self.know.values.lexical)
    }

    /// `for token in tokens`, `let token = &words[1]`, `text.split(' ').next()`;
    /// what a header is split into may be a secret.
    fn is_taken_from_text(&self, body: &Body, binding: &Binding) -> bool {
        let from = match binding.origin {
            Origin::Closure(closure, _) => self.handed_from(body, closure),
            Origin::Value(init) => Some(init),
            _ => None,
        };
        let Some(from) = from.filter(|from| !self.is_of_secrets(self.index().tree(body.file), *from)) else {
            return false;
        };
        match (binding.origin, binding.path.first()) {
            (Origin::Value(_), Some(Proj::Element)) => {
                binding.name == "token" && !self.signs_in(body.file) || self.is_part(body, from, CHAIN)
            }
            (Origin::Value(_), Some(_)) => false,
            _ => self.is_part(body, from, CHAIN),
        }
    }

    /// `line` of `line.split(' ').map(|token| …)`
    fn handed_from(&self, body: &Body, closure: ExprId) -> Option<ExprId> {
        let locals = self.types.infer.locals(body);
        let Host::Arg(call, _) = locals.closures.get(&closure)? else { return None };
        match self.index().tree(body.file).kind(*call) {
            ExprKind::Method { receiver, .. } => Some(receiver),
            _ => None,
        }
    }

    /// `config.api_tokens.split(',')`: of what is called after what they are,
    /// each is one.
    fn is_of_secrets(&self, tree: &Tree, expr: ExprId) -> bool {
        called(tree, expr, CHAIN).is_some_and(|name| {
            let one = name.text().strip_suffix('s').unwrap_or(name.text());
            segments(one).len() > 1 && self.know.words.is_secret(one)
        })
    }

    fn is_part(&self, body: &Body, expr: ExprId, depth: u32) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let tree = self.index().tree(body.file);
        let again = |expr: ExprId| self.is_part(body, expr, depth);
        match tree.kind(expr) {
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => {
                again(inner)
            }
            ExprKind::Index { base, index } => {
                !matches!(tree.kind(index), ExprKind::Range { .. } | ExprKind::Str(_)) && self.is_of_words(tree, base)
            }
            ExprKind::Method { receiver, name, args } => match name.text() {
                // `/.well-known/acme-challenge/…`
                "strip_prefix" | "trim_start_matches" => {
                    let cut = tree.exprs_of(args).first().and_then(|arg| self.text_of(body, *arg));
                    has_word(&cut.unwrap_or_default(), &self.know.values.published) || again(receiver)
                }
                "split" | "split_whitespace" | "split_once" | "splitn" | "lines" | "split_ascii_whitespace" => {
                    !self.is_of_header(tree, receiver, depth)
                }
                "next" | "peek" | "get" | "first" | "last" | "pop" | "nth" => {
                    self.is_of_words(tree, receiver) || again(receiver)
                }
                _ => again(receiver),
            },
            ExprKind::Path(path) if tree.path(path).ident().is_some_and(|of| of == "token") => {
                self.is_held_part(body, expr, depth)
            }
            _ => false,
        }
    }

    /// `for token in list.split(',') { let token = token.trim(); … }`
    fn is_held_part(&self, body: &Body, expr: ExprId, depth: u32) -> bool {
        let locals = self.types.infer.locals(body);
        let Some(binding) = locals.uses.get(&expr).map(|id| &locals.bindings[*id as usize]) else { return false };
        let whole = matches!(binding.path.as_slice(), [] | [Proj::Element]);
        match binding.origin {
            Origin::Value(init) if whole => {
                !self.is_of_secrets(self.index().tree(body.file), init) && self.is_part(body, init, depth)
            }
            _ => false,
        }
    }

    /// `&tokens` of `let tokens: Vec<_> = line.split_whitespace().collect()`: the
    /// words that a text was cut into, which is no header or list of secrets.
    pub(in crate::rust::flow) fn is_cut(&self, body: &Body, list: ExprId) -> bool {
        let (tree, locals) = (self.index().tree(body.file), self.types.infer.locals(body));
        let mut at = list;
        while let ExprKind::Ref(inner) = tree.kind(at) {
            at = inner;
        }
        let held = locals.uses.get(&at).map(|id| &locals.bindings[*id as usize]);
        let Some(Origin::Value(mut value)) = held.filter(|held| held.path.is_empty()).map(|held| held.origin) else {
            return false;
        };
        while let ExprKind::Method { receiver, name, .. } = tree.kind(value) {
            if matches!(name.text(), "split_whitespace" | "split_ascii_whitespace" | "lines") {
                return !self.is_of_header(tree, receiver, CHAIN) && !self.is_of_secrets(tree, receiver);
            }
            value = receiver;
        }
        false
    }

    /// Whether an expression is called as pieces of text are.
    pub(in crate::rust::flow) fn is_of_words(&self, tree: &Tree, expr: ExprId) -> bool {
        called(tree, expr, CHAIN)
            .is_some_and(|name| segments(name.text()).last().is_some_and(|word| self.know.values.pieces.contains(word)))
    }

    fn is_of_header(&self, tree: &Tree, expr: ExprId, depth: u32) -> bool {
        called(tree, expr, depth).is_some_and(|name| has_one(name.text(), HEADERS))
    }
}

/// What an expression is called: its last name.
pub(in crate::rust::flow) fn called(tree: &Tree, expr: ExprId, depth: u32) -> Option<Name> {
    let depth = depth.checked_sub(1)?;
    match tree.kind(expr) {
        ExprKind::Path(path) => tree.path(path).last(),
        ExprKind::Field { name, .. } => Some(name),
        ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => {
            called(tree, inner, depth)
        }
        ExprKind::Method { receiver, .. } => called(tree, receiver, depth),
        ExprKind::Index { base, .. } => called(tree, base, depth),
        _ => None,
    }
}

/// Whether a name says enough where the type says nothing: `token` may be
/// a lexer's, as `current_token` may; `access_token` is none.
pub(in crate::rust::flow) fn is_strong(name: &str) -> bool {
    let mut words = segments(name);
    let named = words.len() > 1;
    // `c_token`: a letter says nothing.
    let says = |word: &String| word.len() > 1 && !word.bytes().all(|b| b.is_ascii_digit());
    words.retain(|word| !GENERIC.contains(&word.as_str()) && says(word));
    match words.as_slice() {
        [] => false,
        [only] => !WEAK.contains(&only.as_str()),
        [.., last] => !named || !PLURAL.contains(&last.as_str()),
    }
}
