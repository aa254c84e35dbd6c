//! From reads to the names they read, through functions, closures and
//! macros that take the name as a parameter.
//!
//! `callers` goes to those who call a function or macro, `closures` to those
//! who call a closure, or a function that was handed over.

mod callers;
mod closures;

use std::collections::HashSet;
use std::rc::Rc;

use super::direct::{NameFrom, Read};
use crate::rust::eval::{Eval, Frame};
use crate::rust::index::{BodyKind, ItemId};
use crate::rust::locals::Proj;
use crate::rust::text::{Part, Place, Shape, product};
use crate::rust::tree::ExprId;

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

fn place(eval: &Eval<'_, '_>, frame: &Frame, expr: ExprId) -> Place {
    let file = frame.body.file;
    Place { file, span: eval.infer.index.tree(file).expr(expr).span }
}

/// The function a body belongs to, for messages and keys.
pub(super) fn holder(eval: &Eval<'_, '_>, kind: BodyKind) -> String {
    match kind {
        BodyKind::Fn(id) => eval.infer.index.fn_(id).name.to_string(),
        BodyKind::Const(id) => eval.infer.index.const_(id).name.to_string(),
        BodyKind::ItemMacro => String::new(),
    }
}
