//! Local variables of one body: which use means which binding, and where a
//! binding's value comes from.

use foldhash::HashMap;

use super::facts::Facts;
use super::format::{Arg, Piece, pieces};
use super::name::Name;
use super::tree::*;

/// A binding of the body, by its number in [`Locals::bindings`].
pub type BindingId = u32;

/// A variable.
#[derive(Clone, Debug)]
pub struct Binding {
    /// Its name.
    pub name: Name,
    /// The pattern that binds it.
    pub pat: PatId,
    /// What is taken apart to get its value.
    pub origin: Origin,
    /// How it is taken apart, outermost first.
    pub path: Vec<Proj>,
    /// The constructor of the innermost pattern it stands in.
    pub of: Option<PathId>,
    /// The type written beside it.
    pub ty: Option<TypeId>,
    /// Values assigned later.
    pub assigned: Vec<ExprId>,
    /// Texts appended later, in order.
    pub pushed: Vec<ExprId>,
}

/// Where a binding's value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// `self`
    SelfParam,
    /// The function's parameter with this number.
    Param(u32),
    /// A `let`, `if let`, `match`: this expression.
    Value(ExprId),
    /// A `let` without a value.
    Nothing,
    /// A parameter of this closure.
    Closure(ExprId, u32),
}

/// One step into a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Proj {
    /// A tuple's or tuple struct's element.
    At(u32),
    /// A field.
    Field(Name),
    /// Any element of a collection.
    Element,
}

/// Where a closure is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// Argument with this number of this call or method call.
    Arg(ExprId, u32),
    /// Bound to a variable.
    Let(BindingId),
    /// Put into a field of this name by this struct literal.
    Field(ExprId, Name),
}

/// See the module's text.
#[derive(Clone, Debug, Default)]
pub struct Locals {
    /// All bindings.
    pub bindings: Vec<Binding>,
    /// Path expressions that mean a binding.
    pub uses: HashMap<ExprId, BindingId>,
    /// Names captured by format strings of a macro call.
    pub captures: HashMap<(ExprId, Name), BindingId>,
    /// What a macro argument's own name means (`tracing`'s shorthand).
    pub closures: HashMap<ExprId, Host>,
}

/// Resolves the locals of a body with these parameters.
pub fn locals(facts: &Facts, root: ExprId, params: &[super::facts::Param], has_self: bool) -> Locals {
    let mut walk = Walk { tree: &facts.tree, of: None, out: Locals::default(), scopes: vec![Vec::new()] };
    if has_self {
        walk.out.bindings.push(Binding {
            name: Name::new("self"),
            pat: PatId(0),
            origin: Origin::SelfParam,
            path: Vec::new(),
            of: None,
            ty: None,
            assigned: Vec::new(),
            pushed: Vec::new(),
        });
        walk.scopes[0].push((Name::new("self"), 0));
    }
    for (at, param) in params.iter().enumerate() {
        walk.bind(param.pat, Origin::Param(at as u32), &mut Vec::new(), param.ty);
    }
    walk.expr(root);
    walk.out
}

struct Walk<'t> {
    tree: &'t Tree,
    /// The constructor of the pattern that is being read.
    of: Option<PathId>,
    out: Locals,
    scopes: Vec<Vec<(Name, BindingId)>>,
}

impl Walk<'_> {
    fn lookup(&self, name: Name) -> Option<BindingId> {
        let innermost = self.scopes.iter().rev().flat_map(|scope| scope.iter().rev());
        innermost.filter(|(bound, _)| *bound == name).map(|(_, id)| *id).next()
    }

    fn scoped(&mut self, inner: impl FnOnce(&mut Self)) {
        self.scopes.push(Vec::new());
        inner(self);
        self.scopes.pop();
    }

    fn bind(&mut self, pat: PatId, origin: Origin, path: &mut Vec<Proj>, ty: Option<TypeId>) {
        let outer = self.of;
        match self.tree.pat(pat).kind {
            PatKind::TupleStruct { path, .. } | PatKind::Struct { path, .. } => self.of = Some(path),
            PatKind::Tuple(_) | PatKind::Slice(_) => self.of = None,
            _ => {}
        }
        self.bind_parts(pat, origin, path, ty);
        self.of = outer;
    }

    fn bind_parts(&mut self, pat: PatId, origin: Origin, path: &mut Vec<Proj>, ty: Option<TypeId>) {
        let tree = self.tree;
        let step = |this: &mut Self, pat: PatId, proj: Proj, path: &mut Vec<Proj>| {
            path.push(proj);
            this.bind(pat, origin, path, None);
            path.pop();
        };
        match tree.pat(pat).kind {
            PatKind::Bind { name, sub } => {
                let constant = name.text().starts_with(char::is_uppercase);
                if !constant {
                    self.out.bindings.push(Binding {
                        name,
                        pat,
                        origin,
                        path: path.clone(),
                        of: self.of,
                        ty,
                        assigned: Vec::new(),
                        pushed: Vec::new(),
                    });
                    let id = self.out.bindings.len() as u32 - 1;
                    if let Some(scope) = self.scopes.last_mut() {
                        scope.push((name, id));
                    }
                }
                if let Some(sub) = sub {
                    self.bind(sub, origin, path, None);
                }
            }
            PatKind::Tuple(items) => {
                for (at, item) in tree.pats_of(items).iter().enumerate() {
                    step(self, *item, Proj::At(at as u32), path);
                }
            }
            PatKind::TupleStruct { path: of, items } => {
                // `Some(x)`, `Ok(x)`: the value itself, as `unwrap` is.
                let wrapper =
                    tree.path(of).last().is_some_and(|last| matches!(last.text(), "Some" | "Ok" | "Err" | "Box"));
                for (at, item) in tree.pats_of(items).iter().enumerate() {
                    match wrapper {
                        true => self.bind(*item, origin, path, None),
                        false => step(self, *item, Proj::At(at as u32), path),
                    }
                }
            }
            PatKind::Struct { fields, .. } => {
                for (name, item) in tree.field_pats_of(fields) {
                    step(self, *item, Proj::Field(*name), path);
                }
            }
            PatKind::Slice(items) => {
                for item in tree.pats_of(items) {
                    step(self, *item, Proj::Element, path);
                }
            }
            PatKind::Or(items) => {
                for item in tree.pats_of(items) {
                    self.bind(*item, origin, path, ty);
                }
            }
            PatKind::Ref(inner) => self.bind(inner, origin, path, None),
            PatKind::Typed { pat, ty } => self.bind(pat, origin, path, Some(ty)),
            PatKind::Guard { pat, cond } => {
                self.bind(pat, origin, path, ty);
                self.expr(cond);
            }
            PatKind::Path(_) | PatKind::Lit(_) | PatKind::Rest | PatKind::Wild => {}
        }
    }

    fn expr(&mut self, id: ExprId) {
        let tree = self.tree;
        match tree.kind(id) {
            ExprKind::Path(path) => {
                if let Some(binding) = tree.path(path).ident().and_then(|name| self.lookup(name)) {
                    self.out.uses.insert(id, binding);
                }
            }
            ExprKind::Block(block) => self.scoped(|this| this.block(tree.block(block))),
            ExprKind::If { cond, then, other } => {
                self.scoped(|this| {
                    this.expr(cond);
                    this.expr(then);
                });
                other.into_iter().for_each(|other| self.expr(other));
            }
            ExprKind::While { cond, body } => self.scoped(|this| {
                this.expr(cond);
                this.expr(body);
            }),
            ExprKind::For { pat, iter, body } => {
                self.expr(iter);
                self.scoped(|this| {
                    this.bind(pat, Origin::Value(iter), &mut vec![Proj::Element], None);
                    this.expr(body);
                });
            }
            ExprKind::Let { pat, expr } => {
                self.expr(expr);
                self.bind(pat, Origin::Value(expr), &mut Vec::new(), None);
            }
            ExprKind::Match(node) => {
                let node = tree.match_(node);
                self.expr(node.scrutinee);
                for (pat, body) in &node.arms {
                    self.scoped(|this| {
                        this.bind(*pat, Origin::Value(node.scrutinee), &mut Vec::new(), None);
                        this.expr(*body);
                    });
                }
            }
            ExprKind::Closure(closure) => self.scoped(|this| {
                let closure = tree.closure(closure);
                for (at, pat) in tree.pats_of(closure.params).iter().enumerate() {
                    this.bind(*pat, Origin::Closure(id, at as u32), &mut Vec::new(), None);
                }
                this.expr(closure.body);
            }),
            ExprKind::Assign { left, right } => {
                tree.children(id, &mut |child| self.expr(child));
                if let Some(binding) = self.out.uses.get(&left) {
                    self.out.bindings[*binding as usize].assigned.push(right);
                }
            }
            ExprKind::Call { args, .. } | ExprKind::Method { args, .. } => {
                for (at, arg) in tree.exprs_of(args).iter().enumerate() {
                    self.host(*arg, Host::Arg(id, at as u32));
                }
                tree.children(id, &mut |child| self.expr(child));
                self.push(id);
            }
            ExprKind::Struct(literal) => {
                for (name, _, value) in &tree.struct_(literal).fields {
                    self.host(*value, Host::Field(id, *name));
                }
                tree.children(id, &mut |child| self.expr(child));
            }
            ExprKind::Macro(mac) => {
                self.captures(id, tree.mac(mac));
                tree.children(id, &mut |child| self.expr(child));
            }
            _ => tree.children(id, &mut |child| self.expr(child)),
        }
    }

    fn block(&mut self, block: &Block) {
        for stmt in &block.stmts {
            match *stmt {
                Stmt::Expr(expr) => self.expr(expr),
                Stmt::Let { pat, init, otherwise } => {
                    init.into_iter().chain(otherwise).for_each(|expr| self.expr(expr));
                    let first = self.out.bindings.len() as u32;
                    let origin = init.map_or(Origin::Nothing, Origin::Value);
                    self.bind(pat, origin, &mut Vec::new(), None);
                    if let Some(init) = init {
                        self.host(init, Host::Let(first));
                    }
                }
            }
        }
        block.value.into_iter().for_each(|value| self.expr(value));
    }

    /// Notes where a closure goes; one in a box or behind a reference is
    /// called as it is itself.
    fn host(&mut self, value: ExprId, host: Host) {
        match self.tree.kind(value) {
            ExprKind::Closure(_) => _ = self.out.closures.entry(value).or_insert(host),
            ExprKind::Ref(inner) => self.host(inner, host),
            ExprKind::Call { callee, args } => {
                let ends = |path: &Path| path.last().is_some_and(|last| matches!(last.text(), "new" | "Some"));
                if let ([inner], true) = (self.tree.exprs_of(args), self.tree.path_of(callee).is_some_and(ends)) {
                    self.host(*inner, host);
                }
            }
            _ => {}
        }
    }

    /// `name.push_str(more)`
    fn push(&mut self, call: ExprId) {
        let ExprKind::Method { receiver, name, args } = self.tree.kind(call) else { return };
        if let ([more], "push_str") = (self.tree.exprs_of(args), name.text())
            && let Some(id) = self.out.uses.get(&receiver)
        {
            self.out.bindings[*id as usize].pushed.push(*more);
        }
    }

    /// `{name}` in a string argument means a variable unless an argument has
    /// that name.
    fn captures(&mut self, id: ExprId, mac: &MacroCall) {
        for text in mac.args.iter().filter_map(|arg| self.tree.str_of(arg.expr)) {
            for piece in pieces(text) {
                let Piece::Hole(hole) = piece else { continue };
                let Arg::Named(name) = hole.arg else { continue };
                let name = Name::new(&name);
                if mac.args.iter().all(|arg| arg.name != Some(name))
                    && let Some(binding) = self.lookup(name)
                {
                    self.out.captures.insert((id, name), binding);
                }
            }
        }
    }
}
