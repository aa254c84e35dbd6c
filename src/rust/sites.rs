//! Where things are used: calls by the name called, struct literals by the
//! field set, with the body each stands in.

use std::collections::HashMap;

use super::index::{Body, Index};
use super::name::Name;
use super::tree::{ExprId, ExprKind};

/// A place in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Site {
    /// Index into [`Sites::bodies`].
    pub body: u32,
    /// The call, macro call, path or struct literal.
    pub expr: ExprId,
}

/// All bodies and the places in them.
#[derive(Debug, Default)]
pub struct Sites {
    /// Every body of the workspace, in order of files.
    pub bodies: Vec<Body>,
    /// Paths (called or handed over), methods and macros by last name.
    pub named: HashMap<Name, Vec<Site>>,
    /// Struct literals by each field they set.
    pub fields: HashMap<Name, Vec<Site>>,
}

impl Sites {
    /// Walks every body once.
    pub fn new(index: &Index<'_>) -> Sites {
        let mut sites = Sites::default();
        for file in 0..index.units().len() as u32 {
            for body in index.bodies(file) {
                let number = sites.bodies.len() as u32;
                sites.bodies.push(body);
                sites.body(index, number, body);
            }
        }
        sites
    }

    /// The places where this name is used.
    pub fn named(&self, name: Name) -> &[Site] {
        self.named.get(&name).map_or(&[], Vec::as_slice)
    }

    fn body(&mut self, index: &Index<'_>, number: u32, body: Body) {
        let tree = index.tree(body.file);
        tree.walk(body.root, &mut |expr| {
            let site = Site { body: number, expr };
            let name = match tree.kind(expr) {
                // A local variable's use is no use of an item, but telling
                // them apart is the reader's work: most names are not asked for.
                ExprKind::Path(path) => tree.path(path).last(),
                ExprKind::Method { name, .. } => Some(name),
                ExprKind::Macro(mac) => tree.mac(mac).path.last(),
                ExprKind::Struct(literal) => {
                    for (field, _, _) in &tree.struct_(literal).fields {
                        self.fields.entry(*field).or_default().push(site);
                    }
                    None
                }
                _ => None,
            };
            if let Some(name) = name {
                self.named.entry(name).or_default().push(site);
            }
        });
    }
}
