//! Working out the [`Shape`]s of an expression.

mod calls;
mod fields;
mod keeps;
mod lists;
mod macros;
mod methods;
mod shown;
mod variables;

use std::cell::Cell;
use std::rc::Rc;

use foldhash::HashMap;

use super::index::{Body, Index};
use super::infer::Infer;
use super::locals::{Locals, Proj};
use super::name::Name;
use super::sites::Sites;
use super::text::{MAX_SHAPES, Place, Shape, product, union};
use super::tree::*;
use methods::Call;

/// Functions, constants and callers are followed this deep.
const DEPTH: u32 = 14;
/// Expressions looked at for one question.
const FUEL: u32 = 5_000;

/// How the parameters of the body are known.
#[derive(Clone)]
enum Args {
    /// They stay open.
    Open,
    /// They are what all callers give.
    Callers,
    /// They are these expressions in that frame.
    Given { receiver: Option<ExprId>, args: Vec<ExprId>, frame: Rc<Frame> },
}

/// A body being evaluated.
pub struct Frame {
    /// The body.
    pub body: Body,
    /// Its locals.
    pub locals: Rc<Locals>,
    args: Args,
}

/// The evaluator of one workspace.
pub struct Eval<'i, 'a> {
    /// Types and locals.
    pub infer: Infer<'i, 'a>,
    /// Where names are used.
    pub sites: &'i Sites,
    /// Steps left for the question at hand.
    fuel: Cell<u32>,
    /// The names that imports give to others.
    renames: HashMap<Name, Vec<Name>>,
}

impl<'i, 'a> Eval<'i, 'a> {
    /// An evaluator over an index.
    pub fn new(index: &'i Index<'a>, sites: &'i Sites) -> Self {
        Eval { infer: Infer::new(index), sites, fuel: Cell::new(0), renames: calls::renames(index) }
    }

    fn index(&self) -> &'i Index<'a> {
        self.infer.index
    }

    /// A frame whose parameters stay open: the shapes name them.
    pub fn open(&self, body: Body) -> Rc<Frame> {
        self.frame(body, Args::Open)
    }

    fn frame(&self, body: Body, args: Args) -> Rc<Frame> {
        Rc::new(Frame { locals: self.infer.locals(&body), body, args })
    }

    /// The texts an expression can stand for. Never empty.
    pub fn texts(&self, frame: &Rc<Frame>, expr: ExprId) -> Vec<Shape> {
        self.texts_at(frame, expr, &[])
    }

    /// The texts of the elements of a collection.
    pub fn elements(&self, frame: &Rc<Frame>, expr: ExprId) -> Vec<Shape> {
        self.texts_at(frame, expr, &[Proj::Element])
    }

    /// The texts of what `path` leads to in the value of an expression.
    ///
    /// What one question costs in all is bounded, since callers of callers
    /// multiply.
    pub fn texts_at(&self, frame: &Rc<Frame>, expr: ExprId, path: &[Proj]) -> Vec<Shape> {
        self.fuel.set(FUEL);
        self.at(frame, expr, path, DEPTH)
    }

    fn at(&self, frame: &Rc<Frame>, expr: ExprId, path: &[Proj], depth: u32) -> Vec<Shape> {
        let (Some(depth), Some(fuel)) = (depth.checked_sub(1), self.fuel.get().checked_sub(1)) else {
            return vec![Shape::any()];
        };
        self.fuel.set(fuel);
        let mut shapes = self.step(frame, expr, path, depth);
        if shapes.is_empty() {
            shapes.push(Shape::any());
        }
        shapes.truncate(MAX_SHAPES);
        shapes
    }

    fn step(&self, frame: &Rc<Frame>, expr: ExprId, path: &[Proj], depth: u32) -> Vec<Shape> {
        let tree = self.index().tree(frame.body.file);
        let again = |expr: ExprId| self.at(frame, expr, path, depth);
        match tree.kind(expr) {
            ExprKind::Str(text) | ExprKind::Bytes(text) => {
                let place = Place { file: frame.body.file, span: tree.expr(expr).span };
                vec![Shape::text(tree.string(text).trim_end_matches('\0'), Some(place))]
            }
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => {
                again(inner)
            }
            ExprKind::Cast { expr, .. } => again(expr),
            ExprKind::Return(Some(value)) | ExprKind::Break(Some(value)) => again(value),
            ExprKind::Block(block) => self.block(frame, tree.block(block), path, depth),
            ExprKind::If { then, other, .. } => {
                let mut shapes = again(then);
                other.into_iter().for_each(|other| union(&mut shapes, again(other)));
                shapes
            }
            ExprKind::Match(node) => {
                let mut shapes = Vec::new();
                self.arms(frame, node, depth).into_iter().for_each(|body| union(&mut shapes, again(body)));
                shapes
            }
            ExprKind::Binary { op: BinOp::Add, left, right } => product(&again(left), &again(right)),
            ExprKind::Array(items) => {
                let inner = path.strip_prefix(&[Proj::Element]).unwrap_or(path);
                let mut shapes = Vec::new();
                for item in tree.exprs_of(items) {
                    union(&mut shapes, self.at(frame, *item, inner, depth));
                }
                shapes
            }
            ExprKind::Tuple(items) => match path {
                [Proj::At(at), rest @ ..] => {
                    let item = tree.exprs_of(items).get(*at as usize);
                    item.map(|item| self.at(frame, *item, rest, depth)).unwrap_or_default()
                }
                _ => Vec::new(),
            },
            ExprKind::Struct(literal) => self.literal(frame, tree.struct_(literal), path, depth),
            ExprKind::Field { base, name } => self.field(frame, base, name, path, depth),
            ExprKind::Index { base, .. } => self.entry(frame, base, path, depth),
            ExprKind::Macro(mac) => self.mac(frame, expr, tree.mac(mac), path, depth),
            ExprKind::Path(id) => match frame.locals.uses.get(&expr) {
                Some(binding) => self.binding(frame, *binding, path, depth),
                None => self.constant(frame, tree.path(id), path, depth),
            },
            ExprKind::Call { callee, args } => {
                self.call(callee, Call { frame, receiver: None, args: tree.exprs_of(args), path, depth })
            }
            ExprKind::Method { receiver, name, args } => {
                self.method(receiver, name, Call { frame, receiver: None, args: tree.exprs_of(args), path, depth })
            }
            ExprKind::Closure(closure) => again(tree.closure(closure).body),
            _ => Vec::new(),
        }
    }

    /// The trailing value, or what is returned on the way.
    fn block(&self, frame: &Rc<Frame>, block: &Block, path: &[Proj], depth: u32) -> Vec<Shape> {
        let tree = self.index().tree(frame.body.file);
        let last = block.stmts.last().and_then(|stmt| match stmt {
            Stmt::Expr(expr) if matches!(tree.kind(*expr), ExprKind::Return(_)) => Some(*expr),
            _ => None,
        });
        let value = block.value.or(last);
        value.map(|value| self.at(frame, value, path, depth)).unwrap_or_default()
    }
}

/// Whether anything is known of at least one of these.
fn says_something(shapes: &[Shape]) -> bool {
    shapes.iter().any(|shape| shape.known().is_some() || shape.has_text() || shape.open())
}
