//! What values of a written type can carry.

use super::Flow;
use crate::rust::facts::{Adt, attr};
use crate::rust::index::{Def, ItemId, Res};
use crate::rust::tree::{Type, TypeId};

/// What values of a type can carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carries {
    /// Text or bytes as they are.
    Text,
    /// Numbers, flags, times: never a secret.
    Nothing,
    /// A type with its own rules, a generic, something unknown.
    Other,
}

impl Flow<'_, '_> {
    /// What the type written at `ty` of `file` can carry.
    pub fn carries(&self, file: u32, ty: TypeId) -> Carries {
        let tree = self.infer.index.tree(file);
        match *tree.ty(ty) {
            Type::Ref(inner) | Type::Slice(inner) => self.carries(file, inner),
            Type::Tuple(items) if tree.types_of(items).is_empty() => Carries::Nothing,
            Type::Never => Carries::Nothing,
            Type::Bound(path) => {
                let path = tree.path(path);
                let text = path.segments.last().is_some_and(|last| {
                    let of = tree.types_of(last.args).first();
                    matches!(last.name.text(), "Into" | "AsRef" | "ToString")
                        && of.is_none_or(|of| self.carries(file, *of) == Carries::Text)
                });
                if text { Carries::Text } else { Carries::Other }
            }
            Type::Path(path) => {
                let Some(last) = tree.path(path).segments.last() else { return Carries::Other };
                let (name, inner) = (last.name.text(), tree.types_of(last.args).first());
                match inner {
                    Some(inner) if self.lists.wrappers.contains(name) => self.carries(file, *inner),
                    _ if self.lists.text.contains(name) => Carries::Text,
                    _ if self.lists.scalars.contains(name) => Carries::Nothing,
                    _ => Carries::Other,
                }
            }
            _ => Carries::Other,
        }
    }

    /// The raw secret that `derive(Debug)` on this type shows: `Type.field`.
    pub fn derived_secret(&self, id: ItemId) -> Option<String> {
        let adt = self.infer.index.adt(id);
        attr(&adt.attrs, "derive")?.args.iter().find(|arg| arg.path.text().rsplit("::").next() == Some("Debug"))?;
        self.raw_secret(id.file, adt).map(|field| format!("{}.{field}", adt.name))
    }

    fn raw_secret(&self, file: u32, adt: &Adt) -> Option<&'static str> {
        let fields = adt.variants.iter().flat_map(|variant| &variant.fields);
        let mut raw = fields.filter(|field| self.carries(file, field.ty) == Carries::Text);
        raw.find(|field| self.words.is_secret(field.name.text())).map(|field| field.name.text())
    }

    /// The raw secret that `{:?}` shows of a value of this type.
    pub(super) fn debug_secret(&self, ty: Option<Res>) -> Option<String> {
        match ty? {
            Res::Def(Def::Adt(id)) => self.derived_secret(id),
            _ => None,
        }
    }
}
