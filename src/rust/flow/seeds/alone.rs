//! Fields whose names say too little where they stand: a bare `token` in a
//! type that is not about signing in.

use super::{Flow, is_strong};
use crate::rust::facts::{Adt, Field};
use crate::rust::flow::build::derives;
use crate::rust::flow::lists::Values;
use crate::rust::flow::roles::{
    BESIDE_CODES, CALLBACKS, GENERIC, PAID, REFERENCES, SETTINGS, STATES, has_one, has_word,
};
use crate::rust::index::ItemId;
use crate::rust::name::Name;
use crate::words::segments;

impl Flow<'_, '_> {
    /// A `token` with decimals is one that is traded, but not the one that a
    /// client is set up with.
    fn is_coin(&self, id: ItemId, variant: u32, name: Name) -> bool {
        let settings = || has_one(self.index().adt(id).name.text(), SETTINGS);
        name == "token" && self.beside_field(id, variant).trades() && !settings()
    }

    /// A `token` beside the `dns_host` of a verification is to be put there
    /// for all to read; one of a service that serves names is not.
    fn is_record(&self, id: ItemId, variant: u32, name: Name) -> bool {
        let adt = self.index().adt(id);
        let mut fields = adt.variants.get(variant as usize).into_iter().flat_map(|of| &of.fields);
        name == "token"
            && self.beside_field(id, variant).proven
            && (verifies(adt.name.text()) || fields.any(|field| verifies(field.name.text())))
    }

    /// An `auth_code` beside the `amount` that a card was charged: by which the
    /// bank approved of it, and nobody signs in.
    pub(super) fn is_approval(&self, id: ItemId, variant: u32, name: Name) -> bool {
        let code = matches!(name.text(), "auth_code" | "authorization_code" | "authcode");
        let fields = self.index().adt(id).variants.get(variant as usize).map_or(&[][..], |of| &of.fields);
        let beside = fields.iter().filter(|field| field.name != name).map(|field| field.name.text());
        let has = |words: &[&str]| beside.clone().any(|field| has_one(field, words));
        let of = segments(self.index().adt(id).name.text());
        let signs_in = of.iter().any(|word| self.know.values.signs_in.contains(word));
        code && !signs_in && has(PAID) && !has(CALLBACKS) && !has(BESIDE_CODES)
    }

    /// Whether a field's name says too little where it stands.
    pub(super) fn is_alone(&self, id: ItemId, variant: u32, name: Name) -> bool {
        let (company, refers) = self.around.company.get((id, variant), || {
            let adt = self.index().adt(id);
            let fields = adt.variants.get(variant as usize).map_or(&[][..], |variant| &variant.fields);
            (has_company(self.know.values, adt, fields), is_reference(self.know.values, adt, fields))
        });
        let company = match is_bare_secret(name) {
            true => !refers,
            false => company || self.is_signing_place(id.file),
        };
        // A protocol's challenge is at an address where everybody may ask for it.
        let challenge = || self.publishes(id.file) && has_one(self.index().adt(id).name.text(), &["challenge"]);
        !is_strong(name.text())
            && (self.is_coin(id, variant, name)
                || name == "token" && self.beside_field(id, variant).counted
                || self.is_record(id, variant, name)
                || !company
                || self.is_lexical_file(id.file)
                || challenge())
    }
}

/// `secret`, `raw_secret`: nothing is said of it but that it is one.
fn is_bare_secret(name: Name) -> bool {
    let words = segments(name.text());
    let mut said = words.iter().filter(|word| !GENERIC.contains(&word.as_str()));
    said.next().is_some_and(|word| word == "secret") && said.next().is_none()
}

/// Whether a name speaks of verifying: `verified`, `verification_txt_value`.
pub(super) fn verifies(name: &str) -> bool {
    segments(name).iter().any(|word| word.starts_with("verif"))
}

/// Whether a type is about signing in, by its name or its other fields: a
/// bare `token` may as well be what a package is called.
fn has_company(values: &Values, adt: &Adt, fields: &[Field]) -> bool {
    let about = |name: Name| has_word(name.text(), &values.company);
    // What is given on a command line is no part of a text that is taken apart.
    let asked = derives(adt).any(|name| matches!(name, "Args" | "Parser" | "Subcommand" | "StructOpt"));
    asked || about(adt.name) || fields.iter().any(|field| is_strong(field.name.text()) && about(field.name))
}

/// Whether a type says which secret, and not what it is: `SecretKeyRef`, or
/// one beside a namespace or version.
fn is_reference(values: &Values, adt: &Adt, fields: &[Field]) -> bool {
    let about = |name: Name| has_one(name.text(), REFERENCES);
    let signs = has_word(adt.name.text(), &values.company);
    // A webhook has a path as well.
    let beside = |name: Name| match name.text() {
        "secret" => false,
        "namespace" => true,
        text => about(name) && !signs && !STATES.contains(&text),
    };
    about(adt.name) || fields.iter().any(|field| beside(field.name))
}
