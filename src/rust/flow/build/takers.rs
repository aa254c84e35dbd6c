//! Functions that take a secret out of what they are handed:
//! `bearer(&headers)` looks under `authorization`.

use std::rc::Rc;

use crate::rust::flow::Flow;
use crate::rust::flow::seeds::is_strong;
use crate::rust::index::ItemId;
use crate::rust::locals::{Locals, Origin};
use crate::rust::name::Name;
use crate::rust::tree::*;

/// Steps from a lookup to the parameter that it looks into.
const STEPS: usize = 8;

/// What a function takes a secret out of.
#[derive(Clone, Debug)]
pub(in crate::rust::flow) struct Taken {
    /// The parameter.
    pub at: u32,
    /// What of it: `req.headers()`.
    pub members: Vec<Name>,
    /// What the secret is called.
    pub name: String,
}

impl Flow<'_, '_> {
    /// What a function takes secrets out of, by their keys.
    pub(super) fn takes_from(&mut self, id: ItemId) -> Rc<Vec<Taken>> {
        if let Some(known) = self.taken.get(&id) {
            return known.clone();
        }
        let found = Rc::new(self.find_taken(id));
        self.taken.insert(id, found.clone());
        found
    }

    fn find_taken(&mut self, id: ItemId) -> Vec<Taken> {
        let Some(body) = self.index().body(id) else { return Vec::new() };
        let (tree, locals) = (self.index().tree(body.file), self.types.infer.locals(&body));
        let values = self.know.values;
        let mut lookups = Vec::new();
        tree.walk(body.root, &mut |expr| match tree.kind(expr) {
            ExprKind::Method { receiver, name, args } if values.lookups.contains(name.text()) => {
                lookups.extend(tree.exprs_of(args).first().map(|key| (receiver, *key)));
            }
            ExprKind::Index { base, index } => lookups.push((base, index)),
            _ => {}
        });
        let mut found: Vec<Taken> = Vec::new();
        for (base, key) in lookups {
            let Some(name) = self.key_of_secret(tree, key) else { continue };
            let Some((at, members)) = handed(tree, &locals, base) else { continue };
            if !found.iter().any(|known| known.at == at && known.members == members) {
                found.push(Taken { at, members, name });
            }
        }
        found
    }

    fn key_of_secret(&mut self, tree: &Tree, key: ExprId) -> Option<String> {
        let (text, constant) = match tree.kind(key) {
            ExprKind::Str(text) => (tree.string(text).to_string(), false),
            ExprKind::Path(path) => (tree.path(path).last()?.text().to_owned(), true),
            ExprKind::Ref(inner) => return self.key_of_secret(tree, inner),
            _ => return None,
        };
        let name = text.to_lowercase().replace('-', "_");
        let sure = is_strong(&name) || self.know.values.secret_headers.contains(&name);
        (sure && self.is_secret_key(&text, constant)).then(|| text.to_lowercase())
    }
}

/// The parameter that an expression is, or a member of.
fn handed(tree: &Tree, locals: &Locals, expr: ExprId) -> Option<(u32, Vec<Name>)> {
    let (mut at, mut members) = (expr, Vec::new());
    for _ in 0..STEPS {
        at = match tree.kind(at) {
            ExprKind::Ref(inner) | ExprKind::Deref(inner) => inner,
            ExprKind::Method { receiver, name, .. } if name == "headers" => {
                members.push(name);
                receiver
            }
            ExprKind::Path(_) => {
                let binding = &locals.bindings[*locals.uses.get(&at)? as usize];
                return match binding.origin {
                    Origin::Param(number) if binding.path.is_empty() => Some((number, members)),
                    _ => None,
                };
            }
            _ => return None,
        };
    }
    None
}
