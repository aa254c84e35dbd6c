//! Where things are used: calls by the name called, struct literals by the
//! field set, with the body each stands in.

use foldhash::HashMap;

use super::index::{Body, Index};
use super::name::Name;
use super::tree::{ExprId, ExprKind, Path, StructId};

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
    /// Calls, methods and macro calls by the name called; paths that are
    /// handed over by their last name.
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
        // A called path is known by its call.
        let mut called = None;
        tree.walk(body.root, &mut |expr| {
            let name = match tree.kind(expr) {
                ExprKind::Call { callee, .. } => {
                    called = Some(callee);
                    tree.path_of(callee).and_then(Path::last)
                }
                ExprKind::Path(path) if called != Some(expr) => tree.path(path).last(),
                ExprKind::Method { name, .. } => Some(name),
                ExprKind::Macro(mac) => tree.mac(mac).path.last(),
                ExprKind::Struct(literal) => {
                    self.literal(index, Site { body: number, expr }, literal);
                    None
                }
                _ => None,
            };
            if let Some(name) = name {
                self.named.entry(name).or_default().push(Site { body: number, expr });
            }
        });
    }

    fn literal(&mut self, index: &Index<'_>, site: Site, literal: StructId) {
        let tree = index.tree(self.bodies[site.body as usize].file);
        for (field, _, _) in &tree.struct_(literal).fields {
            self.fields.entry(*field).or_default().push(site);
        }
    }
}
