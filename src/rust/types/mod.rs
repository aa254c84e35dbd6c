//! Types of expressions, as far as following values needs them: `ty` says
//! what is known, `written` reads types from declarations, `exprs` gives
//! those of expressions, `bindings` those of variables. The tables of the
//! standard library are in `rules/flow/types.yaml`.

mod associated;
mod awaited;
mod bindings;
mod calls;
mod exprs;
mod generics;
mod methods;
mod ty;
mod written;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use foldhash::{HashMap, HashSet};
use serde::Deserialize;

use super::facts::Owner;
use super::index::{Body, BodyKind, Index, ItemId, ModId};
use super::infer::Infer;
use super::name::Name;
use super::tree::{ExprId, TypeId};
pub use bindings::field_name;
pub use ty::{Args, Ty};

/// Knowledge of foreign types and methods; the data is in
/// `rules/flow/types.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Std {
    through: HashSet<String>,
    text: HashSet<String>,
    scalars: HashSet<String>,
    lists: HashSet<String>,
    maps: HashSet<String>,
    as_their_argument: HashSet<String>,
    as_text: HashSet<String>,
    methods: Methods,
    builders: HashSet<String>,
    builders_end: HashSet<String>,
    builders_ask: HashSet<String>,
    on_error: HashSet<String>,
    functions: Functions,
    gives: HashMap<String, HashMap<String, String>>,
    fails: HashMap<String, HashMap<String, String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Methods {
    same: HashSet<String>,
    text: HashSet<String>,
    scalar: HashSet<String>,
    element: HashSet<String>,
    mapped: HashSet<String>,
    texts: HashSet<String>,
    pair: HashSet<String>,
    scalars: HashSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Functions {
    text: HashSet<String>,
    scalar: HashSet<String>,
    first: HashSet<String>,
    last: HashSet<String>,
    each: HashSet<String>,
    returns: HashMap<String, String>,
}

/// The types of a workspace, worked out on demand and kept.
pub struct Types<'i, 'a> {
    /// Names and locals.
    pub infer: Infer<'i, 'a>,
    std: &'i Std,
    exprs: RefCell<HashMap<(u32, ExprId), Ty>>,
    /// What functions return.
    returned: RefCell<HashMap<ItemId, Ty>>,
    /// The implementations of a trait's method.
    implementations: OnceCell<HashMap<(ItemId, Name), Vec<ItemId>>>,
    /// By which functions values of a type are waited for.
    futures: RefCell<HashMap<ItemId, Futures>>,
    /// What blocks of the workspace say of types beside their methods.
    associated: OnceCell<associated::Associated>,
    /// What is left of the question about a written type, while one is asked.
    asking: Cell<u32>,
}

/// What a type's values may be waited for as, each by its function.
type Futures = Rc<Vec<(Ty, ItemId)>>;

/// Where a type is written: what its names mean.
#[derive(Clone, Copy)]
pub struct Place {
    /// The file.
    pub file: u32,
    /// The module.
    pub module: ModId,
    /// What `Self` is.
    pub owner: Owner,
    /// The function whose generics are in scope.
    pub of: Option<ItemId>,
}

impl Place {
    /// The place of what is written in a body.
    pub fn of(body: &Body) -> Place {
        let of = if let BodyKind::Fn(id) = body.kind { Some(id) } else { None };
        Place { file: body.file, module: body.scope, owner: body.owner, of }
    }
}

/// What is known of methods by their names alone.
impl Types<'_, '_> {
    /// Whether the result is the receiver, a part of it, or made of it.
    pub fn is_carried(&self, name: &str) -> bool {
        let methods = &self.std.methods;
        [&methods.same, &methods.element, &methods.texts, &methods.pair].iter().any(|list| list.contains(name))
    }

    /// Whether the result is what a closure makes of the receiver.
    pub fn is_mapped(&self, name: &str) -> bool {
        self.std.methods.mapped.contains(name)
    }

    /// Whether the closure is handed a result's error.
    pub fn is_on_error(&self, name: &str) -> bool {
        self.std.on_error.contains(name)
    }

    /// Whether the standard library has such a method.
    pub fn knows_method(&self, name: &str) -> bool {
        let methods = &self.std.methods;
        let more = [&methods.text, &methods.scalar, &methods.mapped, &methods.scalars];
        self.is_carried(name) || more.iter().any(|list| list.contains(name))
    }
}

impl<'i, 'a> Types<'i, 'a> {
    /// Nothing is worked out yet.
    pub fn new(index: &'i Index<'a>, std: &'i Std) -> Self {
        Types {
            infer: Infer::new(index),
            std,
            exprs: RefCell::default(),
            returned: RefCell::default(),
            implementations: OnceCell::new(),
            futures: RefCell::default(),
            associated: OnceCell::new(),
            asking: Cell::new(0),
        }
    }

    /// The workspace.
    pub fn index(&self) -> &'i Index<'a> {
        self.infer.index
    }

    /// What a function returns, its own generics open.
    pub fn returned(&self, id: ItemId) -> Ty {
        let Some(ty) = self.index().fn_(id).ret else { return Ty::Scalar };
        if let Some(known) = self.returned.borrow().get(&id) {
            return known.clone();
        }
        // Within another question less may be left to ask with.
        let whole = self.asking.get() == 0;
        let found = self.written(self.place(id), ty);
        if whole {
            self.returned.borrow_mut().insert(id, found.clone());
        }
        found
    }

    /// The type of a function's parameter.
    pub fn param(&self, id: ItemId, at: usize) -> Ty {
        let ty = self.index().fn_(id).params.get(at).and_then(|param| param.ty);
        ty.map_or(Ty::Unknown, |ty| self.written(self.place(id), ty))
    }

    /// The place of a function's signature.
    pub fn place(&self, id: ItemId) -> Place {
        let item = self.index().fn_(id);
        Place { file: id.file, module: self.index().module(id.file, item.module), owner: item.owner, of: Some(id) }
    }

    /// The type of a field with this name, in any variant.
    pub fn field(&self, of: &Ty, name: Name) -> Ty {
        let Ty::Adt(id, args) = of.value() else { return Ty::Unknown };
        let adt = self.index().adt(id);
        let found = adt.variants.iter().flat_map(|variant| &variant.fields).find(|field| field.name == name);
        found.map_or(Ty::Unknown, |field| self.field_written(id, field.ty, &args))
    }

    /// Whether a field is what a wrapper holds that is looked through:
    /// `form.0` of a `Form<Login>`.
    pub fn unwraps(&self, of: &Ty, name: Name) -> bool {
        name == "0"
            && match of.value() {
                Ty::Adt(id, _) => {
                    let mut fields = self.index().adt(id).variants.iter().flat_map(|variant| &variant.fields);
                    fields.all(|field| field.name != name)
                }
                Ty::Text => true,
                _ => false,
            }
    }

    /// The types of all fields of the workspace with this name, but for those
    /// of tests, and whose they are; none where they are too many to tell
    /// anything.
    pub fn fields_named(&self, name: Name) -> Vec<(ItemId, Ty)> {
        const MOST: usize = 16;
        let fields = Some(self.index().fields_named(name)).filter(|fields| fields.len() <= MOST);
        let shipped = fields.into_iter().flatten().filter(|(id, _)| !self.index().adt(*id).test);
        shipped.map(|(id, ty)| (*id, self.field_written(*id, *ty, &[]))).collect()
    }

    /// The type of a field of a type of the workspace, its generics filled.
    pub fn field_written(&self, id: ItemId, ty: TypeId, args: &[Ty]) -> Ty {
        let names = self.index().adt(id).generics.iter().map(|(name, _)| *name);
        let given: Vec<_> = names.zip(args.iter().cloned()).collect();
        self.open_field(id, ty).filled(&given)
    }
}
