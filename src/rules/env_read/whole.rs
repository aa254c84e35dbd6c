//! Reads of the whole environment: followed through variables, parameters,
//! fields and results to what is picked out of it, and to where all of it
//! goes to a log or a child.

use std::collections::HashSet;
use std::rc::Rc;

use super::direct::{NameFrom, Read};
use crate::rust::eval::{Eval, Frame};
use crate::rust::index::{Body, BodyKind, Def, ItemId, Res};
use crate::rust::infer::Infer;
use crate::rust::locals::{Host, Origin, Proj};
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
/// Methods after which it is no longer the whole.
const SELECTIVE: [&str; 14] = [
    "filter",
    "filter_map",
    "find",
    "find_map",
    "map",
    "get",
    "remove",
    "any",
    "all",
    "count",
    "len",
    "is_empty",
    "contains_key",
    "keys",
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

    /// Into functions that get it, and into fields that are set to it.
    fn goes_on(&self, expr: ExprId, queue: &mut Vec<(Body, Seed)>) {
        let (fns, args): (Vec<ItemId>, _) = match self.tree.kind(expr) {
            ExprKind::Call { callee, args } => (self.called(callee), args),
            ExprKind::Method { receiver, name, args } => {
                let args_ = self.tree.exprs_of(args);
                if !args_.iter().any(|arg| self.is_whole(*arg)) {
                    return;
                }
                (self.infer().method_targets(&self.frame.body, receiver, name, args_.len()), args)
            }
            ExprKind::Struct(literal) => return self.set_fields(expr, literal, queue),
            _ => return,
        };
        for id in fns {
            let explicit = matches!(self.tree.kind(expr), ExprKind::Call { .. }) && self.infer().index.fn_(id).has_self;
            let args = self.tree.exprs_of(args).iter().skip(usize::from(explicit));
            for (at, _) in args.enumerate().filter(|(_, arg)| self.is_whole(**arg)) {
                queue.extend(self.infer().index.body(id).map(|body| (body, Seed::Param(at as u32))));
            }
        }
    }

    fn called(&self, callee: ExprId) -> Vec<ItemId> {
        let found = self.eval.targets(&self.frame.body, callee).into_iter();
        found.filter_map(|res| if let Res::Def(Def::Fn(id)) = res { Some(id) } else { None }).collect()
    }

    fn set_fields(&self, expr: ExprId, literal: crate::rust::tree::StructId, queue: &mut Vec<(Body, Seed)>) {
        let fields = self.tree.struct_(literal).fields.iter().filter(|(_, _, value)| self.is_whole(*value));
        for (name, _, _) in fields {
            let Some(Res::Def(Def::Adt(adt))) = self.infer().type_of(&self.frame.body, expr) else { continue };
            for site in self.eval.sites.reading(*name) {
                queue.push((self.eval.sites.bodies[site.body as usize], Seed::Field(adt, *name)));
            }
        }
    }

    /// Out to the callers of a function that returns it.
    fn comes_back(&self, queue: &mut Vec<(Body, Seed)>) {
        let body = self.frame.body;
        let BodyKind::Fn(id) = body.kind else { return };
        let value = match self.tree.kind(body.root) {
            ExprKind::Block(block) => self.tree.block(block).value,
            _ => Some(body.root),
        };
        if value.is_some_and(|value| self.is_whole(value)) {
            for (caller, call, _) in self.eval.calls_of(id) {
                queue.push((caller.body, Seed::Call(call)));
            }
        }
    }

    /// Whether an expression is the whole environment: the call itself, what
    /// is collected from it, a variable or field that holds it.
    fn is_whole(&self, expr: ExprId) -> bool {
        match self.tree.kind(expr) {
            _ if self.seed == Seed::Call(expr) => true,
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) => self.is_whole(inner),
            // What is filtered is no longer the whole.
            ExprKind::Method { name, .. } if SELECTIVE.contains(&name.text()) => false,
            ExprKind::Method { receiver, name, .. } => self.is_whole(receiver) && !PICKS.contains(&name.text()),
            ExprKind::Call { callee, args } => {
                self.tree.exprs_of(args).iter().any(|arg| self.is_whole(*arg)) && self.called(callee).is_empty()
            }
            ExprKind::Field { base, name } => match self.seed {
                Seed::Field(adt, field) if field == name => {
                    self.infer().type_of(&self.frame.body, base) == Some(Res::Def(Def::Adt(adt)))
                }
                _ => false,
            },
            ExprKind::Path(_) => self.frame.locals.uses.get(&expr).is_some_and(|id| {
                let binding = &self.frame.locals.bindings[*id as usize];
                binding.path.is_empty()
                    && match binding.origin {
                        Origin::Value(init) => self.is_whole(init),
                        Origin::Param(at) => self.seed == Seed::Param(at),
                        _ => false,
                    }
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
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) => self.part(inner, at),
            ExprKind::Method { receiver, name, .. } => {
                let same = matches!(
                    name.text(),
                    "as_str" | "as_ref" | "to_str" | "to_string_lossy" | "strip_prefix" | "clone" | "to_uppercase"
                );
                same && self.part(receiver, at)
            }
            ExprKind::Path(_) => self.frame.locals.uses.get(&expr).is_some_and(|id| self.binds_part(*id, at)),
            _ => false,
        }
    }

    fn binds_part(&self, id: u32, at: u32) -> bool {
        let binding = &self.frame.locals.bindings[id as usize];
        if binding.path.last() != Some(&Proj::At(at)) {
            return false;
        }
        match binding.origin {
            Origin::Value(init) => self.is_whole(init),
            Origin::Closure(closure, _) => match self.frame.locals.closures.get(&closure) {
                Some(Host::Arg(call, _)) => match self.tree.kind(*call) {
                    ExprKind::Method { receiver, .. } => self.runs_over(receiver),
                    _ => false,
                },
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether a closure of a method of this receiver sees entries: of the
    /// whole, or of what an earlier filter left.
    fn runs_over(&self, receiver: ExprId) -> bool {
        match self.tree.kind(receiver) {
            ExprKind::Method { receiver: inner, name, .. }
                if matches!(name.text(), "filter" | "into_iter" | "iter") =>
            {
                self.runs_over(inner)
            }
            _ => self.is_whole(receiver),
        }
    }

    fn captures_value(&self, mac: ExprId) -> bool {
        let captured = self.frame.locals.captures.iter().filter(|((call, _), _)| *call == mac);
        captured.into_iter().any(|(_, id)| self.binds_part(*id, 1))
    }
}
