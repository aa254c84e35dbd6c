//! Types that are made to be sent: what a service is told to sign in.

use std::rc::Rc;

use foldhash::{HashMap, HashSet};

use super::Flow;
use super::build::derive_lists;
use super::seeds::Known;
use crate::rust::facts::{Adt, AdtKind};
use crate::rust::flow::roles::READERS;
use crate::rust::index::{Body, BodyKind, ItemId};
use crate::rust::locals::Origin;
use crate::rust::name::Name;
use crate::rust::tree::{ExprId, ExprKind};

/// Functions that hand a value on, one to the next, to the one that sends it.
const DEPTH: u32 = 3;

/// Functions of one name that are looked at.
const FEW: usize = 4;

/// What a body may hand to a request: a value that it makes, or a parameter by
/// its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Passed {
    Value(ExprId),
    Param(u32),
}

/// Where values of types are made.
type Made = HashMap<ItemId, Vec<(Body, ExprId)>>;

/// What was found out of requests, kept: types share their bodies, and bodies
/// the functions that they hand values to.
#[derive(Default)]
pub(super) struct Requests {
    /// What a body hands to a request, by itself or by so many calls.
    sent: Known<(u32, ExprId, u32), Rc<HashSet<Passed>>>,
    /// The literals of each type that set a field of this name.
    made: Known<Name, Rc<Made>>,
}

impl Flow<'_, '_> {
    /// Whether every value of a type goes into a request where it is made:
    /// nobody reads such a type, and nothing else writes it.
    pub(super) fn is_request(&self, id: ItemId) -> bool {
        let adt = self.index().adt(id);
        let first = adt.variants.first().and_then(|variant| variant.fields.first());
        let Some(field) = first.filter(|_| adt.kind == AdtKind::Struct && !is_read(adt)) else { return false };
        let made = self.requests.made.get(field.name, || Rc::new(self.find_made(field.name)));
        let Some(made) = made.get(&id) else { return false };
        // What a function gives that does not make it comes from elsewhere.
        let makers: HashSet<BodyKind> = made.iter().map(|(body, _)| body.kind).collect();
        self.givers_of(id).iter().all(|of| makers.contains(&BodyKind::Fn(*of)))
            && made.iter().all(|(body, value)| self.sent(body, DEPTH).contains(&Passed::Value(*value)))
    }

    /// The types that are made by a literal with a field of this name, and
    /// where.
    fn find_made(&self, field: Name) -> Made {
        let mut found = Made::default();
        for site in self.sites.setting(field) {
            let body = &self.sites.bodies[site.body as usize];
            let tree = self.index().tree(body.file);
            if let ExprKind::Struct(literal) = tree.kind(site.expr)
                && !body.test
                && let Some((of, _)) = self.types.constructed(body, &tree.struct_(literal).path)
            {
                found.entry(of).or_default().push((*body, site.expr));
            }
        }
        found
    }

    /// What a body hands to a request.
    fn sent(&self, body: &Body, depth: u32) -> Rc<HashSet<Passed>> {
        match depth.checked_sub(1) {
            Some(depth) => {
                self.requests.sent.get((body.file, body.root, depth), || Rc::new(self.find_sent(body, depth)))
            }
            None => Rc::default(),
        }
    }

    fn find_sent(&self, body: &Body, depth: u32) -> HashSet<Passed> {
        let tree = self.index().tree(body.file);
        let mut sent = HashSet::default();
        tree.walk(body.root, &mut |expr| {
            let (ExprKind::Method { args, .. } | ExprKind::Call { args, .. }) = tree.kind(expr) else { return };
            let args = tree.exprs_of(args).iter().enumerate();
            let passed =
                args.flat_map(|(at, arg)| self.passed(body, *arg).into_iter().flatten().map(move |one| (at, one)));
            let mut passed: Vec<_> = passed.collect();
            if passed.is_empty() {
                return;
            }
            let by = self.senders(body, expr, depth);
            let mut known = HashSet::default();
            // What is handed over twice counts where it is first.
            passed.retain(|(_, passed)| known.insert(*passed));
            let sends = |at: usize| by.as_ref().is_none_or(|by| all_send(by, at));
            sent.extend(passed.into_iter().filter(|(at, _)| sends(*at)).map(|(_, passed)| passed));
        });
        sent
    }

    /// What those send that a call may mean; none when it makes a payload
    /// itself, of whatever it is given.
    fn senders(&self, body: &Body, call: ExprId, depth: u32) -> Option<Vec<Rc<HashSet<Passed>>>> {
        if self.is_payload(body, call) {
            return None;
        }
        let own = self.called_by(body, call);
        let few = own.iter().filter(|_| own.len() <= FEW);
        Some(few.map(|id| self.index().body(*id).map(|body| self.sent(&body, depth)).unwrap_or_default()).collect())
    }

    /// What an argument is: a literal, by itself or by the variable that it
    /// names, or the parameter that one of these is.
    fn passed(&self, body: &Body, arg: ExprId) -> [Option<Passed>; 3] {
        let tree = self.index().tree(body.file);
        let made = |expr: &ExprId| matches!(tree.kind(*expr), ExprKind::Struct(_));
        let locals = self.types.infer.locals(body);
        let variable = |expr: ExprId| {
            let binding = locals.uses.get(&expr).map(|id| &locals.bindings[*id as usize]);
            binding.filter(|binding| binding.path.is_empty()).map(|binding| binding.origin)
        };
        let arg = self.plain(body, arg);
        let (value, param) = match variable(arg) {
            Some(Origin::Value(init)) => (Some(init), variable(init)),
            origin => (None, origin),
        };
        let param = match param {
            Some(Origin::Param(at)) => Some(Passed::Param(at)),
            _ => None,
        };
        [Some(arg).filter(made).map(Passed::Value), value.filter(made).map(Passed::Value), param]
    }

    /// A value behind `&x`, `Some(x)` and `x.clone()`.
    fn plain(&self, body: &Body, expr: ExprId) -> ExprId {
        let tree = self.index().tree(body.file);
        match tree.kind(expr) {
            ExprKind::Ref(inner) => self.plain(body, inner),
            ExprKind::Method { receiver, name, .. } if name == "clone" => self.plain(body, receiver),
            ExprKind::Call { callee, args } => {
                match (tree.path_of(callee).and_then(|path| path.last()), tree.exprs_of(args)) {
                    (Some(name), [only]) if matches!(name.text(), "Some" | "Json" | "Form") => self.plain(body, *only),
                    _ => expr,
                }
            }
            _ => expr,
        }
    }
}

/// Whether there are functions, and each sends what this parameter is given.
fn all_send(by: &[Rc<HashSet<Passed>>], at: usize) -> bool {
    !by.is_empty() && by.iter().all(|sent| sent.contains(&Passed::Param(at as u32)))
}

/// Whether somebody may read such a type from what was written, or from the
/// rows of a table.
fn is_read(adt: &Adt) -> bool {
    let mut derives = derive_lists(adt).flat_map(|list| &list.args);
    derives.any(|arg| arg.path.text().rsplit("::").next().is_some_and(|last| READERS.contains(&last)))
}
