//! Where a configuration object comes from, and what it is made into.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use crate::rust::eval::Eval;
use crate::rust::index::{Body, BodyKind, Def, ItemId, Res};
use crate::rust::locals::{BindingId, Origin};
use crate::rust::name::Name;
use crate::rust::tree::{ExprId, ExprKind};

/// Variables, fields and functions are followed this deep,
const DEPTH: u32 = 6;
/// and this many in all.
const STEPS: u32 = 64;
/// Callers of a general reader are asked this deep.
const CALLERS: u32 = 3;
/// Methods that give a configuration another source.
const GIVES: [&str; 4] = ["merge", "add_source", "set_default", "join"];

/// What methods give each variable of a body.
type Given = HashMap<BindingId, Vec<ExprId>>;

/// A search through what an object is made of.
pub(super) struct Chain<'e, 'i, 'a> {
    eval: &'e Eval<'i, 'a>,
    seen: HashSet<(u32, ExprId)>,
    fields: HashSet<(ItemId, Name)>,
    given: HashMap<(u32, ExprId), Rc<Given>>,
    steps: u32,
}

impl<'e, 'i, 'a> Chain<'e, 'i, 'a> {
    pub(super) fn new(eval: &'e Eval<'i, 'a>) -> Self {
        Chain { eval, seen: HashSet::new(), fields: HashSet::new(), given: HashMap::new(), steps: STEPS }
    }

    /// Visits an expression, what it is made of, the variables and fields it
    /// names, the functions it calls, and what methods of these are given.
    pub(super) fn search(&mut self, body: &Body, expr: ExprId, visit: &mut dyn FnMut(&Body, ExprId)) {
        self.at(body, expr, DEPTH, visit);
    }

    fn at(&mut self, body: &Body, expr: ExprId, depth: u32, visit: &mut dyn FnMut(&Body, ExprId)) {
        let (Some(depth), Some(steps)) = (depth.checked_sub(1), self.steps.checked_sub(1)) else { return };
        if !self.seen.insert((body.file, expr)) {
            return;
        }
        self.steps = steps;
        let mut behind = Vec::new();
        self.eval.infer.index.tree(body.file).walk(expr, &mut |inner| {
            visit(body, inner);
            behind.extend(self.behind(body, inner));
        });
        behind.into_iter().for_each(|(body, expr)| self.at(&body, expr, depth, visit));
    }

    fn behind(&mut self, body: &Body, expr: ExprId) -> Vec<(Body, ExprId)> {
        let infer = &self.eval.infer;
        let tree = infer.index.tree(body.file);
        let fns = match tree.kind(expr) {
            ExprKind::Path(_) => return self.local(body, expr),
            ExprKind::Field { base, name } => return self.field(body, base, name),
            ExprKind::Call { callee, .. } => fns(self.eval.targets(body, callee)),
            ExprKind::Method { receiver, name, args } => {
                infer.method_targets(body, receiver, name, tree.exprs_of(args).len())
            }
            _ => return Vec::new(),
        };
        let bodies = fns.into_iter().filter_map(|id| infer.index.body(id));
        bodies.map(|body| (body, body.root)).collect()
    }

    /// What a variable is set to, and what it is given later.
    fn local(&mut self, body: &Body, path: ExprId) -> Vec<(Body, ExprId)> {
        let locals = self.eval.infer.locals(body);
        let Some(id) = locals.uses.get(&path) else { return Vec::new() };
        let binding = &locals.bindings[*id as usize];
        let mut values = binding.assigned.clone();
        values.extend(if let Origin::Value(init) = binding.origin { Some(init) } else { None });
        values.extend(self.given(body).get(id).into_iter().flatten());
        values.into_iter().map(|value| (*body, value)).collect()
    }

    /// What `merge` and its like give the variables of a body, found in one
    /// walk.
    fn given(&mut self, body: &Body) -> Rc<Given> {
        let (eval, key) = (self.eval, (body.file, body.root));
        let found = self.given.entry(key).or_insert_with(|| {
            let tree = eval.infer.index.tree(body.file);
            let locals = eval.infer.locals(body);
            let mut given = Given::new();
            tree.walk(body.root, &mut |call| {
                if let ExprKind::Method { receiver, name, args } = tree.kind(call)
                    && GIVES.contains(&name.text())
                    && let Some(id) = locals.uses.get(&receiver)
                {
                    given.entry(*id).or_default().extend(tree.exprs_of(args));
                }
            });
            Rc::new(given)
        });
        found.clone()
    }

    /// What methods of a type put into one of its fields.
    fn field(&mut self, body: &Body, base: ExprId, name: Name) -> Vec<(Body, ExprId)> {
        let infer = &self.eval.infer;
        let Some(Res::Def(Def::Adt(of))) = infer.type_of(body, base) else { return Vec::new() };
        if !self.fields.insert((of, name)) {
            return Vec::new();
        }
        let sites = &self.eval.sites;
        let bodies: BTreeSet<u32> = sites.reading(name).iter().map(|site| site.body).collect();
        let mut values = Vec::new();
        for body in bodies.into_iter().map(|number| sites.bodies[number as usize]) {
            let tree = infer.index.tree(body.file);
            tree.walk(body.root, &mut |expr| {
                if let ExprKind::Assign { left, right } = tree.kind(expr)
                    && let ExprKind::Field { base, name: set } = tree.kind(left)
                    && set == name
                    && infer.type_of(&body, base) == Some(Res::Def(Def::Adt(of)))
                {
                    values.push((body, right));
                }
            });
        }
        values
    }
}

/// The structs that are filled: by the turbofish, the variable's type, or
/// what the function returns, be it whatever its callers ask for.
pub(super) fn targets(eval: &Eval<'_, '_>, body: &Body, expr: ExprId) -> Vec<ItemId> {
    asked(eval, body, expr, CALLERS)
}

fn asked(eval: &Eval<'_, '_>, body: &Body, expr: ExprId, depth: u32) -> Vec<ItemId> {
    match target(eval, body, expr) {
        Some(Res::Def(Def::Adt(id))) => return vec![id],
        Some(_) => return Vec::new(),
        None => {}
    }
    let (BodyKind::Fn(id), Some(depth)) = (body.kind, depth.checked_sub(1)) else { return Vec::new() };
    let calls = eval.calls_of(id).into_iter();
    let mut found: Vec<ItemId> = calls.flat_map(|(caller, call, _)| asked(eval, &caller.body, call, depth)).collect();
    found.sort_by_key(|id| (id.file, id.item));
    found.dedup();
    found
}

fn target(eval: &Eval<'_, '_>, body: &Body, expr: ExprId) -> Option<Res> {
    let tree = eval.infer.index.tree(body.file);
    let named = |ty| eval.infer.named_type(body.file, body.scope, body.owner, ty);
    if let Some(ty) = tree.turbofish.get(&expr).and_then(|list| tree.types_of(*list).first()) {
        return named(*ty);
    }
    if let ExprKind::Call { callee, .. } = tree.kind(expr)
        && let Some(ty) = tree.path_of(callee).and_then(|path| tree.types_of(path.segments.last()?.args).first())
    {
        return named(*ty);
    }
    let locals = eval.infer.locals(body);
    let bound = locals.bindings.iter().find(|binding| match binding.origin {
        Origin::Value(init) => tree.extent(init).contains(tree.expr(expr).span) && binding.ty.is_some(),
        _ => false,
    });
    if let Some(ty) = bound.and_then(|binding| binding.ty) {
        return named(ty);
    }
    let BodyKind::Fn(id) = body.kind else { return None };
    named(eval.infer.index.fn_(id).ret?)
}

fn fns(found: Vec<Res>) -> Vec<ItemId> {
    found.into_iter().filter_map(|res| if let Res::Def(Def::Fn(id)) = res { Some(id) } else { None }).collect()
}
