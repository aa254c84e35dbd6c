//! Names of files and variables that may as well be the secret itself:
//! `env::var(key).unwrap_or(key)` takes either.

use foldhash::{HashMap, HashSet};

use crate::rust::flow::build::Builder;
use crate::rust::flow::graph::{Node, NodeId};
use crate::rust::locals::BindingId;
use crate::rust::tree::*;
use crate::rust::types::Ty;

/// Branches within branches whose values are looked at.
const DEPTH: u32 = 8;

/// What is opened by its own text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::rust::flow::build) enum Opened {
    Variable(BindingId),
    Field(NodeId),
}

impl Builder<'_, '_, '_> {
    /// After the walk: what is opened is the name of what is read there, unless
    /// it stands for itself where there is nothing to read.
    pub(in crate::rust::flow::build) fn settle_opened(&mut self) {
        if self.opened.is_empty() {
            return;
        }
        let either = self.find_either();
        for (what, _) in std::mem::take(&mut self.opened) {
            match what {
                Opened::Variable(id) => self.treated.entry(id).or_default().as_path |= !either.contains(&what),
                Opened::Field(node) if either.contains(&what) => drop(self.flow.either.insert(node)),
                Opened::Field(node) => drop(self.flow.paths.insert(node)),
            }
        }
    }

    /// What is opened in an expression that may also give it as it is.
    fn find_either(&mut self) -> HashSet<Opened> {
        let mut given: Vec<(ExprId, ExprId)> = Vec::new();
        let root = self.body.root;
        self.values(root, DEPTH, &mut |value| given.push((root, value)));
        self.tree.walk(root, &mut |expr| match self.tree.kind(expr) {
            ExprKind::Method { name, args, .. }
                if matches!(name.text(), "unwrap_or" | "unwrap_or_else" | "or" | "or_else") =>
            {
                for arg in self.tree.exprs_of(args) {
                    self.values(*arg, DEPTH, &mut |value| given.push((expr, value)));
                }
            }
            ExprKind::Match(_) | ExprKind::If { .. } => {
                self.values(expr, DEPTH, &mut |value| given.push((expr, value)));
            }
            ExprKind::Return(Some(value)) => self.values(value, DEPTH, &mut |value| given.push((root, value))),
            _ => {}
        });
        let places = Places::of(self.tree, root);
        let mut opened: HashMap<Opened, Vec<u32>> = HashMap::default();
        for (what, at) in &self.opened {
            opened.entry(*what).or_default().extend(places.begin(*at));
        }
        for places in opened.values_mut() {
            places.sort_unstable();
            places.dedup();
        }
        let mut found = HashSet::default();
        for (whole, value) in given {
            let Some((what, at)) = self.as_it_is(value) else { continue };
            if !found.contains(&what)
                && let Some(opened) = opened.get(&what)
                && places.has_another(whole, at, opened)
            {
                found.insert(what);
            }
        }
        found
    }

    /// What an expression may give in the end.
    fn values(&self, expr: ExprId, depth: u32, add: &mut dyn FnMut(ExprId)) {
        let Some(depth) = depth.checked_sub(1) else { return };
        match self.tree.kind(expr) {
            ExprKind::Block(block) => {
                self.tree.block(block).value.into_iter().for_each(|value| self.values(value, depth, add));
            }
            ExprKind::If { then, other, .. } => {
                self.values(then, depth, add);
                other.into_iter().for_each(|other| self.values(other, depth, add));
            }
            ExprKind::Match(node) => {
                self.tree.match_(node).arms.iter().for_each(|(_, arm)| self.values(*arm, depth, add));
            }
            ExprKind::Closure(closure) => self.values(self.tree.closure(closure).body, depth, add),
            ExprKind::Return(Some(inner)) | ExprKind::Try(inner) | ExprKind::Ref(inner) => {
                self.values(inner, depth, add);
            }
            ExprKind::Call { callee, args } => {
                let last = self.tree.path_of(callee).and_then(Path::last);
                if last.is_some_and(|last| matches!(last.text(), "Some" | "Ok")) {
                    self.tree.exprs_of(args).iter().for_each(|arg| self.values(*arg, depth, add));
                }
            }
            _ => add(expr),
        }
    }

    /// The variable or field that an expression gives as the text that it is.
    fn as_it_is(&mut self, value: ExprId) -> Option<(Opened, ExprId)> {
        let at = self.left_as_it_is(value);
        if self.ty(value) != Ty::Text {
            return None;
        }
        let what = match self.tree.kind(at) {
            ExprKind::Path(_) => Opened::Variable(*self.locals.uses.get(&at)?),
            ExprKind::Field { base, name } => match self.ty(base).value() {
                Ty::Adt(id, _) => Opened::Field(self.flow.graph.id(Node::Field(id, 0, name))),
                _ => return None,
            },
            _ => return None,
        };
        Some((what, at))
    }
}

/// Where the expressions of a body stand: what is below one lies between its
/// own number and the one behind its last.
struct Places(HashMap<ExprId, (u32, u32)>);

impl Places {
    fn of(tree: &Tree, root: ExprId) -> Places {
        let mut places = Places(HashMap::default());
        places.number(tree, root, 0);
        places
    }

    /// Numbers an expression and all below it; gives the next number.
    fn number(&mut self, tree: &Tree, expr: ExprId, begin: u32) -> u32 {
        let mut end = begin + 1;
        tree.children(expr, &mut |child| end = self.number(tree, child, end));
        self.0.insert(expr, (begin, end));
        end
    }

    fn begin(&self, expr: ExprId) -> Option<u32> {
        self.0.get(&expr).map(|(begin, _)| *begin)
    }

    /// Whether one of these places lies in an expression and is not `at`.
    fn has_another(&self, whole: ExprId, at: ExprId, sorted: &[u32]) -> bool {
        let Some((begin, end)) = self.0.get(&whole) else { return false };
        let from = sorted.partition_point(|place| place < begin);
        let at = self.begin(at);
        sorted[from..].iter().take_while(|place| *place < end).any(|place| Some(*place) != at)
    }
}
