//! What is a secret to begin with: by name and type.

mod company;
mod harmless;
mod lexical;

use self::harmless::{is_words, literal, says_nothing};
pub(super) use self::lexical::is_strong;
use super::graph::{Node, NodeId};
use super::{Flow, Seed};
use crate::rust::facts::{AdtKind, Owner};
use crate::rust::index::{Body, BodyKind, ItemId, Res};
use crate::rust::locals::{Binding, Origin};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;
use crate::source::Span;
use crate::words::segments;

/// What a type is called that says where things are or what they are called.
const LISTS: [&str; 10] =
    ["paths", "urls", "routes", "labels", "strings", "columns", "messages", "texts", "placeholders", "translations"];

/// Callers of one function that are looked at.
const CALLERS: usize = 32;

/// How a body uses a variable.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Treated {
    /// Compared with the words that it can be.
    pub as_word: bool,
    /// Opened as a file.
    pub as_path: bool,
    /// Looked up by: `headers.get(authorization_header)`.
    pub as_key: bool,
    /// Asked for parts that no text has.
    pub as_object: bool,
}

impl Flow<'_, '_> {
    /// Takes a node as a secret when its name says so and its type allows it.
    pub(super) fn seed_named(&mut self, node: NodeId, name: Name, ty: &Ty, place: (u32, Span)) {
        if self.is_own(ty) || self.names_secret(name) && holds(ty, name.text()) && !self.says_which(name, ty) {
            self.seed(node, name.text(), place);
        }
    }

    pub(super) fn seed(&mut self, node: NodeId, name: &str, (file, span): (u32, Span)) {
        self.seeds.push(Seed { node, name: name.to_owned(), read: false, file, span });
    }

    /// What is read from the environment is a secret even in a test.
    pub(super) fn seed_read(&mut self, node: NodeId, name: &str, (file, span): (u32, Span)) {
        self.seeds.push(Seed { node, name: name.to_owned(), read: true, file, span });
    }

    /// Fields of types, and constants, whose names are those of secrets.
    pub(super) fn seed_types(&mut self) {
        self.spread_paths();
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

    /// A field whose text goes into one that is a path holds a path, too.
    fn spread_paths(&mut self) {
        let mut more = true;
        while std::mem::take(&mut more) {
            for (from, to) in &self.copied {
                if self.paths.contains(from) != self.paths.contains(to) {
                    self.paths.extend([*from, *to]);
                    more = true;
                }
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
                if holds(&ty, name.text()) && ty.is_known() && !self.is_protected(&ty) && !self.says_which(name, &ty) {
                    let node = self.graph.id(Node::Field(id, variant as u32, field.name));
                    if !self.paths.contains(&node) && !self.is_fixed_text(id.file, field.span) {
                        self.seed(node, name.text(), (id.file, field.span));
                    }
                }
            }
        }
    }

    /// `missing_token: &'static str`: a text of the program itself.
    fn is_fixed_text(&self, file: u32, field: Span) -> bool {
        let text = self.index().unit(file).source.text();
        let rest = text.get(field.end as usize..).unwrap_or_default().trim_start();
        rest.strip_prefix(':').is_some_and(|ty| ty.trim_start().starts_with("&'static str"))
    }

    /// What a field is called when that is a secret's name; the one field of
    /// a newtype goes by the type's name, that of a variant by the variant's.
    pub(super) fn field_called(&mut self, id: ItemId, variant: u32, name: Name) -> Option<Name> {
        if self.names_secret(name) {
            return (!self.is_alone(id, variant, name) && !self.is_identifier(id, variant, name)).then_some(name);
        }
        let adt = self.index().adt(id);
        let of = adt.variants.get(variant as usize)?;
        // The `key` of an `ApiKeyInjector` is an API key.
        if name == "key" && names_key(adt.name) && !self.is_error(id) && !self.is_identifier(id, variant, name) {
            return Some(adt.name);
        }
        // What an error's variants are called is what went wrong.
        if self.know.own.types.contains(adt.name.text()) {
            return Some(adt.name);
        }
        let lone = of.fields.len() == 1 && name == "0" && !(adt.kind == AdtKind::Enum && self.is_error(id));
        let called = if adt.kind == AdtKind::Enum { of.name } else { adt.name };
        (lone && self.names_secret(called) && !self.is_alone_variant(id, called)).then_some(called)
    }

    /// An `access_key` beside a `secret_key` is the public half, as the
    /// password of an `Encrypted…` type is no password.
    fn is_identifier(&self, id: ItemId, variant: u32, name: Name) -> bool {
        let adt = self.index().adt(id);
        let words = segments(adt.name.text());
        let about = |word: &String| matches!(word.as_str(), "encrypted" | "sealed" | "hashed");
        let lists = words.last().is_some_and(|last| LISTS.contains(&last.as_str()));
        let locks = name == "token" && words.iter().any(|word| word == "lock");
        if lists || locks || words.iter().any(about) {
            return true;
        }
        let fields = adt.variants.get(variant as usize).map_or(&[][..], |variant| &variant.fields);
        let public = is_access_key(name) || name == "key" && names_key(adt.name);
        public && fields.iter().any(|field| field.name == "secret" || is_secret_half(field.name))
    }

    /// The same for a variable, beside another one or a type in its file.
    fn is_public_half(&self, body: &Body, name: Name) -> bool {
        let fields = || {
            let adts = self.index().unit(body.file).facts.adts.iter();
            adts.flat_map(|adt| &adt.variants).flat_map(|variant| &variant.fields)
        };
        is_access_key(name)
            && (self.types.infer.locals(body).bindings.iter().any(|binding| is_secret_half(binding.name))
                || fields().any(|field| is_secret_half(field.name)))
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
        if text.len() > 3 && !says_nothing(text, name.text()) && !is_words(text) {
            let node = self.graph.id(Node::Const(id));
            self.seed(node, name.text(), (file, item.span));
        }
    }

    /// Whether values of a foreign type are secrets, by the team's word or
    /// since everybody knows it.
    fn is_own(&self, ty: &Ty) -> bool {
        match ty.value() {
            Ty::Foreign(path, _) => {
                let last = path.text().rsplit("::").next().unwrap_or_default();
                self.know.own.types.contains(last) || self.know.values.revealing.contains(last)
            }
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
    /// was given something that is none, or is `treated` as none is.
    pub(super) fn seed_binding(&mut self, body: &Body, binding: &Binding, node: NodeId, ty: &Ty, treated: Treated) {
        // A bare `token` of an unknown type is one where users sign in.
        let made = matches!(binding.origin, Origin::Value(_)) && binding.path.is_empty();
        let named = self.names_secret(binding.name)
            && (holds(ty, binding.name.text()) || *ty == Ty::Unknown && made && self.signs_in(body.file));
        if !self.is_own(ty) && (!named || self.is_none(body, binding, ty, treated)) {
            return;
        }
        if let (Origin::Value(init), true) = (binding.origin, binding.path.is_empty())
            && binding.assigned.iter().all(|value| self.is_harmless(body, *value, binding.name.text()))
            && self.is_harmless(body, init, binding.name.text())
        {
            return;
        }
        if binding.owner_is_macro(body) && *ty == Ty::Unknown && !is_strong(binding.name.text()) {
            return;
        }
        let span = self.index().tree(body.file).pat(binding.pat).span;
        self.seed(node, binding.name.text(), (body.file, span));
    }

    /// Whether what is done with a variable, or where it comes from, says
    /// that it is no secret in spite of its name.
    fn is_none(&mut self, body: &Body, binding: &Binding, ty: &Ty, treated: Treated) -> bool {
        let word = treated.as_word && !is_strong(binding.name.text());
        let object = treated.as_object && *ty == Ty::Unknown && !is_strong(binding.name.text());
        word || object
            || treated.as_path
            || self.is_given_others(body, binding)
            || self.is_of_sqlite(body, binding.name)
            || self.is_in_namespace(body, binding.name)
            || treated.as_key && is_header(binding.name)
            || self.says_which(binding.name, ty)
            || self.is_public_half(body, binding.name)
            || self.is_of_alone(body, binding)
            || self.is_other_token(body, binding)
            || self.is_lexical(body, binding)
            || self.is_given_names(body, binding)
    }

    /// `reject(url, "API_KEY")`: whether every caller hands a parameter the
    /// name of a secret, or nothing.
    fn is_given_names(&self, body: &Body, binding: &Binding) -> bool {
        let (BodyKind::Fn(id), Origin::Param(at)) = (body.kind, binding.origin) else { return false };
        let item = self.index().fn_(id);
        let sites = self.sites.named(item.name);
        if sites.len() > CALLERS {
            return false;
        }
        let mut given = 0;
        for site in sites {
            let caller = &self.sites.bodies[site.body as usize];
            let tree = self.index().tree(caller.file);
            let args = match tree.kind(site.expr) {
                ExprKind::Call { args, .. } | ExprKind::Method { args, .. } if !caller.test => tree.exprs_of(args),
                _ => continue,
            };
            let Some(text) = args.get(at as usize).and_then(|arg| literal(tree, *arg)) else { return false };
            if !says_nothing(text, binding.name.text()) && !self.know.words.is_secret(text) {
                return false;
            }
            given += 1;
        }
        given > 0
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

/// Whether a type is named after a kind of secret key.
fn names_key(name: Name) -> bool {
    let words = segments(name.text());
    words.windows(2).any(|two| matches!(two[0].as_str(), "api" | "secret" | "private" | "access") && two[1] == "key")
}

/// Whether a name may be that of a header's name.
fn is_header(name: Name) -> bool {
    segments(name.text()).last().is_some_and(|last| last == "header")
}

/// Whether a name is that of a key that may be one of a pair.
fn is_access_key(name: Name) -> bool {
    let words = segments(name.text());
    matches!(words.as_slice(), [.., access, key] if access == "access" && key == "key")
        && !words.iter().any(|word| word == "secret")
}

fn is_secret_half(name: Name) -> bool {
    let words = segments(name.text());
    words.iter().any(|word| word == "secret") && words.iter().any(|word| word == "key" || word == "access")
}

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
