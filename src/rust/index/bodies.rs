//! Every expression tree of the workspace with the scope it stands in.

use std::collections::BTreeSet;

use super::super::facts::Owner;
use super::super::tree::ExprId;
use super::{Index, ItemId, ModId};

/// What an expression tree is the body of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BodyKind {
    /// A function, method or macro arm.
    Fn(ItemId),
    /// A constant's or static's value.
    Const(ItemId),
    /// A macro call among items.
    ItemMacro,
}

/// An expression tree.
#[derive(Clone, Copy, Debug)]
pub struct Body {
    /// What it is the body of.
    pub kind: BodyKind,
    /// The file it stands in.
    pub file: u32,
    /// Its root.
    pub root: ExprId,
    /// The module its names are looked up in.
    pub scope: ModId,
    /// Whether it is compiled for tests only.
    pub test: bool,
    /// What it belongs to.
    pub owner: Owner,
}

impl Index<'_> {
    /// The body of a function. One that was not read is remembered as asked
    /// for; see [`Index::asked`].
    pub fn body(&self, id: ItemId) -> Option<Body> {
        if self.fn_(id).unread {
            self.asked.lock().unwrap_or_else(|e| e.into_inner()).insert(id.file);
        }
        self.read_body(id)
    }

    /// The files whose bodies were asked for and had not been read.
    pub fn asked(&self) -> BTreeSet<u32> {
        self.asked.lock().unwrap_or_else(|e| e.into_inner()).clone()
    }

    fn read_body(&self, id: ItemId) -> Option<Body> {
        let item = self.fn_(id);
        Some(Body {
            kind: BodyKind::Fn(id),
            file: id.file,
            root: item.body?,
            scope: self.module(id.file, item.scope),
            test: item.test || self.is_for_tests(id.file),
            owner: item.owner,
        })
    }

    /// All bodies of one file that were read.
    pub fn bodies(&self, file: u32) -> Vec<Body> {
        let facts = &self.unit(file).facts;
        let test = |module: u32| facts.modules[module as usize].test || self.is_for_tests(file);
        let id = |item: usize| ItemId { file, item: item as u32 };
        let mut bodies: Vec<Body> = (0..facts.fns.len()).filter_map(|at| self.read_body(id(at))).collect();
        for (at, item) in facts.consts.iter().enumerate() {
            if let Some(root) = item.value {
                let (kind, scope, test) = (BodyKind::Const(id(at)), self.module(file, item.module), test(item.module));
                bodies.push(Body { kind, file, root, scope, test, owner: item.owner });
            }
        }
        for (module, root) in &facts.item_macros {
            let (scope, test) = (self.module(file, *module), test(*module));
            bodies.push(Body { kind: BodyKind::ItemMacro, file, root: *root, scope, test, owner: Owner::Module });
        }
        bodies
    }
}
