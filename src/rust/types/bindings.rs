//! Types of variables.

use super::{Place, Ty, Types};
use crate::rust::index::{Body, BodyKind, Def, ItemId, Res};
use crate::rust::locals::{Binding, Host, Origin, Proj};
use crate::rust::name::Name;
use crate::rust::tree::*;

impl Types<'_, '_> {
    /// The type of a variable.
    pub fn binding(&self, body: &Body, binding: &Binding) -> Ty {
        self.bound_at(body, binding, super::exprs::DEPTH)
    }

    pub(super) fn bound_at(&self, body: &Body, binding: &Binding, depth: u32) -> Ty {
        let taken = binding.of.is_some() || !binding.path.is_empty() || !matches!(binding.origin, Origin::Value(_));
        match self.worked_out(body, binding, depth) {
            // What everyone calls an error is one.
            Ty::Unknown if taken && matches!(binding.name.text(), "e" | "err" | "error") => Ty::Error,
            found => found,
        }
    }

    fn worked_out(&self, body: &Body, binding: &Binding, depth: u32) -> Ty {
        if let Some(ty) = binding.ty {
            let written = self.written(Place::of(body), ty);
            return match (&written, binding.origin) {
                // `Box<dyn Write>`: what is in it says more.
                (Ty::Unknown | Ty::Param(_), Origin::Value(init)) if binding.path.is_empty() => {
                    Some(self.typed(body, init, depth)).filter(Ty::is_known).unwrap_or(written)
                }
                _ => written,
            };
        }
        if let Some((id, variant)) = self.constructor(body, binding) {
            return self.taken(body, binding, id, variant, depth);
        }
        let base = match binding.origin {
            Origin::SelfParam => self.own(body.file, body.owner),
            Origin::Param(at) => match body.kind {
                BodyKind::Fn(id) => self.param(id, at as usize),
                _ => Ty::Unknown,
            },
            Origin::Value(init) => match self.typed(body, init, depth) {
                // `let mut token = None;`: what it is given later says more.
                Ty::Unknown if binding.path.is_empty() => self.assigned(body, binding, depth),
                found => found,
            },
            Origin::Closure(closure, at) => self.closure_param(body, closure, at, depth),
            Origin::Nothing => self.assigned(body, binding, depth),
        };
        let base = match binding.of.and_then(|of| self.index().tree(body.file).path(of).last()) {
            Some(last) if last == "Err" => base.error(),
            _ if binding.path.is_empty() && binding.of.is_none() => base,
            _ => base.value(),
        };
        binding.path.iter().fold(base, |base, step| match step {
            Proj::Field(name) => self.field(&base, *name),
            Proj::At(at) => match (base.value(), binding.of) {
                (Ty::Tuple(_), _) | (_, None) => base.at(*at),
                (Ty::Adt(..), _) => match self.field(&base, Name::new(&at.to_string())) {
                    // `Json(request)`: wrappers are looked through.
                    Ty::Unknown if *at == 0 => base,
                    found => found,
                },
                (other, Some(_)) if *at == 0 => other,
                _ => Ty::Unknown,
            },
            Proj::Element => base.element(),
        })
    }

    fn assigned(&self, body: &Body, binding: &Binding, depth: u32) -> Ty {
        binding.assigned.first().map_or(Ty::Unknown, |value| self.typed(body, *value, depth))
    }

    /// The type of the workspace whose pattern binds the variable.
    pub fn constructor(&self, body: &Body, binding: &Binding) -> Option<(ItemId, u32)> {
        let path = self.index().tree(body.file).path(binding.of?);
        self.constructed(body, path)
    }

    /// The type and variant that a constructor's path names.
    pub fn constructed(&self, body: &Body, path: &Path) -> Option<(ItemId, u32)> {
        match self.infer.resolve(body, path).into_iter().next()? {
            Res::Def(Def::Variant(id, at)) => Some((id, at)),
            Res::Def(Def::Adt(id)) => Some((id, 0)),
            Res::Def(Def::Alias(id)) => match self.index().alias_target(id)? {
                Res::Def(Def::Adt(id)) => Some((id, 0)),
                _ => None,
            },
            _ => None,
        }
    }

    fn taken(&self, body: &Body, binding: &Binding, id: ItemId, variant: u32, depth: u32) -> Ty {
        let Some(name) = field_name(binding) else { return Ty::Unknown };
        let adt = self.index().adt(id);
        let fields = adt.variants.get(variant as usize).into_iter().flat_map(|variant| &variant.fields);
        let Some(field) = fields.into_iter().find(|field| field.name == name) else { return Ty::Unknown };
        let args = match (adt.generics.is_empty(), binding.origin) {
            (false, Origin::Value(init)) if binding.path.len() == 1 => match self.typed(body, init, depth).value() {
                Ty::Adt(_, args) => args,
                _ => [].into(),
            },
            _ => [].into(),
        };
        self.field_written(id, field.ty, &args)
    }

    /// What a closure is handed, by who calls it.
    fn closure_param(&self, body: &Body, closure: ExprId, at: u32, depth: u32) -> Ty {
        let tree = self.index().tree(body.file);
        let Some(Host::Arg(call, arg)) = self.infer.locals(body).closures.get(&closure).copied() else {
            return Ty::Unknown;
        };
        match tree.kind(call) {
            ExprKind::Method { receiver, name, args } => {
                let base = self.typed(body, receiver, depth);
                if let Some(id) = base.def().and_then(|def| self.index().methods(def, name).first().copied()) {
                    return self.of_callback(id, arg as usize, at as usize);
                }
                match name.text() {
                    name if self.std.on_error.contains(name) => base.error(),
                    "map_or_else" if arg == 0 => base.error(),
                    "fold" | "try_fold" | "scan" if at == 0 => {
                        tree.exprs_of(args).first().map_or(Ty::Unknown, |init| self.typed(body, *init, depth))
                    }
                    "fold" | "try_fold" | "scan" => base.element(),
                    "retain" if matches!(base, Ty::Map(_)) => base.element().at(at),
                    "and_modify" => base.entry(),
                    _ => base.handed(),
                }
            }
            ExprKind::Call { callee, .. } => match self.called(body, callee) {
                Some(id) => self.of_callback(id, arg as usize, at as usize),
                None => Ty::Unknown,
            },
            _ => Ty::Unknown,
        }
    }

    /// The function of the workspace that a callee names.
    pub fn called(&self, body: &Body, callee: ExprId) -> Option<ItemId> {
        let path = self.index().tree(body.file).path_of(callee)?;
        let found = self.infer.resolve(body, path).into_iter();
        found.filter_map(|res| if let Res::Def(Def::Fn(id)) = res { Some(id) } else { None }).next()
    }

    /// `f: impl Fn(A, B)`: the type of the callback's own parameter.
    fn of_callback(&self, id: ItemId, arg: usize, at: usize) -> Ty {
        let item = self.index().fn_(id);
        let Some(ty) = item.params.get(arg).and_then(|param| param.ty) else { return Ty::Unknown };
        let tree = self.index().tree(id.file);
        let bound = match *tree.ty(ty) {
            Type::Bound(path) => Some(path),
            Type::Path(path) => {
                let name = tree.path(path).ident();
                let bound = item.generics.iter().find(|(known, _)| Some(*known) == name).and_then(|(_, bound)| *bound);
                match bound.map(|bound| *tree.ty(bound)) {
                    Some(Type::Bound(path)) => Some(path),
                    _ => None,
                }
            }
            _ => None,
        };
        let Some(last) = bound.and_then(|path| tree.path(path).segments.last()) else { return Ty::Unknown };
        let given = tree.types_of(last.args).get(at).filter(|_| last.name.text().starts_with("Fn"));
        given.map_or(Ty::Unknown, |ty| self.written(self.place(id), *ty))
    }
}

/// The field that a pattern's last step takes.
pub fn field_name(binding: &Binding) -> Option<Name> {
    match binding.path.last()? {
        Proj::Field(name) => Some(*name),
        Proj::At(at) => Some(Name::new(&at.to_string())),
        Proj::Element => None,
    }
}
