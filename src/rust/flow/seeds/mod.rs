//! What is a secret to begin with: by name and type.

mod alone;
mod around;
mod company;
mod fields;
mod halves;
mod handed;
mod harmless;
mod hooks;
mod kinds;
mod lexical;
mod outside;
mod parsed;
mod pieces;
mod redactors;
mod signed;
mod signs;
mod stores;
mod texts;
mod treated;
mod whereabouts;
mod wrapped;
mod written;

pub(super) use self::around::{Around, Known};
pub(super) use self::company::is_page_token;
pub(super) use self::halves::{is_secret_half, may_be_half, whose_half};
use self::harmless::{literal, says_nothing};
pub(super) use self::hooks::names_hook;
pub(super) use self::lexical::{called, is_strong};
pub(super) use self::stores::{is_database_address, speaks_of_sqlite};
pub(super) use self::treated::{Treated, is_kept_by_name, is_name_of_kept};
pub(super) use self::written::is_mask;
use super::graph::NodeId;
use super::roles::{PLURAL, SEALED, VALUES, ends_in, has_one};
use super::{Flow, Seed};
use crate::rust::facts::Owner;
use crate::rust::index::{Body, BodyKind};
use crate::rust::locals::{Binding, Origin};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;
use crate::source::Span;
use crate::words::segments;

/// Callers of one function that are looked at.
const CALLERS: usize = 32;

impl Flow<'_, '_> {
    /// Takes a node as a secret when its name says so and its type allows it.
    pub(super) fn seed_named(&mut self, node: NodeId, name: Name, ty: &Ty, place: (u32, Span)) {
        let named = self.names_secret(name) && self.may_hold(ty, name.text());
        let none = || {
            self.says_which(place.0, name, ty)
                || self.is_to_be_shown(place.0, name, &|| false)
                || self.is_path_of_database(place.0, name.text())
                || *ty == Ty::Unknown && self.is_handle(place.0, name)
        };
        if self.is_own(ty) || named && !none() {
            self.seed(node, name.text(), place);
        }
    }

    pub(super) fn seed(&mut self, node: NodeId, name: &str, (file, span): (u32, Span)) {
        self.seeds.push(Seed { node, name: name.to_owned(), read: false, unsure: false, issued: false, file, span });
    }

    /// What a secret is taken out of; `unsure` where that has failed.
    pub(super) fn seed_whole(&mut self, node: NodeId, name: &str, unsure: bool, (file, span): (u32, Span)) {
        self.seeds.push(Seed { node, name: name.to_owned(), read: false, unsure, issued: false, file, span });
    }

    /// What is read from the environment is a secret even in a test.
    pub(super) fn seed_read(&mut self, node: NodeId, name: &str, (file, span): (u32, Span)) {
        self.seeds.push(Seed { node, name: name.to_owned(), read: true, unsure: false, issued: false, file, span });
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
        if let Some(of) = self.is_read_as(body, binding, ty) {
            let span = self.index().tree(body.file).pat(binding.pat).span;
            return self.seed(node, of.text(), (body.file, span));
        }
        // A bare `token` of an unknown type is one where users sign in.
        let made = matches!(binding.origin, Origin::Value(_)) && binding.path.is_empty();
        let named = self.names_secret(binding.name)
            && (self.may_hold(ty, binding.name.text())
                || self.is_made_as_secret(body, binding, ty)
                || treated.as_text && self.is_token_of_another(body.file, binding.name, ty)
                || *ty == Ty::Unknown && treated.as_text && self.is_handed_as_secret(body, binding)
                || *ty == Ty::Unknown
                    && made
                    && (treated.as_text || !is_record(binding.name))
                    && self.signs_in(body.file));
        let hook = !named && *ty == Ty::Text && self.is_hook(body.file, self.function_of(body), binding.name);
        if !self.is_own(ty) && (!named && !hook || self.is_none(body, binding, ty, treated)) {
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
        let issued = self.is_made_here(body, binding);
        self.seeds.last_mut().into_iter().for_each(|seed| seed.issued = issued);
    }

    /// Whether a variable is called as its type of another crate is, in more
    /// than one word: `conn_token: ClientToken`; a `Token` may be a parser's.
    fn is_token_of_another(&mut self, file: u32, name: Name, ty: &Ty) -> bool {
        let Ty::Foreign(path, _) = ty.value() else { return false };
        let last = path.text().rsplit("::").next().unwrap_or_default();
        let (of, words) = (segments(last), segments(name.text()));
        let alike = of.len() > 1 && words.len() > 1 && of.last() == words.last();
        alike && self.names_secret(Name::new(last)) && !self.is_protected(ty) && !self.is_lexical_file(file)
    }

    /// `let key = other::ApiKey(text)`: what another crate's constructor makes of
    /// a text, called as a secret is by more than a weak word.
    fn is_made_as_secret(&mut self, body: &Body, binding: &Binding, ty: &Ty) -> bool {
        let (Ty::Foreign(path, _), Origin::Value(init)) = (ty.value(), binding.origin) else { return false };
        let tree = self.index().tree(body.file);
        let ExprKind::Call { callee, args } = tree.kind(init) else { return false };
        let last = Name::new(path.text().rsplit("::").next().unwrap_or_default());
        let makes = tree.path_of(callee).and_then(Path::last) == Some(last);
        let text = |arg: &ExprId| !matches!(self.types.of(body, *arg).value(), Ty::Scalar | Ty::Foreign(..));
        makes
            && binding.path.is_empty()
            && is_strong(last.text())
            && matches!(tree.exprs_of(args), [only] if text(only))
            && self.names_secret(last)
            && !self.is_protected(ty)
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
            || self.is_path_of_database(body.file, binding.name.text())
            || self.is_in_namespace(body, binding.name)
            || treated.is_name(binding.name)
            || self.says_which(body.file, binding.name, ty)
            || self.is_to_be_shown(body.file, binding.name, &|| self.beside_variable(body).signing)
            || self.counts_tries(body.file, binding.name)
            || *ty == Ty::Unknown && self.is_handle(body.file, binding.name)
            || self.is_coin_by_source(body, binding)
            || self.is_key_of_kept(body, binding)
            || self.is_for_reports(body.file, binding.name, self.function_of(body))
            || self.is_read_to_report(body, binding)
            || self.is_public_half(body, binding.name)
            || self.is_of_alone(body, binding)
            || self.is_other_token(body, binding)
            || self.is_lexical(body, binding, treated)
            || self.is_given_names(body, binding)
            || self.is_given_about(body, binding)
            || self.is_unsigned(body, binding)
    }

    /// `reject(url, "API_KEY")`: whether every caller hands a parameter the
    /// name of a secret, or nothing.
    fn is_given_names(&self, body: &Body, binding: &Binding) -> bool {
        let (BodyKind::Fn(id), Origin::Param(at)) = (body.kind, binding.origin) else { return false };
        self.all_callers(id, at, 1, &|tree, arg| {
            literal(tree, arg)
                .is_some_and(|text| says_nothing(text, binding.name.text()) || self.know.words.is_secret(text))
        })
    }
}

impl Binding {
    /// Whether the body is an arm of a macro, whose parameters are code.
    fn owner_is_macro(&self, body: &Body) -> bool {
        matches!(body.owner, Owner::Macro(_))
    }
}

/// `credentials` of an unknown type are more than one text: what debugging
/// them shows is not known.
fn is_record(name: Name) -> bool {
    ends_in(name.text(), PLURAL) && !ends_in(name.text(), &["tokens"])
}

/// `AnyLuaValue`, `SqlValue`: another crate's value that is a text or holds
/// one; a mere `Value` is a document of several.
fn is_value(path: &str) -> bool {
    let last = path.rsplit("::").next().unwrap_or_default();
    ends_in(last, VALUES) && segments(last).len() > 1 && !has_one(last, SEALED)
}

/// Whether a value of this type and name can be a secret as it is.
pub(in crate::rust::flow) fn holds(ty: &Ty, name: &str) -> bool {
    match ty {
        Ty::Text => true,
        Ty::Unknown => is_strong(name),
        Ty::List(of) => **of == Ty::Text || **of == Ty::Unknown && is_strong(name),
        Ty::Map(of) => of.1 == Ty::Text,
        Ty::Fall(of) => holds(&of.0, name),
        Ty::Foreign(path, _) => is_strong(name) && is_value(path.text()),
        _ => false,
    }
}
