//! What stands beside a name, or under it, says whether it is a secret's: the
//! type that a variant belongs to, the types that are called as a text is.

use super::lexical::{called, is_strong};
use super::{CALLERS, Flow, Seed};
use crate::rust::facts::AdtKind;
use crate::rust::flow::roles::{GIVEN_BACK, KEPT, KEYS, NEUTRAL, ends_in, has_one, has_word};
use crate::rust::index::{Body, BodyKind, ItemId};
use crate::rust::locals::{Binding, Origin, Proj};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::{Ty, field_name};
use crate::words::segments;

/// Callers that say together what a function is for.
const SEVERAL: usize = 2;

/// Receivers that are followed to see what an argument is called.
const FAR: u32 = 12;

impl Flow<'_, '_> {
    /// `LlmEvent::Token(text)`: a variant whose name says too little, of a
    /// type that is not about signing in.
    pub(super) fn is_alone_variant(&self, id: ItemId, called: Name) -> bool {
        let adt = self.index().adt(id);
        if adt.kind != AdtKind::Enum || is_strong(called.text()) {
            return false;
        }
        let about = |name: Name| has_word(name.text(), &self.know.values.signs_in);
        let secret = |name: Name| is_strong(name.text()) && self.know.words.is_secret(name.text());
        let telling = self.around.telling.get(id, || {
            let mut telling = adt.variants.iter().map(|of| of.name).filter(|name| about(*name) || secret(*name));
            let first = telling.next()?;
            Some((first, telling.any(|other| other != first)))
        });
        let beside = telling.is_some_and(|(one, others)| others || one != called);
        !about(adt.name) && !secret(adt.name) && !beside
    }

    /// Whether a variable is taken from a field whose name says too little
    /// where it stands: its own says no more.
    pub(super) fn is_of_alone(&mut self, body: &Body, binding: &Binding) -> bool {
        if is_strong(binding.name.text()) {
            return false;
        }
        let Some((id, variant)) = self.types.constructor(body, binding) else {
            return self.is_copy_of_alone(body, binding);
        };
        let Some(field) = field_name(binding) else { return false };
        let adt = self.index().adt(id);
        let Some(of) = adt.variants.get(variant as usize) else { return false };
        let lone = adt.kind == AdtKind::Enum && of.fields.len() == 1 && field == "0" && self.names_secret(of.name);
        (lone || field == binding.name) && self.field_called(id, variant, field).is_none()
    }

    /// `if let Some(token) = &verification.token`: the same of a field that is
    /// read.
    fn is_copy_of_alone(&mut self, body: &Body, binding: &Binding) -> bool {
        let tree = self.index().tree(body.file);
        let Some(given) = given_as_it_is(tree, binding) else { return false };
        let mut at = given;
        while let ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Method { receiver: inner, .. } =
            tree.kind(at)
        {
            at = inner;
        }
        let ExprKind::Field { base, name } = tree.kind(at) else { return false };
        match self.types.of(body, base).value() {
            Ty::Adt(id, _) if name == binding.name && source(tree, given) == Some(name) => {
                self.field_called(id, 0, name).is_none()
            }
            _ => false,
        }
    }

    /// `if let (Some(auth), Some(token)) = (auth_url, token_url)`: a variable
    /// that is given what is called as it is, and after what that says.
    pub(super) fn is_given_about(&self, body: &Body, binding: &Binding) -> bool {
        let tree = self.index().tree(body.file);
        let given = given_as_it_is(tree, binding);
        let Some(of) = given.and_then(|given| source(tree, given)) else { return false };
        let words = segments(of.text());
        let about = words.last().is_some_and(|last| self.know.words.is_about(last) || last == "url" || last == "uri");
        about && words[..words.len() - 1] == *segments(binding.name.text()) && !self.know.words.is_secret(of.text())
    }

    /// `first_word(other)`, `first_word(&option)`: a parameter called `token`
    /// that nobody hands a secret by name, where nobody signs in.
    pub(super) fn is_given_others(&self, body: &Body, binding: &Binding) -> bool {
        let (BodyKind::Fn(id), Origin::Param(at)) = (body.kind, binding.origin) else { return false };
        if is_strong(binding.name.text()) || !binding.path.is_empty() || self.signs_in(body.file) {
            return false;
        }
        let named = |tree: &Tree, arg: ExprId| {
            let name = called(tree, arg, FAR)?;
            Some(!ends_in(name.text(), NEUTRAL) && !self.know.words.is_secret(name.text()))
        };
        self.all_callers(id, at, SEVERAL, &|tree, arg| named(tree, arg) == Some(true))
    }

    /// Whether so many callers at least, and each of them, hand a function
    /// such an argument there. What tests hand over is made up.
    pub(super) fn all_callers(&self, id: ItemId, at: u32, least: usize, such: &dyn Fn(&Tree, ExprId) -> bool) -> bool {
        let sites = self.sites.named(self.index().fn_(id).name);
        let mut given = 0;
        for site in sites.iter().take(CALLERS) {
            let caller = &self.sites.bodies[site.body as usize];
            let tree = self.index().tree(caller.file);
            let args = match tree.kind(site.expr) {
                ExprKind::Call { args, .. } | ExprKind::Method { args, .. } if !caller.test => tree.exprs_of(args),
                _ => continue,
            };
            if !args.get(at as usize).is_some_and(|arg| such(tree, *arg)) {
                return false;
            }
            given += 1;
        }
        given >= least && sites.len() <= CALLERS
    }

    /// Whether a page is given such a token to prove that it asks: a
    /// `csrf_token`, the `token` of `csrf.rs`.
    pub(in crate::rust::flow) fn is_given_back(&self, seed: &Seed) -> bool {
        is_page_token(&seed.name) || seed.name == "token" && self.is_about_pages(seed.file)
    }

    /// `describe(namespace, secret)`: which one, of those in a namespace.
    pub(super) fn is_in_namespace(&self, body: &Body, name: Name) -> bool {
        let BodyKind::Fn(id) = body.kind else { return false };
        let tree = self.index().tree(id.file);
        let named = |pat: PatId| matches!(tree.pat(pat).kind, PatKind::Bind { name, .. } if name == "namespace");
        name == "secret" && self.index().fn_(id).params.iter().any(|param| named(param.pat))
    }

    /// `credential: String` where there is a type `Credential` with a name: a
    /// text that is called so says which one.
    pub(super) fn says_which(&self, file: u32, name: Name, ty: &Ty) -> bool {
        let (list, text) = match ty.value() {
            Ty::List(of) => (true, *of == Ty::Text),
            ty => (false, ty == Ty::Text),
        };
        let word = name.text();
        // A list of no more than texts is of what they are called.
        let several = matches!(word, "credentials" | "creds" | "secrets");
        if list && text && several {
            return true;
        }
        let words = segments(word);
        let Some(last) = words.last() else { return false };
        let one = last.strip_suffix('s').unwrap_or(last);
        // `choose_credential` chooses one; a `client_secret` is one.
        let krate = self.crate_of(file);
        let known = |word: &str| self.kinds.contains(&(krate, word.to_owned()));
        text && (words.len() == 1 || one == "credential") && (known(one) || known(last))
    }

    /// What the crate of a file is called.
    pub(super) fn crate_of(&self, file: u32) -> Name {
        let index = self.types.index();
        index.crate_name(index.module(file, 0))
    }

    /// Whether a field holds the secret itself: where there is one, a text
    /// called `secret` may be either. A credential is more than one text.
    fn is_kept(&self, field: Name) -> bool {
        self.know.words.is_secret(field.text()) || KEPT.contains(&field.text())
    }

    /// Types with a name, and without what it is the name of, whose own name
    /// alone would be that of a secret.
    pub(in crate::rust::flow) fn find_kinds(&mut self) {
        for (file, unit) in self.types.index().units().iter().enumerate() {
            for adt in &unit.facts.adts {
                let word = adt.name.text().to_lowercase();
                let named = adt.variants.iter().flat_map(|of| &of.fields);
                let several = adt.kind != AdtKind::Enum && adt.variants.iter().any(|of| of.fields.len() > 1);
                if matches!(word.as_str(), "credential" | "secret")
                    && several
                    && named.clone().any(|field| KEYS.contains(&field.name.text()))
                    && (word == "credential" || !named.clone().any(|field| self.is_kept(field.name)))
                {
                    let krate = self.crate_of(file as u32);
                    self.kinds.insert((krate, word));
                }
            }
        }
    }
}

/// What a variable is given as a whole, be it in a tuple.
fn given_as_it_is(tree: &Tree, binding: &Binding) -> Option<ExprId> {
    let Origin::Value(init) = binding.origin else { return None };
    match (tree.kind(init), binding.path.as_slice()) {
        (ExprKind::Tuple(items), [Proj::At(at)]) => tree.exprs_of(items).get(*at as usize).copied(),
        (_, []) => Some(init),
        _ => None,
    }
}

/// The variable or field that an expression is as it stands.
fn source(tree: &Tree, expr: ExprId) -> Option<Name> {
    match tree.kind(expr) {
        ExprKind::Path(path) => tree.path(path).ident(),
        ExprKind::Field { name, .. } => Some(name),
        ExprKind::Ref(inner) | ExprKind::Deref(inner) => source(tree, inner),
        ExprKind::Method { receiver, name, .. } => match name.text() {
            "as_ref" | "as_deref" | "clone" | "as_str" => source(tree, receiver),
            _ => None,
        },
        _ => None,
    }
}

/// Whether what is called so is given back by a page: `csrf_token`.
pub(in crate::rust::flow) fn is_page_token(name: &str) -> bool {
    has_one(name, GIVEN_BACK) && ends_in(name, &["token", "csrf", "xsrf"])
}
