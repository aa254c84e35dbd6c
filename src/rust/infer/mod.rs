//! Light types: which struct or enum of the workspace, or which foreign
//! type, an expression has. What is not certain is unknown.

mod methods;
mod paths;

use std::cell::RefCell;
use std::rc::Rc;

use foldhash::HashMap;

use super::facts::Owner;
use super::index::{Body, BodyKind, Def, Index, ItemId, Res};
use super::locals::{self, Binding, BindingId, Locals, Origin, Proj};
use super::name::Name;
use super::tree::{ExprId, ExprKind};

/// Methods that give their receiver's type back, as far as
/// wrappers are looked through.
const SAME: [&str; 27] = [
    "clone",
    "unwrap",
    "expect",
    "as_ref",
    "as_mut",
    "borrow",
    "borrow_mut",
    "to_owned",
    "into_inner",
    "lock",
    "read",
    "write",
    "deref",
    "ok",
    "await",
    "unwrap_or_default",
    "cloned",
    "copied",
    "take",
    "get_or_init",
    "as_deref",
    "unwrap_or_else",
    "unwrap_or",
    "map_err",
    "ok_or",
    "ok_or_else",
    "or",
];

/// The types and locals of a workspace, worked out on demand.
pub struct Infer<'i, 'a> {
    /// The workspace.
    pub index: &'i Index<'a>,
    locals: RefCell<HashMap<(u32, ExprId), Rc<Locals>>>,
    types: RefCell<HashMap<(u32, ExprId), Option<Res>>>,
    /// What short paths stand for in a module.
    paths: RefCell<HashMap<paths::Place, Rc<[Res]>>>,
    methods: methods::Known,
}

/// Recursion ends here; deeper types are unknown.
const DEPTH: u32 = 12;

impl<'i, 'a> Infer<'i, 'a> {
    /// Nothing is worked out yet.
    pub fn new(index: &'i Index<'a>) -> Self {
        Infer {
            index,
            locals: RefCell::default(),
            types: RefCell::default(),
            paths: RefCell::default(),
            methods: methods::Known::default(),
        }
    }

    /// The locals of a body.
    pub fn locals(&self, body: &Body) -> Rc<Locals> {
        let key = (body.file, body.root);
        if let Some(known) = self.locals.borrow().get(&key) {
            return known.clone();
        }
        let facts = &self.index.unit(body.file).facts;
        let made = Rc::new(match body.kind {
            BodyKind::Fn(id) => {
                let item = self.index.fn_(id);
                locals::locals(facts, body.root, &item.params, item.has_self)
            }
            _ => locals::locals(facts, body.root, &[], false),
        });
        self.locals.borrow_mut().insert(key, made.clone());
        made
    }

    /// The type of an expression.
    pub fn type_of(&self, body: &Body, expr: ExprId) -> Option<Res> {
        self.typed(body, expr, DEPTH)
    }

    fn typed(&self, body: &Body, expr: ExprId, depth: u32) -> Option<Res> {
        let depth = depth.checked_sub(1)?;
        let key = (body.file, expr);
        if let Some(known) = self.types.borrow().get(&key) {
            return known.clone();
        }
        // A circle (`let x = x.f()`) finds nothing while it is worked out.
        self.types.borrow_mut().insert(key, None);
        let found = self.work_out(body, expr, depth);
        self.types.borrow_mut().insert(key, found.clone());
        found
    }

    fn work_out(&self, body: &Body, expr: ExprId, depth: u32) -> Option<Res> {
        let tree = self.index.tree(body.file);
        match tree.kind(expr) {
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => {
                self.typed(body, inner, depth)
            }
            ExprKind::Cast { ty, .. } => self.named_type(body.file, body.scope, body.owner, ty),
            ExprKind::Struct(literal) => match self.resolve(body, &tree.struct_(literal).path).into_iter().next()? {
                Res::Def(Def::Variant(id, _)) => Some(Res::Def(Def::Adt(id))),
                Res::Def(Def::Alias(id)) => self.index.alias_target(id),
                found => Some(found),
            },
            ExprKind::Path(path) => match self.locals(body).uses.get(&expr) {
                Some(binding) => self.binding_type(body, &self.locals(body).bindings[*binding as usize], depth),
                None => self.item_type(&self.resolve(body, tree.path(path)).into_iter().next()?),
            },
            ExprKind::Call { callee, .. } => self.called_type(body, callee),
            ExprKind::Field { base, name } => {
                let base = self.typed(body, base, depth)?;
                self.field_type(&base, name)
            }
            ExprKind::Method { receiver, name, .. } => {
                let receiver = self.typed(body, receiver, depth)?;
                match &receiver {
                    Res::Def(def) if !self.index.methods(*def, name).is_empty() => {
                        self.returned(*self.index.methods(*def, name).first()?)
                    }
                    _ => SAME.contains(&name.text()).then_some(receiver),
                }
            }
            ExprKind::Block(block) => self.typed(body, tree.block(block).value?, depth),
            _ => None,
        }
    }

    fn binding_type(&self, body: &Body, binding: &Binding, depth: u32) -> Option<Res> {
        if let Some(ty) = binding.ty {
            return self.named_type(body.file, body.scope, body.owner, ty);
        }
        let base = match binding.origin {
            Origin::SelfParam => self.index.owner_def(body.file, body.owner).map(Res::Def),
            Origin::Param(at) => {
                let BodyKind::Fn(id) = body.kind else { return None };
                let ty = self.index.fn_(id).params.get(at as usize)?.ty?;
                self.named_type(body.file, body.scope, body.owner, ty)
            }
            Origin::Value(init) => self.typed(body, init, depth),
            Origin::Nothing | Origin::Closure(..) => None,
        }?;
        binding.path.iter().try_fold(base, |base, step| match step {
            Proj::Field(name) => self.field_type(&base, *name),
            Proj::At(at) => self.field_type(&base, Name::new(&at.to_string())),
            Proj::Element => Some(base),
        })
    }

    fn called_type(&self, body: &Body, callee: ExprId) -> Option<Res> {
        let path = self.index.tree(body.file).path_of(callee)?;
        match self.resolve(body, path).into_iter().next()? {
            Res::Def(Def::Fn(id)) => self.returned(id),
            Res::Def(Def::Variant(id, _)) | Res::Def(Def::Adt(id)) => Some(Res::Def(Def::Adt(id))),
            // `Type::new()` of a foreign type gives that type.
            Res::External(path) => {
                let (of, _) = path.rsplit_once("::")?;
                let last = of.rsplit("::").next()?;
                last.starts_with(char::is_uppercase).then(|| Res::External(of.to_owned()))
            }
            Res::Def(_) => None,
        }
    }

    fn returned(&self, id: ItemId) -> Option<Res> {
        let item = self.index.fn_(id);
        self.named_type(id.file, self.index.module(id.file, item.module), item.owner, item.ret?)
    }

    fn item_type(&self, res: &Res) -> Option<Res> {
        match res {
            Res::Def(Def::Const(id)) => {
                let item = self.index.const_(*id);
                self.named_type(id.file, self.index.module(id.file, item.module), item.owner, item.ty?)
            }
            Res::Def(Def::Variant(id, _)) => Some(Res::Def(Def::Adt(*id))),
            Res::Def(Def::Adt(_)) => Some(res.clone()),
            _ => None,
        }
    }

    fn field_type(&self, base: &Res, name: Name) -> Option<Res> {
        let Res::Def(Def::Adt(id)) = base else { return None };
        let adt = self.index.adt(*id);
        let field = adt.variants.iter().flat_map(|variant| &variant.fields).find(|field| field.name == name)?;
        self.named_type(id.file, self.index.module(id.file, adt.module), Owner::Module, field.ty)
    }

    /// The type of a variable.
    pub fn type_of_binding(&self, body: &Body, id: BindingId) -> Option<Res> {
        self.binding_type(body, &self.locals(body).bindings[id as usize], DEPTH)
    }
}
