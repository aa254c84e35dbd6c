//! Working out the [`Shape`]s of an expression.

use std::cell::Cell;
use std::rc::Rc;

use super::format::{Arg, Piece, pieces};
use super::index::{Body, BodyKind, Def, Index, ItemId, Res};
use super::infer::Infer;
use super::locals::{BindingId, Host, Locals, Origin, Proj};
use super::name::Name;
use super::sites::Sites;
use super::text::{MAX_SHAPES, Part, Place, Shape, product, union};
use super::tree::*;

/// Functions, constants and callers are followed this deep.
const DEPTH: u32 = 14;
/// Expressions looked at for one question.
const FUEL: u32 = 5_000;

/// Methods that leave a text, or a collection of texts, what it is.
const KEEPS: [&str; 44] = [
    "as_str",
    "to_string",
    "to_owned",
    "into",
    "clone",
    "as_ref",
    "borrow",
    "as_bytes",
    "to_str",
    "to_string_lossy",
    "into_owned",
    "unwrap",
    "expect",
    "deref",
    "trim",
    "iter",
    "into_iter",
    "iter_mut",
    "copied",
    "cloned",
    "rev",
    "chain",
    "as_deref",
    "ok",
    "unwrap_or_default",
    "to_vec",
    "as_slice",
    "collect",
    "into_string",
    "skip",
    "take",
    "filter",
    "peekable",
    "as_os_str",
    "into_boxed_str",
    "par_iter",
    "keys",
    "get",
    "first",
    "last",
    "next",
    "unwrap_or",
    "or",
    "min",
];

/// Functions and constructors that wrap a text and nothing more.
const WRAPS: [&str; 9] = ["from", "new", "Some", "Ok", "Borrowed", "Owned", "from_str", "as_ref", "to_string"];

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
}

impl<'i, 'a> Eval<'i, 'a> {
    /// An evaluator over an index.
    pub fn new(index: &'i Index<'a>, sites: &'i Sites) -> Self {
        Eval { infer: Infer::new(index), sites, fuel: Cell::new(0) }
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
        self.ask(frame, expr, &[])
    }

    /// The texts of the elements of a collection.
    pub fn elements(&self, frame: &Rc<Frame>, expr: ExprId) -> Vec<Shape> {
        self.ask(frame, expr, &[Proj::Element])
    }

    /// One question: what it costs in all is bounded, since callers of
    /// callers multiply.
    fn ask(&self, frame: &Rc<Frame>, expr: ExprId, path: &[Proj]) -> Vec<Shape> {
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
                vec![Shape::text(tree.string(text).as_ref(), Some(place))]
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
                let arms = tree.match_(node).arms.iter();
                arms.for_each(|(_, body)| union(&mut shapes, again(*body)));
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
            ExprKind::Index { base, .. } => self.at(frame, base, &[&[Proj::Element], path].concat(), depth),
            ExprKind::Macro(mac) => self.mac(frame, expr, tree.mac(mac), path, depth),
            ExprKind::Path(id) => match frame.locals.uses.get(&expr) {
                Some(binding) => self.binding(frame, *binding, path, depth),
                None => self.constant(frame, tree.path(id), path, depth),
            },
            ExprKind::Call { callee, args } => self.call(frame, callee, tree.exprs_of(args), path, depth),
            ExprKind::Method { receiver, name, args } => {
                self.method(frame, receiver, name, tree.exprs_of(args), path, depth)
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

    fn literal(&self, frame: &Rc<Frame>, literal: &StructLit, path: &[Proj], depth: u32) -> Vec<Shape> {
        let (name, rest) = match path {
            [Proj::Field(name), rest @ ..] => (*name, rest),
            [Proj::At(at), rest @ ..] => (Name::new(&at.to_string()), rest),
            _ => return Vec::new(),
        };
        match literal.fields.iter().find(|(field, _, _)| *field == name) {
            Some((_, _, value)) => self.at(frame, *value, rest, depth),
            None => literal.rest.map(|rest| self.at(frame, rest, path, depth)).unwrap_or_default(),
        }
    }

    fn field(&self, frame: &Rc<Frame>, base: ExprId, name: Name, path: &[Proj], depth: u32) -> Vec<Shape> {
        let step = match name.text().parse() {
            Ok(at) => Proj::At(at),
            Err(_) => Proj::Field(name),
        };
        let full = [&[step], path].concat();
        let direct = self.at(frame, base, &full, depth);
        match direct.iter().any(|shape| shape.known().is_some() || shape.open()) {
            true => direct,
            false => self.initialisers(frame, base, name, path, depth),
        }
    }

    /// What the struct literals of the workspace put into a field of the
    /// type of `base`.
    fn initialisers(&self, frame: &Rc<Frame>, base: ExprId, name: Name, path: &[Proj], depth: u32) -> Vec<Shape> {
        let Some(Res::Def(Def::Adt(adt))) = self.infer.type_of(&frame.body, base) else { return Vec::new() };
        let mut shapes = Vec::new();
        for site in self.sites.setting(name) {
            let body = self.sites.bodies[site.body as usize];
            if self.infer.type_of(&body, site.expr) != Some(Res::Def(Def::Adt(adt))) {
                continue;
            }
            let ExprKind::Struct(literal) = self.index().tree(body.file).kind(site.expr) else { continue };
            let literal = self.index().tree(body.file).struct_(literal);
            let inner = self.frame(body, Args::Callers);
            for (_, _, value) in literal.fields.iter().filter(|(field, _, _)| *field == name) {
                union(&mut shapes, self.at(&inner, *value, path, depth.min(6)));
            }
        }
        shapes
    }

    fn binding(&self, frame: &Rc<Frame>, id: BindingId, path: &[Proj], depth: u32) -> Vec<Shape> {
        let binding = &frame.locals.bindings[id as usize];
        let full = [&binding.path, path].concat();
        let mut shapes = match binding.origin {
            Origin::Value(init) => self.at(frame, init, &full, depth),
            Origin::Param(at) => self.param(frame, at, &full, depth),
            Origin::SelfParam => match &frame.args {
                Args::Given { receiver: Some(receiver), frame, .. } => self.at(frame, *receiver, &full, depth),
                _ => Vec::new(),
            },
            Origin::Closure(closure, at) => self.closure_param(frame, closure, at, &full, depth),
            Origin::Nothing => Vec::new(),
        };
        for value in &binding.assigned {
            union(&mut shapes, self.at(frame, *value, path, depth));
        }
        shapes
    }

    fn param(&self, frame: &Rc<Frame>, at: u32, path: &[Proj], depth: u32) -> Vec<Shape> {
        let BodyKind::Fn(id) = frame.body.kind else { return Vec::new() };
        match &frame.args {
            Args::Open if path.iter().all(|step| *step == Proj::Element) => vec![Shape::part(Part::Param(id, at))],
            Args::Open => Vec::new(),
            Args::Given { args, frame, .. } => {
                args.get(at as usize).map(|arg| self.at(frame, *arg, path, depth)).unwrap_or_default()
            }
            Args::Callers => self.callers_give(id, at, path, depth.min(6)),
        }
    }

    fn callers_give(&self, id: ItemId, at: u32, path: &[Proj], depth: u32) -> Vec<Shape> {
        let mut shapes = Vec::new();
        for (frame, _, args) in self.calls_of(id) {
            if let Some(arg) = args.get(at as usize) {
                let inner = self.frame(frame.body, Args::Callers);
                union(&mut shapes, self.at(&inner, *arg, path, depth));
            }
        }
        shapes
    }

    fn closure_param(&self, frame: &Rc<Frame>, closure: ExprId, at: u32, path: &[Proj], depth: u32) -> Vec<Shape> {
        let tree = self.index().tree(frame.body.file);
        match frame.locals.closures.get(&closure) {
            Some(Host::Arg(call, _)) => match tree.kind(*call) {
                // `names.iter().map(|name| …)`: an element of the receiver.
                ExprKind::Method { receiver, name, .. }
                    if !matches!(name.text(), "fold" | "unwrap_or_else" | "or_else") =>
                {
                    self.at(frame, receiver, &[&[Proj::Element], path].concat(), depth)
                }
                _ => vec![Shape::part(Part::Closure(frame.body.file, closure, at))],
            },
            _ => vec![Shape::part(Part::Closure(frame.body.file, closure, at))],
        }
    }

    fn constant(&self, frame: &Rc<Frame>, path: &Path, projs: &[Proj], depth: u32) -> Vec<Shape> {
        let found = self.infer.resolve(&frame.body, path);
        let Some(id) = found.into_iter().find_map(|res| match res {
            Res::Def(Def::Const(id)) => Some(id),
            _ => None,
        }) else {
            return Vec::new();
        };
        let item = self.index().const_(id);
        let Some(root) = item.value else { return Vec::new() };
        let scope = self.index().module(id.file, item.module);
        let body = Body { kind: BodyKind::Const(id), file: id.file, root, scope, test: false, owner: item.owner };
        self.at(&self.frame(body, Args::Open), root, projs, depth)
    }

    fn call(&self, frame: &Rc<Frame>, callee: ExprId, args: &[ExprId], path: &[Proj], depth: u32) -> Vec<Shape> {
        let tree = self.index().tree(frame.body.file);
        let Some(callee_path) = tree.path_of(callee) else { return Vec::new() };
        let fns: Vec<ItemId> = self.infer.resolve(&frame.body, callee_path).into_iter().filter_map(fn_id).collect();
        if !fns.is_empty() {
            return self.returned(frame, &fns, None, args, path, depth);
        }
        let wraps = callee_path.last().is_some_and(|last| WRAPS.contains(&last.text()));
        match (args, path) {
            // A tuple struct's element.
            (args, [Proj::At(at), rest @ ..]) if !wraps => {
                args.get(*at as usize).map(|arg| self.at(frame, *arg, rest, depth)).unwrap_or_default()
            }
            ([only], _) if wraps => self.at(frame, *only, path, depth),
            _ => Vec::new(),
        }
    }

    fn method(
        &self,
        frame: &Rc<Frame>,
        receiver: ExprId,
        name: Name,
        args: &[ExprId],
        path: &[Proj],
        depth: u32,
    ) -> Vec<Shape> {
        let again = |path: &[Proj]| self.at(frame, receiver, path, depth);
        match name.text() {
            "to_uppercase" | "to_ascii_uppercase" => map(again(path), |text| text.to_uppercase()),
            "to_lowercase" | "to_ascii_lowercase" => map(again(path), |text| text.to_lowercase()),
            "replace" => self.replaced(frame, again(path), args, depth),
            "enumerate" => match path {
                [Proj::Element, Proj::At(1), rest @ ..] => again(&[&[Proj::Element], rest].concat()),
                _ => Vec::new(),
            },
            text if KEEPS.contains(&text) => {
                let mut shapes = again(path);
                if matches!(text, "chain" | "unwrap_or" | "or") {
                    args.iter().for_each(|arg| union(&mut shapes, self.at(frame, *arg, path, depth)));
                }
                shapes
            }
            _ => {
                let fns = self.infer.method_targets(&frame.body, receiver, name, args.len());
                self.returned(frame, &fns, Some(receiver), args, path, depth)
            }
        }
    }

    fn replaced(&self, frame: &Rc<Frame>, shapes: Vec<Shape>, args: &[ExprId], depth: u32) -> Vec<Shape> {
        let tree = self.index().tree(frame.body.file);
        let text = |arg: Option<&ExprId>| -> Option<String> {
            let arg = *arg?;
            match tree.kind(arg) {
                ExprKind::Scalar(Scalar::Char) => {
                    let literal = self.index().unit(frame.body.file).source.slice(tree.expr(arg).span);
                    Some(literal.trim_matches('\'').to_owned())
                }
                _ => self.at(frame, arg, &[], depth).first()?.known().map(str::to_owned),
            }
        };
        match (text(args.first()), text(args.get(1))) {
            (Some(from), Some(to)) if !from.is_empty() => map(shapes, |text| text.replace(&from, &to)),
            _ => shapes,
        }
    }

    fn returned(
        &self,
        frame: &Rc<Frame>,
        fns: &[ItemId],
        receiver: Option<ExprId>,
        args: &[ExprId],
        path: &[Proj],
        depth: u32,
    ) -> Vec<Shape> {
        let mut shapes = Vec::new();
        for id in fns {
            let Some(body) = self.index().body(*id) else { continue };
            // `Type::method(receiver, args…)`
            let explicit = receiver.is_none() && self.index().fn_(*id).has_self;
            let (receiver, args) = match (explicit, args.split_first()) {
                (true, Some((first, rest))) => (Some(*first), rest),
                _ => (receiver, args),
            };
            let given = Args::Given { receiver, args: args.to_vec(), frame: frame.clone() };
            union(&mut shapes, self.at(&self.frame(body, given), body.root, path, depth));
        }
        shapes
    }

    fn mac(&self, frame: &Rc<Frame>, expr: ExprId, mac: &MacroCall, path: &[Proj], depth: u32) -> Vec<Shape> {
        let args: Vec<ExprId> = mac.args.iter().map(|arg| arg.expr).collect();
        match mac.path.last().map(Name::text) {
            Some("concat" | "concatcp" | "formatcp_concat") => {
                let parts = args.iter().map(|arg| self.at(frame, *arg, &[], depth));
                parts.reduce(|left, right| product(&left, &right)).unwrap_or_default()
            }
            Some("format" | "format_args" | "formatcp" | "format_compact") => self.formatted(frame, expr, mac, depth),
            Some("stringify") => match args.as_slice() {
                [only] => {
                    let span = self.index().tree(frame.body.file).extent(*only);
                    let text = self.index().unit(frame.body.file).source.slice(span);
                    match frame.locals.uses.get(only) {
                        Some(binding) => self.binding(frame, *binding, path, depth),
                        None => vec![Shape::text(text, Some(Place { file: frame.body.file, span }))],
                    }
                }
                _ => Vec::new(),
            },
            Some("vec" | "hashset" | "smallvec" | "matches") => {
                let inner = path.strip_prefix(&[Proj::Element]).unwrap_or(path);
                let mut shapes = Vec::new();
                args.iter().for_each(|arg| union(&mut shapes, self.at(frame, *arg, inner, depth)));
                shapes
            }
            _ => Vec::new(),
        }
    }

    fn formatted(&self, frame: &Rc<Frame>, expr: ExprId, mac: &MacroCall, depth: u32) -> Vec<Shape> {
        let tree = self.index().tree(frame.body.file);
        let Some((first, rest)) = mac.args.split_first() else { return Vec::new() };
        let Some(text) = tree.str_of(first.expr) else { return Vec::new() };
        let place = Some(Place { file: frame.body.file, span: tree.expr(first.expr).span });
        let mut shapes = vec![Shape { parts: Vec::new(), place: None }];
        for piece in pieces(text) {
            let next = match piece {
                Piece::Text(text) => vec![Shape::text(text, place)],
                Piece::Hole(hole) => match hole.arg {
                    Arg::At(at) => rest.get(at).map(|arg| self.at(frame, arg.expr, &[], depth)),
                    Arg::Named(name) => {
                        let name = Name::new(&name);
                        let named = rest.iter().find(|arg| arg.name == Some(name));
                        let captured = frame.locals.captures.get(&(expr, name));
                        named
                            .map(|arg| self.at(frame, arg.expr, &[], depth))
                            .or_else(|| captured.map(|id| self.binding(frame, *id, &[], depth)))
                    }
                }
                .filter(|shapes| !shapes.is_empty())
                .unwrap_or_else(|| vec![Shape::any()]),
            };
            shapes = product(&shapes, &next);
        }
        shapes
    }

    /// Every call of a function: the frame it stands in, the call, and its
    /// arguments without the receiver.
    pub fn calls_of(&self, id: ItemId) -> Vec<(Rc<Frame>, ExprId, Vec<ExprId>)> {
        let mut calls = Vec::new();
        for site in self.sites.named(self.index().fn_(id).name) {
            let body = self.sites.bodies[site.body as usize];
            if let Some(args) = self.call_args(&body, site.expr, id) {
                calls.push((self.open(body), site.expr, args));
            }
        }
        calls
    }

    /// The receiver of `names.map(wrapper)`: its elements are the argument.
    pub fn handed_to(&self, id: ItemId) -> Vec<(Rc<Frame>, ExprId, ExprId)> {
        let mut found = Vec::new();
        for site in self.sites.named(self.index().fn_(id).name) {
            let body = self.sites.bodies[site.body as usize];
            let tree = self.index().tree(body.file);
            if !matches!(tree.kind(site.expr), ExprKind::Path(_))
                || !self.targets(&body, site.expr).contains(&Res::Def(Def::Fn(id)))
            {
                continue;
            }
            tree.walk(body.root, &mut |expr| {
                if let ExprKind::Method { receiver, args, .. } = tree.kind(expr)
                    && tree.exprs_of(args).contains(&site.expr)
                {
                    found.push((self.open(body), site.expr, receiver));
                }
            });
        }
        found
    }

    /// The arguments, when the call `expr` runs `id`.
    fn call_args(&self, body: &Body, expr: ExprId, id: ItemId) -> Option<Vec<ExprId>> {
        let tree = self.index().tree(body.file);
        match tree.kind(expr) {
            ExprKind::Method { receiver, name, args } => {
                let args = tree.exprs_of(args);
                let runs = self.infer.method_targets(body, receiver, name, args.len()).contains(&id);
                runs.then(|| args.to_vec())
            }
            ExprKind::Call { callee, args } => {
                let found = self.targets(body, callee);
                found.contains(&Res::Def(Def::Fn(id))).then(|| {
                    let explicit = usize::from(self.index().fn_(id).has_self);
                    tree.exprs_of(args).iter().skip(explicit).copied().collect()
                })
            }
            ExprKind::Macro(mac) => {
                let mac = tree.mac(mac);
                let runs = self.infer.resolve(body, &mac.path).into_iter().any(|res| match res {
                    Res::Def(Def::Macro(rules)) => self.index().arms(rules).contains(&id),
                    _ => false,
                });
                runs.then(|| mac.args.iter().map(|arg| arg.expr).collect())
            }
            _ => None,
        }
    }

    /// What a called path stands for; a local variable that holds a function
    /// stands for that function.
    pub fn targets(&self, body: &Body, callee: ExprId) -> Vec<Res> {
        let tree = self.index().tree(body.file);
        let Some(path) = tree.path_of(callee) else { return Vec::new() };
        let locals = self.infer.locals(body);
        match locals.uses.get(&callee).map(|id| &locals.bindings[*id as usize]) {
            None => self.infer.resolve(body, path),
            Some(binding) => match binding.origin {
                Origin::Value(init) if binding.path.is_empty() && init != callee => self.targets(body, init),
                _ => Vec::new(),
            },
        }
    }
}

fn fn_id(res: Res) -> Option<ItemId> {
    match res {
        Res::Def(Def::Fn(id)) => Some(id),
        _ => None,
    }
}

fn map(shapes: Vec<Shape>, f: impl Fn(&str) -> String) -> Vec<Shape> {
    shapes.iter().map(|shape| shape.map(&f)).collect()
}
