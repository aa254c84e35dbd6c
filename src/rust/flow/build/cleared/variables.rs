//! Functions that read the environment under a name that they are handed:
//! what that is called says nothing of it, `required(&api_key_key)`.

use std::rc::Rc;

use crate::rust::flow::Flow;
use crate::rust::flow::lists::end_of;
use crate::rust::index::{Body, Def, ItemId, Res};
use crate::rust::locals::Origin;
use crate::rust::tree::*;

/// Functions within functions that are looked into.
const READERS: u32 = 3;

/// Calls of one of them that are.
const CALLS: usize = 8;

impl Flow<'_, '_> {
    /// The parameters of a function under whose values it reads the
    /// environment, itself or by another.
    pub(in crate::rust::flow::build) fn named_variables(&self, id: ItemId) -> Rc<Vec<u32>> {
        self.named_within(id, READERS)
    }

    fn named_within(&self, id: ItemId, depth: u32) -> Rc<Vec<u32>> {
        self.around.named_variables.get((id, depth), || Rc::new(self.find_named(id, depth)))
    }

    fn find_named(&self, id: ItemId, depth: u32) -> Vec<u32> {
        let (Some(depth), Some(body)) = (depth.checked_sub(1), self.index().body(id)) else { return Vec::new() };
        let mut found = Vec::new();
        for (path, args) in self.handing_on(&body) {
            let read = self.read_under(&body, path, depth);
            let handed = read.iter().filter_map(|at| args.get(*at as usize));
            found.extend(handed.filter_map(|arg| self.parameter(&body, *arg)));
        }
        if !found.is_empty() {
            let itself = self.taken_itself(&body);
            found.retain(|at| !itself.contains(at));
        }
        found
    }

    /// `env::var(key).unwrap_or(key.into())`: the parameters that a function may
    /// give as they are, in some case.
    fn taken_itself(&self, body: &Body) -> Vec<u32> {
        let tree = self.index().tree(body.file);
        let mut values = vec![body.root];
        tree.walk(body.root, &mut |expr| match tree.kind(expr) {
            ExprKind::Method { name, args, .. }
                if matches!(name.text(), "unwrap_or" | "unwrap_or_else" | "or" | "or_else") =>
            {
                values.extend(tree.exprs_of(args));
            }
            ExprKind::Match(node) => values.extend(tree.match_(node).arms.iter().map(|(_, arm)| *arm)),
            ExprKind::If { then, other, .. } => values.extend([then].into_iter().chain(other)),
            ExprKind::Return(Some(value)) => values.push(value),
            _ => {}
        });
        values.into_iter().filter_map(|value| self.parameter(body, as_it_is(tree, value)?)).collect()
    }

    /// Which arguments of a call are names of variables that it reads.
    fn read_under(&self, body: &Body, path: &Path, depth: u32) -> Rc<Vec<u32>> {
        let names: Vec<&str> = path.segments.iter().map(|segment| segment.name.text()).collect();
        match self.types.infer.resolve(body, path).first() {
            Some(Res::Def(Def::Fn(of))) => self.named_within(*of, depth),
            Some(Res::Def(_)) => Rc::default(),
            _ if self.know.values.environment.contains(end_of(&names.join("::"))) => Rc::new(vec![0]),
            _ => Rc::default(),
        }
    }

    /// The first calls of a body that are handed one of its parameters.
    fn handing_on(&self, body: &Body) -> Vec<(&Path, &[ExprId])> {
        let tree = self.index().tree(body.file);
        let mut calls = Vec::new();
        tree.walk(body.root, &mut |expr| {
            if let (ExprKind::Call { callee, args }, true) = (tree.kind(expr), calls.len() < CALLS)
                && let Some(path) = tree.path_of(callee)
                && tree.exprs_of(args).iter().any(|arg| self.parameter(body, *arg).is_some())
            {
                calls.push((path, tree.exprs_of(args)));
            }
        });
        calls
    }

    /// The parameter that an argument is.
    fn parameter(&self, body: &Body, arg: ExprId) -> Option<u32> {
        let (tree, locals) = (self.index().tree(body.file), self.types.infer.locals(body));
        let mut at = arg;
        while let ExprKind::Ref(inner) | ExprKind::Deref(inner) = tree.kind(at) {
            at = inner;
        }
        let binding = &locals.bindings[*locals.uses.get(&at)? as usize];
        match binding.origin {
            Origin::Param(at) if binding.path.is_empty() => Some(at),
            _ => None,
        }
    }
}

/// What an expression gives the text of: `key` of `|_| Ok(key.to_string())`.
fn as_it_is(tree: &Tree, value: ExprId) -> Option<ExprId> {
    let mut at = value;
    loop {
        at = match tree.kind(at) {
            ExprKind::Block(block) => tree.block(block).value?,
            ExprKind::Closure(closure) => tree.closure(closure).body,
            ExprKind::Method { receiver, name, .. }
                if matches!(name.text(), "to_string" | "to_owned" | "clone" | "into" | "trim") =>
            {
                receiver
            }
            ExprKind::Call { args, .. } => match tree.exprs_of(args) {
                [only] => *only,
                _ => return None,
            },
            _ => return Some(at),
        };
    }
}
