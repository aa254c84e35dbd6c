//! Types of the workspace that hold a text and nothing else: a `password` that
//! has such a type is one, whatever the type is called.

use super::{Flow, holds};
use crate::rust::facts::{AdtKind, Field};
use crate::rust::flow::roles::{HIDDEN, has_one};
use crate::rust::index::ItemId;
use crate::rust::name::Name;
use crate::rust::types::Ty;
use crate::words::segments;

impl<'a> Flow<'_, 'a> {
    /// Whether a value of this type and name can be a secret as it is, or as
    /// what its type wraps.
    pub(super) fn may_hold(&mut self, ty: &Ty, name: &str) -> bool {
        holds(ty, name) || self.wraps_text(ty)
    }

    /// Whether a struct holds one text, and its name says nothing of it.
    pub(in crate::rust::flow) fn wraps_text(&mut self, ty: &Ty) -> bool {
        let Ty::Adt(id, args) = ty.value() else { return false };
        self.wrapped_field(id).is_some_and(|field| match self.types.field_written(id, field.ty, &args).value() {
            Ty::Text => true,
            Ty::Param(_) => args.is_empty(),
            _ => false,
        })
    }

    /// Whether a field is all that such a struct holds.
    pub(in crate::rust::flow) fn is_wrapped(&mut self, ty: &Ty, name: Name) -> bool {
        let Ty::Adt(id, _) = ty.value() else { return false };
        self.wrapped_field(id).is_some_and(|field| field.name == name) && self.wraps_text(ty)
    }

    /// The only field of a struct. One that is called after a secret is one
    /// wherever it stands, a `PasswordHash` or `KeyName` nowhere.
    fn wrapped_field(&mut self, id: ItemId) -> Option<&'a Field> {
        let adt = self.index().adt(id);
        let [only] = &adt.variants[..] else { return None };
        let [field] = &only.fields[..] else { return None };
        let name = adt.name.text();
        let about = |word: &String| self.know.words.is_about(word);
        let none = adt.kind != AdtKind::Struct
            || has_one(name, HIDDEN)
            || self.know.cleans(name)
            || segments(name).iter().chain(&segments(field.name.text())).any(about);
        (!none && !self.is_error(id) && !self.names_secret(adt.name)).then_some(field)
    }
}
