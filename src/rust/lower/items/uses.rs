//! Imports, one for each leaf.

use super::super::Lower;
use crate::rust::facts::Use;
use crate::rust::name::Name;

impl Lower<'_> {
    pub(super) fn extern_crate(&mut self, node: &syn::ItemExternCrate) {
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

    pub(in super::super) fn use_item(&mut self, node: &syn::ItemUse) {
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
}
