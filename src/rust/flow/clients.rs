//! Who a payload is handed to: a client that sends it, or a server that answers
//! with it.

use std::rc::Rc;

use foldhash::{HashMap, HashSet};

use super::Flow;
use super::roles::{ANSWERING, SENDERS};
use crate::rust::index::{Body, Def, ItemId, Res};
use crate::rust::locals::{Locals, Origin};
use crate::rust::tree::{ExprId, ExprKind, Tree};
use crate::rust::types::Ty;

impl Flow<'_, '_> {
    /// Whether a call makes the payload of a request of what it is handed:
    /// `client.post(url).json(&value)`, and not `HttpResponse::Ok().json(value)`.
    pub(super) fn is_payload(&self, body: &Body, call: ExprId) -> bool {
        let ExprKind::Method { receiver, name, .. } = self.index().tree(body.file).kind(call) else { return false };
        let values = self.know.values;
        if !values.payloads.contains(name.text()) && !values.bodies.contains(name.text()) {
            return false;
        }
        match self.types.of(body, receiver).value() {
            Ty::Foreign(path, _) => {
                let krate = path.text().split("::").next().unwrap_or_default();
                let answers = ANSWERING.contains(&krate);
                values.keeps_urls.contains(krate) || !answers && self.sent_later(body).contains(&call)
            }
            _ => name.text().starts_with("send") || self.sent_later(body).contains(&call),
        }
    }

    /// The calls that something is made of which a body sends: all before a
    /// `.send()`.
    fn sent_later(&self, body: &Body) -> Rc<HashSet<ExprId>> {
        self.around.sent_later.get((body.file, body.root), || {
            let (tree, locals) = (self.index().tree(body.file), self.types.infer.locals(body));
            let mut found = HashSet::default();
            tree.walk(body.root, &mut |expr| {
                if let ExprKind::Method { receiver, name, .. } = tree.kind(expr)
                    && SENDERS.contains(&name.text())
                {
                    made_of(tree, &locals, receiver, &mut found);
                }
            });
            Rc::new(found)
        })
    }

    /// The functions of the workspace that a call may mean.
    pub(super) fn called_by(&self, body: &Body, call: ExprId) -> Vec<ItemId> {
        let tree = self.index().tree(body.file);
        match tree.kind(call) {
            ExprKind::Method { receiver, name, args } => {
                self.types.infer.method_targets(body, receiver, name, tree.exprs_of(args).len())
            }
            ExprKind::Call { callee, .. } => {
                let path = tree.path_of(callee);
                let found = path.map(|path| self.types.infer.resolve(body, path)).unwrap_or_default();
                let fns = found.into_iter().filter_map(|res| match res {
                    Res::Def(Def::Fn(id)) => Some(id),
                    _ => None,
                });
                fns.collect()
            }
            _ => Vec::new(),
        }
    }

    /// The functions that give values of a type, but for those that have one
    /// already and what is for tests.
    pub(super) fn givers_of(&self, of: ItemId) -> Rc<Vec<ItemId>> {
        let all = self.around.givers.get((), || Rc::new(self.find_given()));
        all.get(&of).cloned().unwrap_or_default()
    }

    fn find_given(&self) -> HashMap<ItemId, Rc<Vec<ItemId>>> {
        let mut found: HashMap<ItemId, Vec<ItemId>> = HashMap::default();
        for (file, unit) in self.index().units().iter().enumerate() {
            for (item, function) in unit.facts.fns.iter().enumerate() {
                let id = ItemId { file: file as u32, item: item as u32 };
                if function.ret.is_some() && !function.test && !function.has_self {
                    let mut types = Vec::new();
                    self.types.returned(id).each_own(&mut |of| types.push(of));
                    types.into_iter().for_each(|of| found.entry(of).or_default().push(id));
                }
            }
        }
        found.into_iter().map(|(of, fns)| (of, Rc::new(fns))).collect()
    }
}

/// What a value is made of, receiver by receiver, also by variables.
fn made_of(tree: &Tree, locals: &Locals, value: ExprId, found: &mut HashSet<ExprId>) {
    let mut left = Some(value);
    while let Some(at) = left.filter(|at| found.insert(*at)) {
        left = match tree.kind(at) {
            ExprKind::Method { receiver: inner, .. }
            | ExprKind::Ref(inner)
            | ExprKind::Try(inner)
            | ExprKind::Await(inner) => Some(inner),
            ExprKind::Path(_) => locals.uses.get(&at).and_then(|id| match locals.bindings[*id as usize].origin {
                Origin::Value(init) => Some(init),
                _ => None,
            }),
            _ => None,
        };
    }
}
