//! Functions that take a secret out of what they are handed, by themselves or
//! through others: `bearer(&headers)` looks under `authorization`,
//! `Token::from_json(&body)` reads one, `login(line)` cuts a password off.

use std::collections::BTreeSet;
use std::rc::Rc;

use foldhash::HashSet;

use crate::rust::flow::Flow;
use crate::rust::flow::lists::Values;
use crate::rust::flow::seeds::is_strong;
use crate::rust::index::{Body, BodyKind, Def, ItemId, Res};
use crate::rust::locals::{Locals, Origin};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;

/// Steps from a lookup to the parameter that it looks into.
const STEPS: usize = 8;

/// Functions that hand on to each other what the last of them takes a secret
/// out of.
const FAR: u32 = 3;

/// What one function takes secrets out of.
const MOST: usize = 16;

/// What a function takes a secret out of.
#[derive(Clone, Debug)]
pub(in crate::rust::flow) struct Taken {
    /// The parameter.
    pub at: u32,
    /// What of it: `req.headers()`.
    pub members: Vec<Name>,
    /// What the secret is called.
    pub name: String,
    /// Whether a text is read, which may hold it where that fails.
    pub reads: bool,
}

impl Flow<'_, '_> {
    /// What a function takes secrets out of.
    pub(in crate::rust::flow::build) fn takes_from(&mut self, id: ItemId) -> Rc<Vec<Taken>> {
        self.takes_within(id, FAR)
    }

    fn takes_within(&mut self, id: ItemId, left: u32) -> Rc<Vec<Taken>> {
        if let Some(known) = self.taken.get(&(id, left)) {
            return known.clone();
        }
        let found = Rc::new(self.find_taken(id, left));
        self.taken.insert((id, left), found.clone());
        found
    }

    fn find_taken(&mut self, id: ItemId, left: u32) -> Vec<Taken> {
        let Some(body) = self.index().body(id) else { return Vec::new() };
        let (tree, locals) = (self.index().tree(body.file), self.types.infer.locals(&body));
        let values = self.know.values;
        let (mut lookups, mut calls) = (Vec::new(), Vec::new());
        tree.walk(body.root, &mut |expr| match tree.kind(expr) {
            ExprKind::Method { receiver, name, args } if values.lookups.contains(name.text()) => {
                lookups.extend(tree.exprs_of(args).first().map(|key| (receiver, *key)));
            }
            ExprKind::Index { base, index } => lookups.push((base, index)),
            ExprKind::Call { args, .. } if args.len > 0 => calls.push(expr),
            _ => {}
        });
        let mut found: Vec<Taken> = Vec::new();
        for (base, key) in lookups {
            let Some(name) = self.key_of_secret(tree, key) else { continue };
            if let Some((at, members)) = handed(values, tree, &locals, base) {
                add(&mut found, Taken { at, members, name, reads: false });
            }
        }
        for binding in &locals.bindings {
            if let Some((text, _)) = self.cut_from(&body, binding)
                && let Some(at) = self.piece_of(&body, &locals, text)
            {
                let name = binding.name.text().to_owned();
                add(&mut found, Taken { at, members: Vec::new(), name, reads: true });
            }
        }
        for call in calls {
            if let Some((text, name)) = self.reads_secret(&body, call)
                && let Some((at, members)) = handed(values, tree, &locals, text)
            {
                add(&mut found, Taken { at, members, name, reads: true });
            }
            for (arg, taken) in left.checked_sub(1).map(|left| self.handed_on(&body, call, left)).unwrap_or_default() {
                let piece = || self.piece_of(&body, &locals, arg).map(|at| (at, Vec::new()));
                let Some((at, mut members)) = handed(values, tree, &locals, arg).or_else(piece) else { continue };
                members.extend(taken.members);
                add(&mut found, Taken { at, members, ..taken });
            }
        }
        found
    }

    /// What a call hands to a function that takes a secret out of it.
    fn handed_on(&mut self, body: &Body, call: ExprId, left: u32) -> Vec<(ExprId, Taken)> {
        let tree = self.index().tree(body.file);
        let ExprKind::Call { args, .. } = tree.kind(call) else { return Vec::new() };
        let Some(id) = self.called_function(body, call) else { return Vec::new() };
        let (taken, args) = (self.takes_within(id, left), tree.exprs_of(args));
        taken.iter().filter_map(|taken| Some((*args.get(taken.at as usize)?, taken.clone()))).collect()
    }

    /// The function of the workspace that a call names.
    pub(in crate::rust::flow::build) fn called_function(&self, body: &Body, call: ExprId) -> Option<ItemId> {
        let tree = self.index().tree(body.file);
        let ExprKind::Call { callee, .. } = tree.kind(call) else { return None };
        let found = self.types.infer.resolve(body, tree.path_of(callee)?);
        found.into_iter().find_map(|res| match res {
            Res::Def(Def::Fn(id)) => Some(id),
            _ => None,
        })
    }

    /// `Token::from_json(&body)`: a text of which a function of a type makes a
    /// value that has a secret, and what that is called.
    pub(in crate::rust::flow) fn reads_secret(&mut self, body: &Body, call: ExprId) -> Option<(ExprId, String)> {
        let tree = self.index().tree(body.file);
        let ExprKind::Call { args, .. } = tree.kind(call) else { return None };
        let [text] = tree.exprs_of(args) else { return None };
        let id = self.called_function(body, call)?;
        let item = self.index().fn_(id);
        if item.has_self || !self.know.values.reads.contains(item.name.text()) {
            return None;
        }
        let ty = self.types.returned(id).value();
        let own = self.index().owner_def(id.file, item.owner);
        let makes = matches!(&ty, Ty::Adt(of, _) if own == Some(Def::Adt(*of)));
        Some((*text, self.secret_within(&ty).filter(|_| makes)?))
    }

    /// Reads who calls the functions that take a secret out of what they are
    /// handed, since these hold it before.
    pub(in crate::rust::flow) fn build_handers(&mut self, bodies: &BTreeSet<u32>) {
        let mut next: Vec<Body> = bodies.iter().map(|body| self.sites.bodies[*body as usize]).collect();
        let mut asked: HashSet<ItemId> = HashSet::default();
        for _ in 0..=FAR {
            let takers: BTreeSet<ItemId> = next.iter().filter_map(|body| self.taker(body)).collect();
            next = Vec::new();
            for id in takers.into_iter().filter(|id| asked.insert(*id)) {
                next.extend(self.build_callers(id));
            }
        }
    }

    /// The function that a body is of, when it takes a secret out of something.
    fn taker(&mut self, body: &Body) -> Option<ItemId> {
        let BodyKind::Fn(id) = body.kind else { return None };
        (!body.test && !self.takes_from(id).is_empty()).then_some(id)
    }

    fn key_of_secret(&mut self, tree: &Tree, key: ExprId) -> Option<String> {
        let (text, constant) = match tree.kind(key) {
            ExprKind::Str(text) => (tree.string(text).to_string(), false),
            ExprKind::Path(path) => (tree.path(path).last()?.text().to_owned(), true),
            ExprKind::Ref(inner) => return self.key_of_secret(tree, inner),
            _ => return None,
        };
        let name = text.to_lowercase().replace('-', "_");
        let values = self.know.values;
        let sure = is_strong(&name) || values.secret_headers.contains(&name);
        let handed = values.handing_headers.contains(&name);
        (handed || sure && self.is_secret_key(&text, constant)).then(|| text.to_lowercase())
    }
}

/// Another way in which a function takes a secret out of something.
fn add(found: &mut Vec<Taken>, taken: Taken) {
    if found.len() < MOST && !found.iter().any(|known| known.at == taken.at && known.members == taken.members) {
        found.push(taken);
    }
}

/// The parameter that an expression is, or a member of.
fn handed(values: &Values, tree: &Tree, locals: &Locals, expr: ExprId) -> Option<(u32, Vec<Name>)> {
    let (mut at, mut members) = (expr, Vec::new());
    for _ in 0..STEPS {
        at = match tree.kind(at) {
            ExprKind::Ref(inner) | ExprKind::Deref(inner) => inner,
            ExprKind::Method { receiver, name, .. } if name == "headers" => {
                members.push(name);
                receiver
            }
            ExprKind::Method { receiver, name, args } if args.len == 0 && values.unchanged.contains(name.text()) => {
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
