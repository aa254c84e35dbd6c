//! Reads of the whole environment: followed through variables, parameters,
//! fields and results to what is picked out of it, and to where all of it
//! goes to a log or a child.
//!
//! `ways` follows it from body to body, `tells` says which expressions of
//! one body are the whole or an entry of it; here is what is done with them.

mod tells;
mod ways;

use std::collections::HashSet;
use std::rc::Rc;

use super::direct::{NameFrom, Read};
use crate::rust::eval::{Eval, Frame};
use crate::rust::index::{Body, ItemId};
use crate::rust::infer::Infer;
use crate::rust::name::Name;
use crate::rust::tree::{BinOp, ExprId, ExprKind, PatKind, Tree};

/// Places that the whole environment is followed to.
const MOST: usize = 500;
/// Methods that pick one entry of a map.
const PICKS: [&str; 7] = ["get", "remove", "get_mut", "contains_key", "get_key_value", "entry", "remove_entry"];
/// Methods that cut or compare the begin or the end of a name.
const AFFIXES: [&str; 4] = ["starts_with", "strip_prefix", "ends_with", "strip_suffix"];
/// Macros that print.
const PRINTS: [&str; 15] = [
    "println", "print", "eprintln", "eprint", "dbg", "trace", "debug", "info", "warn", "error", "log", "event",
    "panic", "write", "writeln",
];
/// What is done with the whole environment.
#[derive(Default)]
pub(super) struct Uses {
    /// Entries that are picked by name.
    pub picked: Vec<Read>,
    /// Macro calls that print all of it.
    pub printed: Vec<(Body, ExprId)>,
    /// Calls that give all of it to a child process.
    pub inherited: Vec<(Body, ExprId)>,
}

/// The uses of all reads of all variables.
pub(super) fn uses(eval: &Eval<'_, '_>, reads: &[Read]) -> Uses {
    let all = reads.iter().filter(|read| read.name == NameFrom::All);
    let mut queue: Vec<(Body, Seed)> = all.map(|read| (read.body, Seed::Call(read.expr))).collect();
    let mut seen: HashSet<(u32, ExprId, Seed)> = HashSet::new();
    let mut found = Uses::default();
    while let Some((body, seed)) = queue.pop() {
        if seen.len() >= MOST || !seen.insert((body.file, body.root, seed)) {
            continue;
        }
        let frame = eval.open(body);
        let read_here = reads.iter().any(|read| Seed::Call(read.expr) == seed && read.body.file == body.file);
        let whole = Whole { eval, frame: &frame, tree: eval.infer.index.tree(body.file), seed, read_here };
        whole.tree.walk(body.root, &mut |expr| {
            whole.use_at(expr, &mut found);
            whole.goes_on(expr, &mut queue);
        });
        whole.comes_back(&mut queue);
    }
    found.picked.sort_by_key(|read| (read.body.file, read.expr));
    found.picked.dedup_by_key(|read| (read.body.file, read.expr));
    found
}

/// What is the whole environment in one body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Seed {
    /// This call gives it.
    Call(ExprId),
    /// The parameter with this number holds it.
    Param(u32),
    /// This field of this type holds it.
    Field(ItemId, Name),
}

struct Whole<'w, 'i, 'a> {
    eval: &'w Eval<'i, 'a>,
    frame: &'w Rc<Frame>,
    tree: &'w Tree,
    seed: Seed,
    /// Whether it is read in this very body: what gets it from elsewhere and
    /// hands it on is built to do so.
    read_here: bool,
}

impl Whole<'_, '_, '_> {
    fn infer(&self) -> &Infer<'_, '_> {
        &self.eval.infer
    }

    fn use_at(&self, expr: ExprId, found: &mut Uses) {
        let body = self.frame.body;
        let mut pick = |expr: ExprId, name: NameFrom| found.picked.push(Read { body, expr, name });
        match self.tree.kind(expr) {
            ExprKind::Method { receiver, name, args } => match self.tree.exprs_of(args) {
                [arg, ..] if PICKS.contains(&name.text()) && self.is_whole(receiver) => {
                    pick(expr, NameFrom::Expr(*arg));
                }
                [list] if name == "contains" && self.is_entry(*list) => pick(expr, NameFrom::Elements(receiver)),
                [arg] if AFFIXES.contains(&name.text()) && self.is_entry(receiver) => {
                    pick(expr, self.affix(receiver, name, *arg));
                }
                [arg, ..] if name == "envs" && self.read_here && self.is_whole(*arg) => {
                    found.inherited.push((body, expr));
                }
                _ => {}
            },
            ExprKind::Index { base, index } if self.is_whole(base) => pick(expr, NameFrom::Expr(index)),
            ExprKind::Binary { op: BinOp::Eq, left, right } => match (self.is_entry(left), self.is_entry(right)) {
                (true, false) => pick(expr, NameFrom::Expr(right)),
                (false, true) => pick(expr, NameFrom::Expr(left)),
                _ => {}
            },
            ExprKind::Match(node) if self.is_entry(self.tree.match_(node).scrutinee) => {
                for (pat, _) in &self.tree.match_(node).arms {
                    self.literals(*pat, &mut |literal| pick(literal, NameFrom::Expr(literal)));
                }
            }
            ExprKind::Macro(mac) => {
                let mac = self.tree.mac(mac);
                let prints = mac.path.last().is_some_and(|last| PRINTS.contains(&last.text()));
                let args = mac.args.iter().any(|arg| self.is_whole(arg.expr) || self.is_value(arg.expr));
                if prints && (args || self.captures_value(expr)) {
                    found.printed.push((body, expr));
                }
            }
            _ => {}
        }
    }

    /// `key.strip_prefix("A_")?.strip_suffix(&end)`: what is known of the
    /// name's begin and end.
    fn affix(&self, receiver: ExprId, name: Name, arg: ExprId) -> NameFrom {
        let mut inner = receiver;
        while let ExprKind::Try(of) | ExprKind::Ref(of) = self.tree.kind(inner) {
            inner = of;
        }
        let before = match self.tree.kind(inner) {
            ExprKind::Method { name, args, .. } if name == "strip_prefix" => self.tree.exprs_of(args).first().copied(),
            _ => None,
        };
        match name.text() {
            "starts_with" | "strip_prefix" => NameFrom::Affixes(Some(arg), None),
            _ => NameFrom::Affixes(before, Some(arg)),
        }
    }

    fn literals(&self, pat: crate::rust::tree::PatId, found: &mut dyn FnMut(ExprId)) {
        match self.tree.pat(pat).kind {
            PatKind::Lit(literal) => found(literal),
            PatKind::Guard { pat, .. } => self.literals(pat, found),
            PatKind::Or(items) => self.tree.pats_of(items).iter().for_each(|item| self.literals(*item, found)),
            _ => {}
        }
    }
}
