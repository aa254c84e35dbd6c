//! Fields and constants that are secrets by what they are called.

use super::halves::names_key;
use super::harmless::{is_words, literal, says_nothing};
use super::{Flow, holds, is_strong};
use crate::rust::facts::{AdtKind, Variant};
use crate::rust::flow::build::CODE;
use crate::rust::flow::graph::Node;
use crate::rust::flow::roles::{BESIDE_CODES, CALLBACKS, HIDDEN, LISTS, WRITTEN_LISTS, ends_in, has_one};
use crate::rust::index::ItemId;
use crate::rust::name::Name;
use crate::rust::types::Ty;
use crate::source::Span;
use crate::words::segments;

/// Types inside types that are looked at.
const NESTED: u32 = 4;

/// Fields of one type that are looked at.
const FIELDS: usize = 64;

impl Flow<'_, '_> {
    /// Fields of types, and constants, whose names are those of secrets.
    pub(in crate::rust::flow) fn seed_types(&mut self) {
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
        self.paths.retain(|field| !self.either.contains(field));
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
                if (holds(&ty, name.text()) || name == field.name && self.wraps_text(&ty))
                    && ty.is_known()
                    && !self.is_protected(&ty)
                    && !self.says_which(id.file, name, &ty)
                {
                    let node = self.graph.id(Node::Field(id, variant as u32, field.name));
                    if !self.paths.contains(&node) && !self.is_fixed_text(id.file, field.span) {
                        self.seed(node, name.text(), (id.file, field.span));
                    }
                }
            }
        }
    }

    /// What the secret is called that values of a type hold, in the open or
    /// protected.
    pub(in crate::rust::flow) fn secret_within(&mut self, ty: &Ty) -> Option<String> {
        self.secret_below(ty, NESTED)
    }

    fn secret_below(&mut self, ty: &Ty, depth: u32) -> Option<String> {
        let depth = depth.checked_sub(1)?;
        let (id, args) = match ty.value() {
            Ty::Adt(id, args) => (id, args),
            Ty::List(of) => return self.secret_below(&of, depth),
            Ty::Map(of) => return self.secret_below(&of.1, depth),
            _ => return None,
        };
        let adt = self.index().adt(id);
        for (variant, of) in adt.variants.iter().enumerate() {
            for field in of.fields.iter().take(FIELDS) {
                let ty = self.types.field_written(id, field.ty, &args);
                let called = self.field_called(id, variant as u32, field.name);
                let holds = |name: &Name| {
                    self.is_protected(&ty) || holds(&ty, name.text()) || is_strong(name.text()) && self.is_newtype(&ty)
                };
                if let Some(name) = called.filter(holds) {
                    return Some(name.text().to_owned());
                }
                if field.name == "code" && ty.value() == Ty::Text && self.is_of_callback(id, of) {
                    return Some(CODE.to_owned());
                }
                if let Some(name) = self.secret_below(&ty, depth) {
                    return Some(name);
                }
            }
        }
        None
    }

    /// Whether a type holds one other value and nothing else, whatever it shows
    /// of that.
    fn is_newtype(&self, ty: &Ty) -> bool {
        let Ty::Adt(id, _) = ty.value() else { return false };
        matches!(self.index().adt(id).variants.as_slice(), [only] if only.fields.len() == 1)
    }

    /// `OAuthCallback { code, state }`: what a login comes back with, which is
    /// no place on a map.
    fn is_of_callback(&self, id: ItemId, of: &Variant) -> bool {
        let adt = self.index().adt(id);
        let has = |words: &[&str]| of.fields.iter().any(|field| words.contains(&field.name.text()));
        let surely =
            has_one(adt.name.text(), CALLBACKS) || of.fields.iter().any(|field| has_one(field.name.text(), CALLBACKS));
        has(BESIDE_CODES) && surely && !self.is_error(id)
    }

    /// `missing_token: &'static str`: a text of the program itself.
    fn is_fixed_text(&self, file: u32, field: Span) -> bool {
        let text = self.index().unit(file).source.text();
        let rest = text.get(field.end as usize..).unwrap_or_default().trim_start();
        rest.strip_prefix(':').is_some_and(|ty| ty.trim_start().starts_with("&'static str"))
    }

    /// What a field is called when that is a secret's name; the one field of
    /// a newtype goes by the type's name, that of a variant by the variant's.
    pub(in crate::rust::flow) fn field_called(&mut self, id: ItemId, variant: u32, name: Name) -> Option<Name> {
        if self.names_secret(name) {
            let none = self.is_alone(id, variant, name)
                || self.is_approval(id, variant, name)
                || self.is_identifier(id, variant, name)
                || self.is_to_be_shown(id.file, name, &|| self.beside_field(id, variant).signing)
                || self.is_path_of_database(id.file, name.text())
                || self.counts_tries(id.file, name)
                || self.is_for_reports(id.file, name, self.index().adt(id).name.text());
            return (!none).then_some(name);
        }
        let adt = self.index().adt(id);
        let of = adt.variants.get(variant as usize)?;
        if let Some(name) = self.named_outside(id.file, of, name) {
            return Some(name);
        }
        // The `key` of an `ApiKeyInjector` is an API key.
        if name == "key" && names_key(adt.name) && !self.is_error(id) && !self.is_identifier(id, variant, name) {
            return Some(adt.name);
        }
        // `auth: HashMap<String, String>`: who may sign in, with what.
        if name == "auth" && self.is_map_of_texts(id, of, name) {
            return Some(name);
        }
        if (self.is_hook_of(id, name) || self.is_told_by_other(adt.name, of, name)) && !self.is_error(id) {
            return Some(name);
        }
        // What an error's variants are called is what went wrong.
        if self.know.own.types.contains(adt.name.text()) {
            return Some(adt.name);
        }
        let lone = of.fields.len() == 1 && name == "0" && !(adt.kind == AdtKind::Enum && self.is_error(id));
        let called = if adt.kind == AdtKind::Enum { of.name } else { adt.name };
        // `TokenFromStdout(args)` holds where a token comes from.
        let lone = lone && !(adt.kind == AdtKind::Enum && self.know.words.is_of_another(called.text()));
        (lone && self.names_secret(called) && !self.is_alone_variant(id, called)).then_some(called)
    }

    /// `secret_id` beside `role_id`: what one signs in with, and no id.
    fn is_told_by_other(&self, holder: Name, of: &Variant, name: Name) -> bool {
        // A `PinterestPin` has a user as well.
        let others = self.know.values.beside.get(name.text()).filter(|_| !ends_in(holder.text(), &[name.text()]));
        others.is_some_and(|others| of.fields.iter().any(|field| others.contains(field.name.text())))
    }

    fn is_map_of_texts(&self, id: ItemId, of: &Variant, name: Name) -> bool {
        let field = of.fields.iter().find(|field| field.name == name);
        let ty = field.map(|field| self.types.field_written(id, field.ty, &[]).value());
        matches!(ty, Some(Ty::Map(of)) if of.0 == Ty::Text && of.1 == Ty::Text)
    }

    /// An `access_key` beside a `secret_key` is the public half, as the
    /// password of an `Encrypted…` type is no password.
    fn is_identifier(&self, id: ItemId, variant: u32, name: Name) -> bool {
        let adt = self.index().adt(id);
        let of = adt.name.text();
        let locks = name == "token" && has_one(of, &["lock"]);
        if locks || self.know.words.is_never(of, name.text()) || self.is_listed(id, variant, name) || hides(of, name) {
            return true;
        }
        self.is_public_field(id, variant, name)
    }

    /// `PasswordLabels { password, repeat }`: of a type that is named after
    /// what its texts are. Of addresses and messages, a strong name says more.
    fn is_listed(&self, id: ItemId, variant: u32, name: Name) -> bool {
        let adt = self.index().adt(id);
        let fields = adt.variants.get(variant as usize).map_or(&[][..], |of| &of.fields);
        let texts = || fields.iter().all(|field| self.types.field_written(id, field.ty, &[]).value() == Ty::Text);
        let of = adt.name.text();
        ends_in(of, LISTS) && (!is_strong(name.text()) || ends_in(of, WRITTEN_LISTS) && fields.len() > 1 && texts())
    }

    fn seed_const(&mut self, id: ItemId) {
        let item = self.index().const_(id);
        let (name, file) = (item.name, id.file);
        let test = self.index().unit(file).facts.modules[item.module as usize].test;
        if test || self.index().is_for_tests(file) || !self.names_secret(name) {
            return;
        }
        let tree = self.index().tree(file);
        let Some(text) = item.value.and_then(|value| literal(tree, value)) else { return };
        if text.len() > 3 && !says_nothing(text, name.text()) && !is_words(text) {
            let node = self.graph.id(Node::Const(id));
            self.seed(node, name.text(), (file, item.span));
        }
    }
}

/// Whether a type holds what it hides, by its name: an `EncryptedPassword` has
/// no readable one, but may have the key that it is encrypted with.
fn hides(of: &str, name: Name) -> bool {
    let (words, whose) = (segments(name.text()), segments(of));
    let keys = |word: &String| matches!(word.as_str(), "passphrase" | "key" | "token") && !whose.contains(word);
    has_one(of, HIDDEN) && words.len() == 1 && !words.iter().any(keys)
}
