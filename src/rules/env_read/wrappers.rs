//! From reads to the names they read, through functions, closures and
//! macros that take the name as a parameter.

use std::collections::HashSet;
use std::rc::Rc;

use super::direct::{NameFrom, Read};
use crate::rust::eval::{Eval, Frame};
use crate::rust::facts::Owner;
use crate::rust::index::{BodyKind, Def, ItemId, Res};
use crate::rust::locals::{Host, Origin, Proj};
use crate::rust::text::{Part, Place, Shape, product};
use crate::rust::tree::{ExprId, ExprKind};

/// Wrappers of wrappers are followed this deep.
const LEVELS: usize = 8;

/// A name that is read, and where.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    /// The name, as far as it is known.
    pub name: Shape,
    /// The frame of the read or of the call that leads to it.
    pub body: crate::rust::index::Body,
    /// The read or call.
    pub expr: ExprId,
    /// The read that it leads to.
    pub read: (crate::rust::index::Body, ExprId),
    /// The reads and calls below, innermost first; empty for a direct read.
    pub through: Vec<Place>,
}

/// The names that all reads read.
pub(super) fn hits(eval: &Eval<'_, '_>, reads: &[Read]) -> Vec<Hit> {
    let mut tracer = Tracer { eval, seen: HashSet::new(), open: HashSet::new(), hits: Vec::new() };
    for read in reads {
        let frame = eval.open(read.body);
        let names = match read.name {
            NameFrom::Expr(name) => eval.texts(&frame, name),
            NameFrom::Elements(receiver) => eval.elements(&frame, receiver),
            NameFrom::HandedTo(call, at) => {
                tracer.handed(&frame, call, at, read.expr);
                continue;
            }
            NameFrom::Affixes(start, end) => affixes(eval, &frame, start, end),
            NameFrom::All => continue,
        };
        for name in names {
            tracer.settle(&Way::begin(Step { frame: frame.clone(), expr: read.expr, through: Vec::new() }), name);
        }
    }
    tracer.hits
}

/// The names between a begin and an end.
fn affixes(eval: &Eval<'_, '_>, frame: &Rc<Frame>, start: Option<ExprId>, end: Option<ExprId>) -> Vec<Shape> {
    let part = |expr: Option<ExprId>| match expr {
        Some(expr) => eval.texts(frame, expr),
        None => vec![Shape { parts: Vec::new(), place: None }],
    };
    let start: Vec<Shape> = part(start).iter().map(|shape| shape.then(&Shape::any())).collect();
    product(&start, &part(end))
}

struct Tracer<'e, 'i, 'a> {
    eval: &'e Eval<'i, 'a>,
    seen: HashSet<(u32, ExprId, Vec<Part>)>,
    /// Open names that are recorded, with their place.
    open: HashSet<(u32, ExprId, String)>,
    hits: Vec<Hit>,
}

impl Tracer<'_, '_, '_> {
    /// Records a name that is known as well as it will be, or follows the
    /// parameter it waits for.
    fn settle(&mut self, way: &Way, name: Shape) {
        let here = &way.here;
        if !self.seen.insert((here.frame.body.file, here.expr, name.parts.clone())) {
            return;
        }
        let waits = name.parts.iter().find_map(|part| match part {
            Part::Param(id, at, path) => Some(Wait::Param(*id, *at, path.clone())),
            Part::Written(id, at) => Some(Wait::Written(*id, *at)),
            Part::Closure(_, closure, at) => Some(Wait::Closure(*closure, *at)),
            _ => None,
        });
        let followed = here.through.len() < LEVELS
            && match waits {
                Some(Wait::Param(id, at, path)) => self.callers(way, &name, id, at, &path),
                Some(Wait::Written(id, at)) => self.written(way, &name, id, at),
                Some(Wait::Closure(closure, at)) => self.closure_calls(way, &name, closure, at),
                None => false,
            };
        if !followed {
            self.record(way, name);
        }
    }

    /// A name that stays open is reported where the last known part of it
    /// was added: calls further out say nothing of it.
    fn record(&mut self, way: &Way, name: Shape) {
        let open = name.known().is_none() && name.has_text();
        let Step { frame, expr, through } = if open { &way.said } else { &way.here };
        let (body, expr, through) = (frame.body, *expr, through.clone());
        if !open || self.open.insert((body.file, expr, name.display())) {
            self.hits.push(Hit { name, body, expr, read: way.read, through });
        }
    }

    fn callers(&mut self, way: &Way, name: &Shape, id: ItemId, at: u32, path: &[Proj]) -> bool {
        let mut followed = false;
        for (caller, call, args) in self.eval.calls_of(id) {
            for (place, arg) in self.given(&caller, call, &args, id, at) {
                followed = true;
                let given = self.eval.texts_at(&caller, arg, path);
                self.substitute(way, name, &caller, place, &given);
            }
        }
        for (caller, handed, call, position) in self.eval.given_to(id) {
            let elements = match self.eval.infer.index.tree(caller.body.file).kind(call) {
                ExprKind::Method { receiver, .. } if self.runs(&caller, call).is_empty() => Some(receiver),
                _ => None,
            };
            if let Some(receiver) = elements {
                // `names.map(wrapper)`: its elements are the argument.
                followed = true;
                let given = self.eval.texts_at(&caller, receiver, &[&[Proj::Element], path].concat());
                self.substitute(way, name, &caller, handed, &given);
                continue;
            }
            for (callee, call, args) in self.inside(&caller, call, position) {
                if let Some(arg) = args.get(at as usize) {
                    followed = true;
                    let given = self.eval.texts_at(&callee, *arg, path);
                    self.substitute(way, name, &callee, call, &given);
                }
            }
        }
        followed
    }

    /// The arguments that stand for a parameter in a call, each with the
    /// place to report: of a macro these are several when it repeats, and one
    /// that is written as a table is reported line by line.
    fn given(&self, caller: &Frame, call: ExprId, args: &[ExprId], id: ItemId, at: u32) -> Vec<(ExprId, ExprId)> {
        let item = self.eval.infer.index.fn_(id);
        if !matches!(item.owner, Owner::Macro(_)) {
            return args.get(at as usize).map(|arg| (call, *arg)).into_iter().collect();
        }
        let tree = self.eval.infer.index.tree(caller.body.file);
        let params = item.params.len().max(1);
        if params != args.len() && self.another_arm_takes(id, args.len()) {
            return Vec::new();
        }
        let mut given: Vec<ExprId> = match args.len() > params {
            true => args.iter().skip(at as usize).step_by(params).copied().collect(),
            false => args.get(at as usize).copied().into_iter().collect(),
        };
        if !args.len().is_multiple_of(params) || given.is_empty() || args.iter().any(|arg| is_pair(tree.kind(*arg))) {
            // Its grammar is not that of arguments: any literal may be meant.
            given.clear();
            tree.walk(call, &mut |expr| given.extend(matches!(tree.kind(expr), ExprKind::Str(_)).then_some(expr)));
        }
        let source = &self.eval.infer.index.unit(caller.body.file).source;
        let line = |expr: ExprId| source.line_of(tree.expr(expr).span.start);
        let place = |arg: ExprId| if line(arg) == line(call) { call } else { arg };
        given.into_iter().map(|arg| (place(arg), arg)).collect()
    }

    /// Whether another arm of a macro has just so many parameters.
    fn another_arm_takes(&self, arm: ItemId, args: usize) -> bool {
        let index = self.eval.infer.index;
        let Owner::Macro(number) = index.fn_(arm).owner else { return false };
        let arms = index.arms(ItemId { file: arm.file, item: number }).iter();
        arms.filter(|other| **other != arm).any(|other| index.fn_(*other).params.len() == args)
    }

    /// The calls of a macro, by how the argument is written there.
    fn written(&mut self, way: &Way, name: &Shape, id: ItemId, at: u32) -> bool {
        let mut followed = false;
        for (caller, call, args) in self.eval.calls_of(id) {
            let file = caller.body.file;
            for (place, arg) in self.given(&caller, call, &args, id, at) {
                followed = true;
                let span = self.eval.infer.index.tree(file).extent(arg);
                let text = self.eval.infer.index.unit(file).source.slice(span);
                let given = Shape::text(text.trim_matches('"'), Some(Place { file, span }));
                self.substitute(way, name, &caller, place, &[given]);
            }
        }
        followed
    }

    fn closure_calls(&mut self, way: &Way, name: &Shape, closure: ExprId, at: u32) -> bool {
        let frame = &way.here.frame;
        let calls: Vec<(Rc<Frame>, ExprId, Vec<ExprId>)> = match frame.locals.closures.get(&closure).copied() {
            Some(Host::Let(binding)) => {
                let calls = calls_in(self.eval, frame, |callee| frame.locals.uses.get(&callee) == Some(&binding));
                calls.into_iter().map(|(call, args)| (frame.clone(), call, args)).collect()
            }
            Some(Host::Arg(call, position)) => self.inside(frame, call, position),
            None => Vec::new(),
        };
        for (callee, call, args) in &calls {
            if let Some(arg) = args.get(at as usize) {
                let given = self.eval.texts(callee, *arg);
                self.substitute(way, name, callee, *call, &given);
            }
        }
        !calls.is_empty()
    }

    /// A reading function given to a function of the workspace: what that
    /// one calls it with.
    fn handed(&mut self, frame: &Rc<Frame>, call: ExprId, position: u32, read: ExprId) {
        for (callee, call, args) in self.inside(frame, call, position) {
            if let Some(arg) = args.first() {
                let whole = Shape::part(Part::Any);
                for given in self.eval.texts(&callee, *arg) {
                    let through = vec![place(self.eval, frame, read)];
                    let name = if given.has_text() || given.open() { given } else { whole.clone() };
                    self.settle(&Way::begin(Step { frame: callee.clone(), expr: call, through }), name);
                }
            }
        }
    }

    /// The calls, inside the function that `call` runs, of its parameter
    /// with this number.
    fn inside(&self, frame: &Rc<Frame>, call: ExprId, position: u32) -> Vec<(Rc<Frame>, ExprId, Vec<ExprId>)> {
        let mut found = Vec::new();
        for id in self.runs(frame, call) {
            let Some(body) = self.eval.infer.index.body(id) else { continue };
            let callee = self.eval.open(body);
            let is_param = |path: ExprId| {
                let binding = callee.locals.uses.get(&path).map(|id| &callee.locals.bindings[*id as usize]);
                binding.is_some_and(|binding| binding.origin == Origin::Param(position))
            };
            for (call, args) in calls_in(self.eval, &callee, is_param) {
                found.push((callee.clone(), call, args));
            }
        }
        found
    }

    fn runs(&self, frame: &Rc<Frame>, call: ExprId) -> Vec<ItemId> {
        let tree = self.eval.infer.index.tree(frame.body.file);
        match tree.kind(call) {
            ExprKind::Call { callee, .. } => {
                let found = self.eval.targets(&frame.body, callee).into_iter();
                found.filter_map(|res| if let Res::Def(Def::Fn(id)) = res { Some(id) } else { None }).collect()
            }
            ExprKind::Method { receiver, name, args } => {
                self.eval.infer.method_targets(&frame.body, receiver, name, tree.exprs_of(args).len())
            }
            _ => Vec::new(),
        }
    }

    /// Puts the `given` texts in place of what `name` waits for, and goes
    /// on from the call.
    fn substitute(&mut self, way: &Way, name: &Shape, caller: &Rc<Frame>, call: ExprId, given: &[Shape]) {
        let waits = name.parts.iter().find(|part| part.waits());
        let mut through = way.here.through.clone();
        through.push(place(self.eval, &way.here.frame, way.here.expr));
        let here = Step { frame: caller.clone(), expr: call, through };
        for given in given {
            let said = if given.has_text() { &here } else { &way.said };
            let parts = name.parts.iter().map(|part| match Some(part) == waits {
                true => given.clone(),
                false => Shape::part(part.clone()),
            });
            let whole = parts.fold(Shape { parts: Vec::new(), place: None }, |whole, part| whole.then(&part));
            self.settle(&Way { here: here.clone(), said: said.clone(), read: way.read }, whole);
        }
    }
}

/// A read, or a call that leads to one.
#[derive(Clone)]
struct Step {
    frame: Rc<Frame>,
    expr: ExprId,
    /// The reads and calls below.
    through: Vec<Place>,
}

/// How far a name was followed, and where something was last said of it.
struct Way {
    here: Step,
    said: Step,
    /// The read itself.
    read: (crate::rust::index::Body, ExprId),
}

impl Way {
    fn begin(here: Step) -> Way {
        Way { said: here.clone(), read: (here.frame.body, here.expr), here }
    }
}

enum Wait {
    Param(ItemId, u32, Vec<Proj>),
    Written(ItemId, u32),
    Closure(ExprId, u32),
}

/// `name: type = value` as a macro's argument.
fn is_pair(kind: ExprKind) -> bool {
    matches!(kind, ExprKind::Assign { .. } | ExprKind::Cast { .. })
}

fn place(eval: &Eval<'_, '_>, frame: &Frame, expr: ExprId) -> Place {
    let file = frame.body.file;
    Place { file, span: eval.infer.index.tree(file).expr(expr).span }
}

/// The calls in a body whose callee is a path that `is_callee` accepts.
fn calls_in(eval: &Eval<'_, '_>, frame: &Frame, is_callee: impl Fn(ExprId) -> bool) -> Vec<(ExprId, Vec<ExprId>)> {
    let tree = eval.infer.index.tree(frame.body.file);
    let mut calls = Vec::new();
    tree.walk(frame.body.root, &mut |expr| {
        if let ExprKind::Call { callee, args } = tree.kind(expr)
            && is_callee(callee)
        {
            calls.push((expr, tree.exprs_of(args).to_vec()));
        }
    });
    calls
}

/// The function a body belongs to, for messages and keys.
pub(super) fn holder(eval: &Eval<'_, '_>, kind: BodyKind) -> String {
    match kind {
        BodyKind::Fn(id) => eval.infer.index.fn_(id).name.to_string(),
        BodyKind::Const(id) => eval.infer.index.const_(id).name.to_string(),
        BodyKind::ItemMacro => String::new(),
    }
}
