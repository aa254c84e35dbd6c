//! Items: modules, imports, functions, types, constants.

use foldhash::HashMap;
use syn::Item;

use super::Lower;
use super::attrs::is_test;
use crate::rust::facts::*;
use crate::rust::name::Name;
use crate::rust::tree::{ExprId, ExprKind, TypeId};
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

    fn extern_crate(&mut self, node: &syn::ItemExternCrate) {
        let name = self.name(&node.ident);
        let alias = node.rename.as_ref().map_or(name, |(_, alias)| self.name(alias));
        self.facts.uses.push(Use {
            module: self.module,
            path: vec![name],
            global: true,
            alias: Some(alias),
            glob: false,
            public: false,
        });
    }

    pub(super) fn use_item(&mut self, node: &syn::ItemUse) {
        let public = !matches!(node.vis, syn::Visibility::Inherited);
        let global = node.leading_colon.is_some();
        self.use_tree(&node.tree, &mut Vec::new(), global, public);
    }

    fn use_tree(&mut self, tree: &syn::UseTree, path: &mut Vec<Name>, global: bool, public: bool) {
        let push = |this: &mut Self, path: Vec<Name>, alias: Option<Name>, glob: bool| {
            let module = this.module;
            this.facts.uses.push(Use { module, path, global, alias, glob, public });
        };
        match tree {
            syn::UseTree::Path(node) => {
                path.push(self.name(&node.ident));
                self.use_tree(&node.tree, path, global, public);
                path.pop();
            }
            // `use a::{self}` imports `a` itself.
            syn::UseTree::Name(node) if node.ident == "self" => push(self, path.clone(), path.last().copied(), false),
            syn::UseTree::Name(node) => {
                let name = self.name(&node.ident);
                push(self, [path.as_slice(), &[name]].concat(), Some(name), false);
            }
            syn::UseTree::Rename(node) => {
                let name = self.name(&node.ident);
                let alias = self.name(&node.rename);
                let full = match name.text() {
                    "self" => path.clone(),
                    _ => [path.as_slice(), &[name]].concat(),
                };
                push(self, full, (alias != "_").then_some(alias), false);
            }
            syn::UseTree::Glob(_) => push(self, path.clone(), None, true),
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.use_tree(tree, path, global, public);
                }
            }
        }
    }

    fn constant(&mut self, ident: &syn::Ident, ty: &syn::Type, value: Option<ExprId>, owner: Owner) {
        let ty = Some(self.ty(ty));
        let (name, span) = self.named(ident);
        self.facts.consts.push(Const { name, span, module: self.module, owner, ty, value });
    }

    fn generics(&mut self, generics: &syn::Generics) -> Vec<(Name, Option<TypeId>)> {
        let clauses = clauses(generics);
        let params = generics.type_params().map(|param| {
            let beside = clauses.get(&param.ident).into_iter().flatten().flat_map(|clause| &clause.bounds);
            let mut bounds = param.bounds.iter().chain(beside).peekable();
            let bound = bounds.peek().is_some().then(|| {
                let bound = self.first_bound(bounds);
                self.facts.tree.add_type(bound)
            });
            (self.name(&param.ident), bound)
        });
        params.collect()
    }

    fn fn_item(&mut self, attrs: &[syn::Attribute], sig: &syn::Signature, block: Option<&syn::Block>, owner: Owner) {
        let outer_scope = self.body_scope.take();
        let test = self.test || is_test(attrs);
        let outer_test = std::mem::replace(&mut self.test, test);
        let params = sig.inputs.iter().filter_map(|input| match input {
            syn::FnArg::Typed(param) => Some(Param { pat: self.pat(&param.pat), ty: Some(self.ty(&param.ty)) }),
            syn::FnArg::Receiver(_) => None,
        });
        let params = params.collect();
        let generics = self.generics(&sig.generics);
        let ret = self.ret(&sig.output);
        let attrs = self.attrs(attrs);
        let unread = block.is_some_and(|block| self.is_unread(block));
        let body = block.filter(|_| !unread).map(|block| self.block(block));
        let (name, span) = self.named(&sig.ident);
        self.facts.fns.push(Fn {
            name,
            span,
            module: self.module,
            scope: self.body_scope.unwrap_or(self.module),
            owner,
            params,
            has_self: matches!(sig.inputs.first(), Some(syn::FnArg::Receiver(_))),
            ret,
            body,
            unread,
            generics,
            attrs,
            test,
            is_async: sig.asyncness.is_some(),
        });
        self.test = outer_test;
        self.body_scope = outer_scope;
    }

    /// Whether a block is all that is left of a body.
    fn is_unread(&self, block: &syn::Block) -> bool {
        let skipped = &self.facts.skipped;
        !skipped.is_empty() && {
            let inner = self.places.start(block.brace_token.span.open()) + 1;
            skipped.binary_search_by_key(&inner, |span| span.start).is_ok()
        }
    }

    fn adt(&mut self, item: &Item) {
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

    fn impl_item(&mut self, node: &syn::ItemImpl) {
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

    fn trait_item(&mut self, node: &syn::ItemTrait) {
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

/// What is asked of each type parameter behind `where`.
fn clauses(generics: &syn::Generics) -> HashMap<&syn::Ident, Vec<&syn::PredicateType>> {
    let mut clauses: HashMap<_, Vec<_>> = HashMap::default();
    for clause in generics.where_clause.iter().flat_map(|clause| &clause.predicates) {
        if let syn::WherePredicate::Type(clause) = clause
            && let syn::Type::Path(of) = &clause.bounded_ty
            && of.qself.is_none()
            && let Some(name) = of.path.get_ident()
        {
            clauses.entry(name).or_default().push(clause);
        }
    }
    clauses
}
