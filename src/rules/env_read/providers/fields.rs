//! What the fields of a struct that is filled are called in the environment.

use super::{Context, fate, finding};
use crate::finding::{Finding, Label};
use crate::rust::eval::Eval;
use crate::rust::facts::{self, Adt, Field};
use crate::rust::index::{Def, ItemId, Res};
use crate::source::Span;

/// A field that is filled from a variable.
pub(super) struct SecretField<'f> {
    pub id: ItemId,
    pub adt: &'f Adt,
    pub field: &'f Field,
    pub name: &'f str,
    pub span: Span,
    pub reader: Option<(u32, Span)>,
}

impl SecretField<'_> {
    /// Reports it when the variable is a secret: a number or a switch is none
    /// whatever its name.
    pub(super) fn report(&self, cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
        let SecretField { id, adt, field, name, span, reader } = *self;
        let scalar = fate::is_scalar(cx.index.tree(id.file), field.ty) && !cx.is_declared(name);
        if scalar || !cx.is_secret(name) {
            return;
        }
        let unit = cx.index.unit(id.file);
        let ships = unit.class.ships() && !adt.test;
        let label = Label::new(&unit.source, span, "");
        let message = format!("secret `{name}` is read from the environment into `{}`", adt.name);
        let mut found =
            finding(ships, message, label).with_key(format!("{name} into {}", adt.name)).with_names([name.to_owned()]);
        if let Some((file, span)) = reader {
            let source = &cx.index.unit(file).source;
            found = found.with_related(Label::new(source, span, "which is filled from the environment here"));
        }
        report(found);
    }
}

/// A struct's fields, as they are filled from variables.
pub(super) struct Filling<'c, 'a> {
    pub cx: &'c Context<'a>,
    pub eval: &'c Eval<'c, 'a>,
    pub separator: String,
    /// Who fills them.
    pub reader: (u32, Span),
}

impl Filling<'_, '_> {
    /// Reports the secrets among the fields of `id`; structs in structs are
    /// followed `depth` deep.
    pub(super) fn check(&self, id: ItemId, prefix: &str, depth: u32, report: &mut dyn FnMut(Finding)) {
        let cx = self.cx;
        let adt = cx.index.adt(id);
        let module = cx.index.module(id.file, adt.module);
        for field in adt.variants.iter().flat_map(|variant| &variant.fields) {
            let full = format!("{prefix}{}", serde_name(cx, id, field)).to_uppercase();
            let ty = self.eval.infer.named_type(id.file, module, facts::Owner::Module, field.ty);
            match (ty, depth.checked_sub(1)) {
                (Some(Res::Def(Def::Adt(inner))), Some(depth))
                    if inner != id && !cx.index.adt(inner).variants.is_empty() =>
                {
                    let flat = is_flat(field);
                    let nested = if flat { prefix.to_owned() } else { format!("{full}{}", self.separator) };
                    self.check(inner, &nested, depth, report);
                }
                _ => {
                    let reader = Some(self.reader);
                    SecretField { id, adt, field, name: &full, span: field.span, reader }.report(cx, report);
                }
            }
        }
    }
}

fn is_flat(field: &Field) -> bool {
    facts::attr(&field.attrs, "serde").is_some_and(|attr| attr.arg("flatten").is_some())
}

fn serde_name(cx: &Context<'_>, id: ItemId, field: &Field) -> String {
    let renamed = facts::attr(&field.attrs, "serde").and_then(|attr| attr.arg("rename")).and_then(|entry| entry.value);
    let text = renamed.and_then(|value| cx.index.tree(id.file).str_of(value));
    text.unwrap_or(field.name.text()).to_owned()
}
