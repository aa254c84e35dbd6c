//! What is a secret to begin with: by name and type.

use super::graph::{Node, NodeId};
use super::{Flow, Seed};
use crate::rust::facts::{Adt, AdtKind, Field, Owner};
use crate::rust::index::{Body, BodyKind, ItemId, Res};
use crate::rust::locals::{Binding, Origin};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;
use crate::source::Span;
use crate::words::segments;

/// How far a variable is followed to see that it is harmless.
const DEPTH: u32 = 6;

impl Flow<'_, '_> {
    /// Takes a node as a secret when its name says so and its type allows it.
    pub(super) fn seed_named(&mut self, node: NodeId, name: Name, ty: &Ty, place: (u32, Span)) {
        if self.is_own(ty) || self.names_secret(name) && holds(ty, name.text()) {
            self.seed(node, name.text(), place);
        }
    }

    pub(super) fn seed(&mut self, node: NodeId, name: &str, (file, span): (u32, Span)) {
        self.seeds.push(Seed { node, name: name.to_owned(), file, span });
    }

    /// Fields of types, and constants, whose names are those of secrets.
    pub(super) fn seed_types(&mut self) {
        for file in 0..self.index().units().len() as u32 {
            let facts = &self.index().unit(file).facts;
            for item in 0..facts.adts.len() as u32 {
                self.seed_fields(ItemId { file, item });
            }
            for item in 0..facts.consts.len() as u32 {
                self.seed_const(ItemId { file, item });
            }
        }
    }

    fn seed_fields(&mut self, id: ItemId) {
        let adt = self.index().adt(id);
        // An error's `secret` is which one, not what it is; what it is built
        // from is looked at where it is built.
        if self.is_error(id) {
            return;
        }
        for (variant, of) in adt.variants.iter().enumerate() {
            for field in &of.fields {
                let Some(name) = self.field_called(id, variant as u32, field.name) else { continue };
                let ty = self.types.field_written(id, field.ty, &[]);
                let alone = name == field.name && !is_strong(name.text()) && !has_company(adt, &of.fields);
                if holds(&ty, name.text()) && ty.is_known() && !alone && !self.is_protected(&ty) {
                    let node = self.graph.id(Node::Field(id, variant as u32, field.name));
                    self.seed(node, name.text(), (id.file, field.span));
                }
            }
        }
    }

    /// What a field is called when that is a secret's name; the one field of
    /// a newtype goes by the type's name, that of a variant by the variant's.
    pub(super) fn field_called(&mut self, id: ItemId, variant: u32, name: Name) -> Option<Name> {
        if self.names_secret(name) {
            return Some(name);
        }
        let adt = self.index().adt(id);
        let of = adt.variants.get(variant as usize)?;
        // What an error's variants are called is what went wrong.
        if self.know.own.types.contains(adt.name.text()) {
            return Some(adt.name);
        }
        let lone = of.fields.len() == 1 && name == "0" && !(adt.kind == AdtKind::Enum && self.is_error(id));
        let called = if adt.kind == AdtKind::Enum { of.name } else { adt.name };
        (lone && self.names_secret(called)).then_some(called)
    }

    fn seed_const(&mut self, id: ItemId) {
        let item = self.index().const_(id);
        let (name, file) = (item.name, id.file);
        let test = self.index().unit(file).facts.modules[item.module as usize].test;
        if test || !self.names_secret(name) {
            return;
        }
        let tree = self.index().tree(file);
        let Some(text) = item.value.and_then(|value| literal(tree, value)) else { return };
        if text.len() > 3 && !says_nothing(text, name.text()) {
            let node = self.graph.id(Node::Const(id));
            self.seed(node, name.text(), (file, item.span));
        }
    }

    /// Whether the team says that values of a foreign type are secrets.
    fn is_own(&self, ty: &Ty) -> bool {
        match ty.value() {
            Ty::Foreign(path, _) => self.know.own.types.contains(path.text().rsplit("::").next().unwrap_or_default()),
            _ => false,
        }
    }

    /// Whether a type holds a secret and shows nothing of it.
    pub(super) fn is_protected(&self, ty: &Ty) -> bool {
        match ty.value() {
            Ty::Foreign(path, _) => {
                self.know.values.protected.contains(path.text().rsplit("::").next().unwrap_or_default())
            }
            _ => false,
        }
    }

    /// A variable whose name and type say that it holds a secret, unless it
    /// was given something that is none.
    pub(super) fn seed_binding(&mut self, body: &Body, binding: &Binding, node: NodeId, ty: &Ty) {
        let named = self.names_secret(binding.name) && holds(ty, binding.name.text());
        if !self.is_own(ty) && (!named || self.is_lexical(body, binding.name)) {
            return;
        }
        if let (Origin::Value(init), true) = (binding.origin, binding.path.is_empty())
            && binding.assigned.iter().all(|value| self.harmless(body, *value, binding.name.text(), DEPTH))
            && self.harmless(body, init, binding.name.text(), DEPTH)
        {
            return;
        }
        if binding.owner_is_macro(body) && *ty == Ty::Unknown && !is_strong(binding.name.text()) {
            return;
        }
        let span = self.index().tree(body.file).pat(binding.pat).span;
        self.seed(node, binding.name.text(), (body.file, span));
    }

    /// Whether a word that says little alone is that of a parser here: by what
    /// the function or its file is called, or by the lexer beside it.
    fn is_lexical(&self, body: &Body, name: Name) -> bool {
        if is_strong(name.text()) {
            return false;
        }
        let function = match body.kind {
            BodyKind::Fn(id) => self.index().fn_(id).name.text(),
            _ => "",
        };
        let unit = self.index().unit(body.file);
        let file = unit.source.path().rsplit('/').next().unwrap_or_default();
        let parses = |text: &str| segments(text).iter().any(|word| LEXICAL.contains(&word.as_str()));
        parses(function) || parses(file) || unit.facts.adts.iter().any(|adt| parses(adt.name.text()))
    }

    /// Whether an expression's value is plainly no secret: a count, a hash, a
    /// masked or fixed text.
    fn harmless(&self, body: &Body, expr: ExprId, name: &str, depth: u32) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let tree = self.index().tree(body.file);
        let again = |expr: ExprId| self.harmless(body, expr, name, depth);
        match tree.kind(expr) {
            ExprKind::Scalar(_) | ExprKind::Not(_) => true,
            ExprKind::Str(text) => says_nothing(tree.string(text), name),
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => {
                again(inner)
            }
            ExprKind::Block(block) => {
                let block = tree.block(block);
                match (block.value, block.stmts.last()) {
                    (Some(value), _) => again(value),
                    (None, Some(Stmt::Expr(last))) => {
                        matches!(tree.kind(*last), ExprKind::Return(_) | ExprKind::Macro(_))
                    }
                    (None, _) => false,
                }
            }
            ExprKind::If { then, other: Some(other), .. } => {
                [then, other].iter().all(|arm| fixed(tree, *arm) || again(*arm))
            }
            ExprKind::Match(node) => tree.match_(node).arms.iter().all(|(_, arm)| fixed(tree, *arm) || again(*arm)),
            ExprKind::Return(_) | ExprKind::Break(_) => true,
            ExprKind::Binary { op, left, right } => match op {
                BinOp::Add => again(left) && again(right),
                _ => true,
            },
            ExprKind::Index { index, .. } => matches!(tree.kind(index), ExprKind::Range { .. }),
            ExprKind::Call { callee, args } => match tree.path_of(callee).and_then(Path::last) {
                Some(last) if self.know.cleans(last.text()) => true,
                Some(last) if matches!(last.text(), "Some" | "Ok" | "from" | "new") => {
                    !tree.exprs_of(args).is_empty() && tree.exprs_of(args).iter().all(|arg| again(*arg))
                }
                _ => false,
            },
            ExprKind::Method { receiver, name: method, .. } => {
                let (know, values) = (self.know, self.know.values);
                match method.text() {
                    "map" | "and_then" | "unwrap_or" | "unwrap_or_else" => false,
                    method if know.cleans(method) => true,
                    method if values.keeps.contains(method) => again(receiver),
                    _ => false,
                }
            }
            ExprKind::Path(_) => {
                let locals = self.types.infer.locals(body);
                let binding = locals.uses.get(&expr).map(|id| &locals.bindings[*id as usize]);
                match binding.map(|binding| (binding.origin, binding.path.is_empty(), binding.assigned.is_empty())) {
                    Some((Origin::Value(init), true, true)) => again(init),
                    _ => false,
                }
            }
            _ => false,
        }
    }

    /// A read of the environment by a secret's name.
    pub(super) fn environment(&self, body: &Body, expr: ExprId) -> Option<String> {
        let text = self.text_of(body, expr)?;
        (self.know.is_secret_variable)(&text).then_some(text)
    }

    /// The text of a literal, or of a constant that is one.
    fn text_of(&self, body: &Body, expr: ExprId) -> Option<String> {
        let tree = self.index().tree(body.file);
        match tree.kind(expr) {
            ExprKind::Str(text) => Some(tree.string(text).to_string()),
            ExprKind::Ref(inner) => self.text_of(body, inner),
            ExprKind::Path(path) => {
                self.types.infer.resolve(body, tree.path(path)).into_iter().find_map(|res| match res {
                    Res::Def(crate::rust::index::Def::Const(id)) => {
                        let value = self.index().const_(id).value?;
                        self.index().tree(id.file).str_of(value).map(str::to_owned)
                    }
                    _ => None,
                })
            }
            _ => None,
        }
    }
}

impl Binding {
    /// Whether the body is an arm of a macro, whose parameters are code.
    fn owner_is_macro(&self, body: &Body) -> bool {
        matches!(body.owner, Owner::Macro(_))
    }
}

/// Whether a type is about signing in, by its name or its other fields: a
/// bare `token` may as well be what a package is called.
fn has_company(adt: &Adt, fields: &[Field]) -> bool {
    let about = |name: Name| segments(name.text()).iter().any(|word| COMPANY.contains(&word.as_str()));
    about(adt.name) || fields.iter().any(|field| is_strong(field.name.text()) && about(field.name))
}

/// Words of those who sign in somewhere.
const COMPANY: [&str; 45] = [
    "access",
    "account",
    "api",
    "args",
    "auth",
    "bearer",
    "bot",
    "client",
    "config",
    "connection",
    "credential",
    "credentials",
    "email",
    "endpoint",
    "expires",
    "expiry",
    "expiration",
    "header",
    "hook",
    "host",
    "issuer",
    "jwt",
    "key",
    "login",
    "oauth",
    "options",
    "opts",
    "owner",
    "password",
    "push",
    "refresh",
    "registration",
    "request",
    "reset",
    "role",
    "scope",
    "secret",
    "server",
    "session",
    "settings",
    "ttl",
    "user",
    "username",
    "verify",
    "webhook",
];

/// Words of those who take text apart.
const LEXICAL: [&str; 20] = [
    "parse",
    "parser",
    "parses",
    "parsing",
    "lex",
    "lexer",
    "lexing",
    "tokenize",
    "tokenizer",
    "tokens",
    "scanner",
    "grammar",
    "syntax",
    "ast",
    "tokenise",
    "tokeniser",
    "glob",
    "regex",
    "expr",
    "ident",
];

/// Whether a value of this type and name can be a secret as it is.
pub(super) fn holds(ty: &Ty, name: &str) -> bool {
    match ty {
        Ty::Text => true,
        Ty::Unknown => is_strong(name),
        Ty::List(of) => **of == Ty::Text || **of == Ty::Unknown && is_strong(name),
        Ty::Map(of) => of.1 == Ty::Text,
        Ty::Fall(of) => holds(&of.0, name),
        _ => false,
    }
}

/// Whether a name says enough where the type says nothing: `token` may be
/// a lexer's, `access_token` is none.
fn is_strong(name: &str) -> bool {
    let words = segments(name);
    match words.as_slice() {
        [only] => !matches!(
            only.as_str(),
            "token"
                | "tokens"
                | "secret"
                | "secrets"
                | "credential"
                | "credentials"
                | "creds"
                | "jwt"
                | "dsn"
                | "keys"
                | "pwd"
        ),
        _ => !matches!(
            words.last().map(String::as_str),
            Some("tokens" | "credentials" | "secrets" | "creds" | "credential")
        ),
    }
}

/// A literal that is one of several choices says which one was made.
fn fixed(tree: &Tree, expr: ExprId) -> bool {
    match tree.kind(expr) {
        ExprKind::Str(_) => true,
        ExprKind::Block(block) => {
            let block = tree.block(block);
            block.stmts.is_empty() && block.value.is_some_and(|value| fixed(tree, value))
        }
        _ => false,
    }
}

fn literal(tree: &Tree, expr: ExprId) -> Option<&str> {
    match tree.kind(expr) {
        ExprKind::Str(text) | ExprKind::Bytes(text) => Some(tree.string(text)),
        ExprKind::Ref(inner) | ExprKind::Deref(inner) => literal(tree, inner),
        _ => None,
    }
}

/// A fixed text that stands for no secret: nothing, stars, a placeholder, a
/// sentence, or the secret's own name.
fn says_nothing(text: &str, name: &str) -> bool {
    let lower = text.to_lowercase();
    let plain = lower.bytes().all(|b| b.is_ascii_alphabetic() || b"_-. :/".contains(&b));
    let names = segments(name);
    let echoes = plain && names.iter().any(|word| word.len() > 2 && lower.contains(word.as_str()));
    let placeholder =
        ["redacted", "masked", "hidden", "none", "unset", "not set", "missing", "present", "<", "*", "${"];
    lower.is_empty()
        || echoes
        || lower.contains(' ')
        || lower.len() > 2 && lower.bytes().all(|b| b"*.x-_ ".contains(&b))
        || placeholder.iter().any(|word| lower.contains(word))
}
