//! Items: modules, imports, functions, types, constants.

mod fns;
mod types;
mod uses;

use syn::Item;

use super::Lower;
use super::attrs::is_test;
use crate::rust::facts::*;
use crate::rust::tree::{ExprId, ExprKind};
use crate::source::Span;

impl Lower<'_> {
    pub(super) fn items(&mut self, items: Vec<Item>) {
        for item in &items {
            self.item(item);
        }
    }

    fn item(&mut self, item: &Item) {
        // What the block of a constant declares is in the scope of no other.
        let outer_scope = self.body_scope.take();
        match item {
            Item::Mod(node) => self.module_item(node),
            Item::Use(node) => self.use_item(node),
            Item::ExternCrate(node) => self.extern_crate(node),
            Item::Fn(node) => self.fn_item(&node.attrs, &node.sig, Some(&node.block), Owner::Module),
            Item::Const(node) => {
                let value = self.expr(&node.expr);
                self.constant(&node.ident, &node.ty, Some(value), Owner::Module);
            }
            Item::Static(node) => {
                let value = self.expr(&node.expr);
                self.constant(&node.ident, &node.ty, Some(value), Owner::Module);
            }
            Item::Struct(_) | Item::Enum(_) | Item::Union(_) => self.adt(item),
            Item::Type(node) => {
                let ty = self.ty(&node.ty);
                let (name, module) = (self.name(&node.ident), self.module);
                self.facts.aliases.push(Alias { name, module, ty });
            }
            Item::Impl(node) => self.impl_item(node),
            Item::Trait(node) => self.trait_item(node),
            Item::Macro(node) => self.macro_item(node),
            _ => {}
        }
        self.body_scope = outer_scope;
    }

    /// An item inside a function body. Inside a macro arm the bodies of
    /// functions belong to the arm: its parameters stand in them.
    pub(super) fn inner_item(&mut self, item: &Item) -> Option<ExprId> {
        if self.in_arm {
            return match item {
                Item::Fn(node) => Some(self.block(&node.block)),
                Item::Const(node) => Some(self.expr(&node.expr)),
                Item::Static(node) => Some(self.expr(&node.expr)),
                Item::Macro(node) if node.ident.is_none() => Some(self.macro_call(&node.mac)),
                Item::Impl(node) => Some(self.arm_impl(node)),
                Item::Use(node) => {
                    self.use_item(node);
                    None
                }
                _ => None,
            };
        }
        let scope = self.body_scope.unwrap_or_else(|| self.scope());
        self.body_scope = Some(scope);
        let outer = std::mem::replace(&mut self.module, scope);
        self.item(item);
        self.module = outer;
        None
    }

    fn arm_impl(&mut self, node: &syn::ItemImpl) -> ExprId {
        let bodies = node.items.iter().filter_map(|item| match item {
            syn::ImplItem::Fn(method) => Some(self.block(&method.block)),
            _ => None,
        });
        let bodies: Vec<ExprId> = bodies.collect();
        let list = self.facts.tree.add_exprs(&bodies);
        self.add(ExprKind::Tuple(list), Span::default())
    }

    fn module_item(&mut self, node: &syn::ItemMod) {
        let path_attr = node.attrs.iter().find_map(|attr| match &attr.meta {
            syn::Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
                syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value().into()),
                _ => None,
            },
            _ => None,
        });
        let test = self.test || is_test(&node.attrs);
        let name = self.name(&node.ident);
        self.facts.modules.push(Module {
            name: Some(name),
            parent: Some(self.module),
            transparent: false,
            external: node.content.is_none(),
            path_attr,
            test,
            macro_use: node.attrs.iter().any(|attr| attr.path().is_ident("macro_use")),
        });
        if let Some((_, items)) = &node.content {
            let number = self.facts.modules.len() as u32 - 1;
            let outer = std::mem::replace(&mut self.module, number);
            let outer_test = std::mem::replace(&mut self.test, test);
            for item in items {
                self.item(item);
            }
            self.module = outer;
            self.test = outer_test;
        }
    }

    fn macro_item(&mut self, node: &syn::ItemMacro) {
        match &node.ident {
            Some(ident) if node.mac.path.is_ident("macro_rules") => {
                let exported = node.attrs.iter().any(|attr| attr.path().is_ident("macro_export"));
                let (name, span) = self.named(ident);
                self.macro_rules(name, span, exported, node.mac.tokens.clone());
            }
            _ => {
                let call = self.macro_call(&node.mac);
                self.facts.item_macros.push((self.module, call));
            }
        }
    }
}
