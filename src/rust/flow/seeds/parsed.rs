//! Texts that are read into a type that is a secret.

use super::{Flow, is_strong};
use crate::rust::facts::Owner;
use crate::rust::flow::roles::NEUTRAL;
use crate::rust::index::{Body, BodyKind, Def};
use crate::rust::locals::{Binding, Origin};
use crate::rust::name::Name;
use crate::rust::types::Ty;
use crate::words::segments;

/// First words of functions that read what they are handed.
const READ: [&str; 5] = ["from", "parse", "decode", "try", "new"];

/// What a text is called beside [`NEUTRAL`] that is read.
const TEXTS: [&str; 8] = ["hex", "raw", "encoded", "base64", "base58", "bech32", "key", "secret"];

impl Flow<'_, '_> {
    /// `impl FromStr for PrivateKey { fn from_str(s: &str)`: what the text is
    /// that a parameter holds.
    pub(super) fn is_read_as(&mut self, body: &Body, binding: &Binding, ty: &Ty) -> Option<Name> {
        let (BodyKind::Fn(id), Origin::Param(0), Owner::Impl(number)) = (body.kind, binding.origin, body.owner) else {
            return None;
        };
        let item = self.index().fn_(id);
        if body.test || item.has_self || item.params.len() != 1 || !binding.path.is_empty() || ty.value() != Ty::Text {
            return None;
        }
        let Def::Adt(of) = self.index().owner_def(body.file, body.owner)? else { return None };
        let adt = self.index().adt(of).name;
        let own = &self.index().unit(body.file).facts.impls[number as usize];
        let reads = match own.trait_.as_ref().map(|of| of.last().map_or("", Name::text)) {
            Some(of) => matches!(of, "FromStr" | "TryFrom" | "From"),
            None => {
                let first = segments(item.name.text());
                let named = |list: &[&str]| list.contains(&binding.name.text());
                first.first().is_some_and(|word| READ.contains(&word.as_str())) && (named(NEUTRAL) || named(&TEXTS))
            }
        };
        (reads && is_strong(adt.text()) && self.names_secret(adt) && !self.is_error(of)).then_some(adt)
    }
}
