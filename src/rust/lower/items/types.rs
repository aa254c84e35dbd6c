//! Types, and what they implement.

use syn::Item;

use super::super::Lower;
use super::super::attrs::is_test;
use crate::rust::facts::*;
use crate::rust::name::Name;

impl Lower<'_> {
    pub(super) fn adt(&mut self, item: &Item) {
        let (attrs, ident, generics, kind) = match item {
            Item::Struct(node) => (&node.attrs, &node.ident, &node.generics, AdtKind::Struct),
            Item::Enum(node) => (&node.attrs, &node.ident, &node.generics, AdtKind::Enum),
            Item::Union(node) => (&node.attrs, &node.ident, &node.generics, AdtKind::Union),
            _ => return,
        };
        let variants = match item {
            Item::Struct(node) => vec![self.variant(&node.ident, node.fields.iter(), &[])],
            Item::Union(node) => vec![self.variant(&node.ident, node.fields.named.iter(), &[])],
            Item::Enum(node) => {
                let variants = node.variants.iter();
                variants.map(|variant| self.variant(&variant.ident, variant.fields.iter(), &variant.attrs)).collect()
            }
            _ => Vec::new(),
        };
        let generics = self.generics(generics);
        let attrs = self.attrs(attrs);
        let (name, span) = self.named(ident);
        self.facts.adts.push(Adt { name, span, module: self.module, kind, variants, attrs, generics, test: self.test });
    }

    fn variant<'a>(
        &mut self,
        ident: &syn::Ident,
        fields: impl Iterator<Item = &'a syn::Field>,
        attrs: &[syn::Attribute],
    ) -> Variant {
        let fields = fields.enumerate().map(|(at, field)| {
            let (name, span) = match &field.ident {
                Some(ident) => self.named(ident),
                None => (Name::new(&at.to_string()), self.span(syn::spanned::Spanned::span(&field.ty))),
            };
            let ty = self.ty(&field.ty);
            let attrs = self.attrs(&field.attrs);
            Field { name, span, ty, attrs }
        });
        let fields = fields.collect();
        let (name, span) = self.named(ident);
        Variant { name, span, fields, attrs: self.attrs(attrs) }
    }

    pub(super) fn impl_item(&mut self, node: &syn::ItemImpl) {
        let test = self.test || is_test(&node.attrs);
        let outer_test = std::mem::replace(&mut self.test, test);
        let number = self.facts.impls.len() as u32;
        let self_ty = self.ty(&node.self_ty);
        let trait_ = node.trait_.as_ref().map(|(path, _)| self.path(path));
        let module = self.module;
        self.facts.impls.push(Impl { module, self_ty, trait_, types: Vec::new() });
        for item in &node.items {
            match item {
                syn::ImplItem::Fn(method) => {
                    self.fn_item(&method.attrs, &method.sig, Some(&method.block), Owner::Impl(number));
                }
                syn::ImplItem::Const(node) => {
                    let value = self.expr(&node.expr);
                    self.constant(&node.ident, &node.ty, Some(value), Owner::Impl(number));
                }
                syn::ImplItem::Type(node) => {
                    let entry = (self.name(&node.ident), self.ty(&node.ty));
                    self.facts.impls[number as usize].types.push(entry);
                }
                syn::ImplItem::Macro(node) => {
                    let call = self.macro_call(&node.mac);
                    self.facts.item_macros.push((module, call));
                }
                _ => {}
            }
        }
        self.test = outer_test;
    }

    pub(super) fn trait_item(&mut self, node: &syn::ItemTrait) {
        let number = self.facts.traits.len() as u32;
        let (name, module) = (self.name(&node.ident), self.module);
        self.facts.traits.push(Trait { name, module });
        for item in &node.items {
            match item {
                syn::TraitItem::Fn(method) => {
                    self.fn_item(&method.attrs, &method.sig, method.default.as_ref(), Owner::Trait(number));
                }
                syn::TraitItem::Const(node) => {
                    let value = node.default.as_ref().map(|(_, value)| self.expr(value));
                    self.constant(&node.ident, &node.ty, value, Owner::Trait(number));
                }
                _ => {}
            }
        }
    }
}
