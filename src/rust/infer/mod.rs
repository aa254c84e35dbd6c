//! Light types: which struct or enum of the workspace, or which foreign
//! type, an expression has. What is not certain is unknown.

use foldhash::HashMap;
mod methods;

use std::cell::RefCell;
use std::rc::Rc;

use super::facts::Owner;
use super::index::{Body, BodyKind, Def, Index, ItemId, ModId, Res};
use super::locals::{self, Binding, BindingId, Locals, Origin, Proj};
use super::name::Name;
use super::tree::*;

/// Wrappers a method call or field access looks through.
const SEE_THROUGH: [&str; 14] = [
    "Box", "Arc", "Rc", "Option", "Result", "Cow", "Ref", "RefMut", "Mutex", "RwLock", "RefCell", "OnceCell",
    "LazyLock", "OnceLock",
];

/// Methods that give their receiver's type back, as far as [`SEE_THROUGH`]
/// types are looked through.
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
    paths: RefCell<HashMap<Place, Rc<[Res]>>>,
    methods: methods::Known,
}

/// A module and a path of at most three names in it, global or not.
type Place = (ModId, [Option<Name>; 3], bool);

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

    /// What a path in a body stands for; `Self` is known there.
    pub fn resolve(&self, body: &Body, path: &Path) -> Vec<Res> {
        match (path.qself, path.segments.as_slice()) {
            (Some(ty), [.., last]) => self.on_type(body.file, body.scope, body.owner, ty, last.name),
            (None, [first, rest @ ..]) if first.name == "Self" => self.on_self(body, rest),
            _ => self.resolve_in(body.scope, path).to_vec(),
        }
    }

    /// What a path stands for in a module.
    pub fn resolve_in(&self, module: ModId, path: &Path) -> Rc<[Res]> {
        let mut names = [None; 3];
        if path.segments.len() > names.len() || path.qself.is_some() {
            return self.index.resolve_all(module, path).into();
        }
        names.iter_mut().zip(path.segments.iter()).for_each(|(name, segment)| *name = Some(segment.name));
        let key = (module, names, path.global);
        if let Some(known) = self.paths.borrow().get(&key) {
            return known.clone();
        }
        let found: Rc<[Res]> = self.index.resolve_all(module, path).into();
        self.paths.borrow_mut().insert(key, found.clone());
        found
    }

    fn on_self(&self, body: &Body, rest: &[Segment]) -> Vec<Res> {
        let Some(def) = self.index.owner_def(body.file, body.owner) else { return Vec::new() };
        match rest {
            [] => vec![Res::Def(def)],
            [member] => self.on_def(def, member.name),
            _ => Vec::new(),
        }
    }

    fn on_type(&self, file: u32, scope: ModId, owner: Owner, ty: TypeId, name: Name) -> Vec<Res> {
        match self.named_type(file, scope, owner, ty) {
            Some(Res::Def(def)) => self.on_def(def, name),
            _ => Vec::new(),
        }
    }

    fn on_def(&self, def: Def, name: Name) -> Vec<Res> {
        let fns = self.index.methods(def, name).iter().map(|id| Res::Def(Def::Fn(*id)));
        let consts = self.index.assoc_consts(def, name).iter().map(|id| Res::Def(Def::Const(*id)));
        let mut found: Vec<Res> = fns.chain(consts).collect();
        if let (Def::Adt(id), true) = (def, found.is_empty()) {
            let variants = self.index.adt(id).variants.iter();
            let at = variants.enumerate().find(|(_, variant)| variant.name == name);
            found.extend(at.map(|(at, _)| Res::Def(Def::Variant(id, at as u32))));
        }
        found
    }

    /// The struct, enum or foreign type that a written type names, seen
    /// through references and the usual wrappers.
    pub fn named_type(&self, file: u32, scope: ModId, owner: Owner, ty: TypeId) -> Option<Res> {
        let tree = self.index.tree(file);
        match *tree.ty(ty) {
            Type::Ref(inner) | Type::Slice(inner) => self.named_type(file, scope, owner, inner),
            Type::Path(path) | Type::Bound(path) => {
                let path = tree.path(path);
                let last = path.segments.last()?;
                if SEE_THROUGH.contains(&last.name.text())
                    && let Some(inner) = tree.types_of(last.args).first()
                {
                    return self.named_type(file, scope, owner, *inner);
                }
                if path.ident().is_some_and(|name| name == "Self") {
                    return self.index.owner_def(file, owner).map(Res::Def);
                }
                match self.resolve_in(scope, path).first().cloned()? {
                    Res::Def(Def::Alias(id)) => self.index.alias_target(id),
                    found => Some(found),
                }
            }
            _ => None,
        }
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
