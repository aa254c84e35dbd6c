//! Generic arguments, by the values that fill them.

use super::{Place, Ty, Types};
use crate::rust::facts::Owner;
use crate::rust::index::{Body, ItemId};
use crate::rust::name::Name;
use crate::rust::tree::{ExprId, Path, Segments, Type, TypeId, TypeList};

/// Functions of traits and derives that make a value of the type.
const MAKERS: [&str; 15] = [
    "deserialize",
    "parse",
    "parse_from",
    "try_parse",
    "try_parse_from",
    "default",
    "from",
    "try_from",
    "from_str",
    "from_args",
    "from_env",
    "deserialize",
    "from_row",
    "from_iter",
    "read",
];

/// What a call says of the generics of the function that it calls.
pub(super) struct Given<'c> {
    /// The types written between `::<` and `>`.
    pub written: TypeList,
    /// The type of the receiver.
    pub receiver: Option<&'c Ty>,
    /// The arguments without it.
    pub args: &'c [ExprId],
}

impl Types<'_, '_> {
    /// `Page { items: vec![login] }` is a `Page<Login>`: a type of the
    /// workspace, built from these fields.
    pub(super) fn built(&self, body: &Body, id: ItemId, variant: u32, fields: &[(Name, ExprId)], depth: u32) -> Ty {
        let adt = self.index().adt(id);
        let names: Vec<Name> = adt.generics.iter().map(|(name, _)| *name).collect();
        let Some(of) = adt.variants.get(variant as usize).filter(|_| !names.is_empty()) else {
            return Ty::Adt(id, [].into());
        };
        let mut given = Vec::new();
        for (name, value) in fields {
            if let Some(field) = of.fields.iter().find(|field| field.name == *name) {
                self.open_field(id, field.ty).fill(&self.typed(body, *value, depth), &mut given);
            }
        }
        let arg = |name: &Name| given.iter().find(|(known, _)| known == name).map_or(Ty::Unknown, |(_, ty)| ty.clone());
        Ty::Adt(id, names.iter().map(arg).collect()).bounded()
    }

    /// The same for a constructor that is called.
    pub(super) fn constructed_by(&self, body: &Body, id: ItemId, variant: u32, args: &[ExprId], depth: u32) -> Ty {
        if self.index().adt(id).generics.is_empty() {
            return Ty::Adt(id, [].into());
        }
        let numbered = args.iter().enumerate().map(|(at, arg)| (Name::new(&at.to_string()), *arg));
        self.built(body, id, variant, &numbered.collect::<Vec<_>>(), depth)
    }

    /// `Cli::parse()`, `Config::default()`: what a derive or a trait's own
    /// method makes of a type of the workspace.
    pub(super) fn made_by_trait(&self, body: &Body, path: &Path) -> Option<Ty> {
        let [.., of, last] = path.segments.as_slice() else { return None };
        if !makes(last.name.text()) || !of.name.text().starts_with(char::is_uppercase) {
            return None;
        }
        let segments = Segments::Many(path.segments[..path.segments.len() - 1].into());
        match self.constructor_type(body, &Path { segments, ..path.clone() }) {
            found @ Ty::Adt(..) => Some(found),
            _ => None,
        }
    }

    /// What a call of a function of the workspace gives: its generics are what
    /// is `written` in the call, what its values say, and the receiver's.
    pub(super) fn result_of(&self, body: &Body, id: ItemId, call: &Given<'_>, depth: u32) -> Ty {
        let mut around = self.open_around(id);
        let associated = self.associated_of(body, id, call, depth);
        let many = around.len();
        around.extend(associated.iter().map(|(name, _)| *name));
        let open = match self.index().fn_(id).ret {
            Some(ret) if !around.is_empty() => self.written_among(self.place(id), ret, &around),
            _ => self.returned(id),
        };
        if !open.is_open() {
            return open;
        }
        let mut given = self.turbofish_of(body, id, call.written);
        given.extend(associated);
        if let Some(Ty::Adt(adt, args)) = call.receiver.map(Ty::value) {
            let names = self.index().adt(adt).generics.iter().map(|(name, _)| *name);
            given.extend(around[..many].iter().copied().zip(args.iter().cloned()));
            given.extend(names.zip(args.iter().cloned()));
        }
        for (at, arg) in call.args.iter().enumerate() {
            let param = self.param(id, at);
            if param.is_open() {
                param.fill(&self.typed(body, *arg, depth), &mut given);
            }
        }
        given.extend(around.into_iter().map(|name| (name, Ty::Unknown)));
        open.filled(&given)
    }

    /// The generics of the `impl<T> Page<T>` that a function stands in, by the
    /// arguments of its type, when these are nothing else.
    fn open_around(&self, id: ItemId) -> Vec<Name> {
        let item = self.index().fn_(id);
        let Owner::Impl(number) = item.owner else { return Vec::new() };
        let (tree, facts) = (self.index().tree(id.file), &self.index().unit(id.file).facts);
        let Type::Path(of) = *tree.ty(facts.impls[number as usize].self_ty) else { return Vec::new() };
        let Some(args) = tree.path(of).segments.last().map(|last| last.args) else { return Vec::new() };
        let module = self.index().module(id.file, item.module);
        let open = tree.types_of(args).iter().map(|arg| match *tree.ty(*arg) {
            Type::Path(path) => {
                let name = tree.path(path).ident()?;
                self.infer.resolve_in(module, tree.path(path)).is_empty().then_some(name)
            }
            _ => None,
        });
        open.collect::<Option<Vec<Name>>>().unwrap_or_default()
    }

    /// `load::<Login>(…)`: what the generics of a function are said to be;
    /// nothing when some that are written are no types.
    fn turbofish_of(&self, body: &Body, id: ItemId, written: TypeList) -> Vec<(Name, Ty)> {
        let generics = &self.index().fn_(id).generics;
        let types = self.index().tree(body.file).types_of(written).to_vec();
        if types.len() != generics.len() {
            return Vec::new();
        }
        let types = types.into_iter().map(|ty| self.written(Place::of(body), ty));
        generics.iter().map(|(name, _)| *name).zip(types).filter(|(_, ty)| ty.is_known()).collect()
    }

    /// The type of a field, with the generic parameters of its type open.
    pub(super) fn open_field(&self, id: ItemId, ty: TypeId) -> Ty {
        let adt = self.index().adt(id);
        let place =
            Place { file: id.file, module: self.index().module(id.file, adt.module), owner: Owner::Module, of: None };
        let names: Vec<Name> = adt.generics.iter().map(|(name, _)| *name).collect();
        self.written_among(place, ty, &names)
    }
}

/// Whether a function that nobody wrote makes a value of its type, by its
/// name: a derive's `Options::from_input()`.
fn makes(name: &str) -> bool {
    MAKERS.contains(&name) || ["from_", "try_from_", "load_", "parse_", "read_"].iter().any(|of| name.starts_with(of))
}
