//! Reads of the whole environment: what is picked out of it by name, and
//! where all of it goes to a log or a child.

use std::rc::Rc;

use super::direct::{NameFrom, Read};
use crate::rust::eval::{Eval, Frame};
use crate::rust::locals::Origin;
use crate::rust::name::Name;
use crate::rust::tree::{BinOp, ExprId, ExprKind, PatKind, Tree};

/// Methods that pick one entry of a map.
const PICKS: [&str; 5] = ["get", "remove", "get_mut", "contains_key", "get_key_value"];
/// Macros that print.
const PRINTS: [&str; 15] = [
    "println", "print", "eprintln", "eprint", "dbg", "trace", "debug", "info", "warn", "error", "log", "event",
    "panic", "write", "writeln",
];

/// What is done with the whole environment at one place.
pub(super) enum Use {
    /// This entry is picked: the call and the name's expression.
    Picked(ExprId, ExprId),
    /// All of it is printed by this macro call.
    Printed(ExprId),
    /// All of it is given to a child process by this call.
    Inherited(ExprId),
}

/// The uses of a read of all variables, in its body.
pub(super) fn uses(eval: &Eval<'_, '_>, read: &Read) -> Vec<Use> {
    let frame = eval.open(read.body);
    let tree = eval.infer.index.tree(read.body.file);
    if read.name != NameFrom::All {
        return Vec::new();
    }
    let whole = Whole { frame: &frame, tree, call: read.expr };
    let mut found = Vec::new();
    tree.walk(read.body.root, &mut |expr| found.extend(whole.use_at(expr)));
    found
}

struct Whole<'w> {
    frame: &'w Rc<Frame>,
    tree: &'w Tree,
    /// The call that reads.
    call: ExprId,
}

impl Whole<'_> {
    fn use_at(&self, expr: ExprId) -> Option<Use> {
        match self.tree.kind(expr) {
            ExprKind::Method { receiver, name, args } => {
                let args = self.tree.exprs_of(args);
                match args.first() {
                    Some(arg) if PICKS.contains(&name.text()) && self.is_whole(receiver) => {
                        Some(Use::Picked(expr, *arg))
                    }
                    Some(arg) if name == "envs" && self.is_whole(*arg) => Some(Use::Inherited(expr)),
                    _ => None,
                }
            }
            ExprKind::Index { base, index } if self.is_whole(base) => Some(Use::Picked(expr, index)),
            ExprKind::Binary { op: BinOp::Eq, left, right } => match (self.is_entry(left), self.is_entry(right)) {
                (true, false) => Some(Use::Picked(expr, right)),
                (false, true) => Some(Use::Picked(expr, left)),
                _ => None,
            },
            ExprKind::Match(node) if self.is_entry(self.tree.match_(node).scrutinee) => {
                let arms = self.tree.match_(node).arms.iter();
                let literal = arms.filter_map(|(pat, _)| match self.tree.pat(*pat).kind {
                    PatKind::Lit(literal) => Some(literal),
                    _ => None,
                });
                literal.map(|literal| Use::Picked(literal, literal)).next()
            }
            ExprKind::Macro(mac) => {
                let mac = self.tree.mac(mac);
                let prints = mac.path.last().is_some_and(|last| PRINTS.contains(&last.text()));
                let args = mac.args.iter().any(|arg| self.is_whole(arg.expr) || self.is_value(arg.expr));
                (prints && (args || self.captures_value(expr))).then_some(Use::Printed(expr))
            }
            _ => None,
        }
    }

    /// Whether an expression is the whole environment: the call itself, what
    /// is collected from it, a variable that holds it.
    fn is_whole(&self, expr: ExprId) -> bool {
        match self.tree.kind(expr) {
            _ if expr == self.call => true,
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) => self.is_whole(inner),
            // What is filtered is no longer the whole.
            ExprKind::Method { name, .. } if is_selective(name) => false,
            ExprKind::Method { receiver, .. } => self.is_whole(receiver),
            ExprKind::Call { args, .. } => self.tree.exprs_of(args).iter().any(|arg| self.is_whole(*arg)),
            ExprKind::Path(_) => self.frame.locals.uses.get(&expr).is_some_and(|id| {
                let binding = &self.frame.locals.bindings[*id as usize];
                matches!(binding.origin, Origin::Value(init) if binding.path.is_empty() && self.is_whole(init))
            }),
            _ => false,
        }
    }

    /// Whether a variable is the key of one entry, in a loop or closure over
    /// the whole.
    fn is_entry(&self, expr: ExprId) -> bool {
        self.part(expr, 0)
    }

    /// The same for the value of an entry.
    fn is_value(&self, expr: ExprId) -> bool {
        self.part(expr, 1)
    }

    fn part(&self, expr: ExprId, at: u32) -> bool {
        match self.tree.kind(expr) {
            ExprKind::Ref(inner) | ExprKind::Deref(inner) => self.part(inner, at),
            ExprKind::Method { receiver, name, .. } if matches!(name.text(), "as_str" | "as_ref" | "to_str") => {
                self.part(receiver, at)
            }
            ExprKind::Path(_) => self.frame.locals.uses.get(&expr).is_some_and(|id| self.binds_part(*id, at)),
            _ => false,
        }
    }

    fn binds_part(&self, id: u32, at: u32) -> bool {
        use crate::rust::locals::{Host, Proj};
        let binding = &self.frame.locals.bindings[id as usize];
        if binding.path.last() != Some(&Proj::At(at)) {
            return false;
        }
        match binding.origin {
            Origin::Value(init) => self.is_whole(init),
            Origin::Closure(closure, _) => match self.frame.locals.closures.get(&closure) {
                Some(Host::Arg(call, _)) => match self.tree.kind(*call) {
                    ExprKind::Method { receiver, .. } => self.is_whole(receiver),
                    _ => false,
                },
                _ => false,
            },
            _ => false,
        }
    }

    fn captures_value(&self, mac: ExprId) -> bool {
        let captured = self.frame.locals.captures.iter().filter(|((call, _), _)| *call == mac);
        captured.into_iter().any(|(_, id)| self.binds_part(*id, 1))
    }
}

fn is_selective(name: Name) -> bool {
    matches!(
        name.text(),
        "filter"
            | "filter_map"
            | "find"
            | "find_map"
            | "map"
            | "get"
            | "remove"
            | "any"
            | "all"
            | "count"
            | "len"
            | "is_empty"
            | "contains_key"
            | "keys"
    )
}
