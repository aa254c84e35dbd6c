//! Reading bodies on demand: those that call a function, use a field or a
//! constant that holds a secret. Names give the candidates, types the answer;
//! `value` and `0` are everywhere.

use std::collections::BTreeSet;

use super::Flow;
use crate::rust::facts::Owner;
use crate::rust::index::{Body, Def, ItemId, Res};
use crate::rust::name::Name;
use crate::rust::sites::Site;
use crate::rust::tree::*;
use crate::rust::types::Ty;

impl Flow<'_, '_> {
    /// Reads every body that may call a function, and says which these are.
    pub(super) fn build_callers(&mut self, of: ItemId) -> Vec<Body> {
        let item = self.index().fn_(of);
        let owner = self.index().owner_def(of.file, item.owner);
        let methods = self.index().fns_named(item.name).iter();
        let only = methods.filter(|id| self.index().fn_(**id).has_self).count() == 1;
        let sites = self.sites.named(item.name);
        let callers = sites.iter().filter(|site| self.may_call(site, of, owner, only));
        let callers: BTreeSet<u32> = callers.map(|site| site.body).collect();
        let bodies = callers.iter().map(|body| self.sites.bodies[*body as usize]).collect();
        self.build_all(callers);
        bodies
    }

    fn may_call(&self, site: &Site, of: ItemId, owner: Option<Def>, only: bool) -> bool {
        let body = self.sites.bodies[site.body as usize];
        // What implements a trait is called by who knows the trait alone.
        let is_far = !self.index().is_of_trait(of) && !self.is_near(site.body, of);
        if is_far || self.built.contains(&(body.file, body.root)) {
            return false;
        }
        let tree = self.index().tree(body.file);
        match tree.kind(site.expr) {
            ExprKind::Method { receiver, .. } => {
                if !self.index().fn_(of).has_self {
                    return false;
                }
                match self.types.of(&body, receiver) {
                    Ty::Unknown => only,
                    ty => match (ty.def(), owner) {
                        // A trait's method may run any of its implementations.
                        (Some(Def::Trait(_)), _) | (_, None) => true,
                        (found, owner) => found == owner || only && found.is_none(),
                    },
                }
            }
            ExprKind::Call { callee, .. } => tree.path_of(callee).is_none_or(|path| self.may_name(&body, path, of)),
            ExprKind::Path(path) => self.may_name(&body, tree.path(path), of),
            _ => true,
        }
    }

    fn may_name(&self, body: &Body, path: &Path, of: ItemId) -> bool {
        // An associated function is named through its type or `Self`.
        if matches!(self.index().fn_(of).owner, Owner::Impl(_)) && path.segments.len() == 1 {
            return false;
        }
        let found = self.types.infer.resolve(body, path);
        found.is_empty() || found.contains(&Res::Def(Def::Fn(of)))
    }

    /// Reads every body that reads a field or takes it by a pattern.
    pub(super) fn build_readers(&mut self, of: ItemId, variant: u32, name: Name) {
        let reads = self.sites.read.get(&name).into_iter().flatten();
        let mut bodies: BTreeSet<u32> =
            reads.filter(|site| self.may_be_field(site, of)).map(|site| site.body).collect();
        for constructor in self.constructors(of, variant) {
            let taken = self.sites.taken.get(&constructor).into_iter().flatten();
            bodies.extend(taken.map(|site| site.body).filter(|body| self.is_near(*body, of)));
        }
        self.build_all(bodies);
    }

    /// Reads every body that stores into a field.
    pub(super) fn build_writers(&mut self, of: ItemId, variant: u32, name: Name) {
        let literals = self.sites.fields.get(&name).into_iter().flatten();
        let mut bodies: BTreeSet<u32> =
            literals.filter(|site| self.may_build(site, of)).map(|site| site.body).collect();
        if name.text().starts_with(|c: char| c.is_ascii_digit()) {
            for constructor in self.constructors(of, variant) {
                let named = self.sites.named(constructor).iter().map(|site| site.body);
                bodies.extend(named.filter(|body| self.is_near(*body, of)));
            }
        }
        self.build_all(bodies);
        self.build_readers(of, variant, name);
    }

    /// The names by which a pattern or call names a type's variant.
    fn constructors(&self, of: ItemId, variant: u32) -> Vec<Name> {
        let adt = self.index().adt(of);
        let variant = adt.variants.get(variant as usize).map(|variant| variant.name);
        let mut names: Vec<Name> = variant.into_iter().chain([adt.name, Name::new("Self")]).collect();
        names.dedup();
        names
    }

    fn may_be_field(&self, site: &Site, of: ItemId) -> bool {
        let body = self.sites.bodies[site.body as usize];
        if self.built.contains(&(body.file, body.root)) || !self.is_near(site.body, of) {
            return false;
        }
        match self.index().tree(body.file).kind(site.expr) {
            ExprKind::Field { base, .. } => match self.types.of(&body, base).value() {
                Ty::Adt(id, _) => id == of,
                _ => false,
            },
            _ => false,
        }
    }

    fn may_build(&self, site: &Site, of: ItemId) -> bool {
        let body = self.sites.bodies[site.body as usize];
        if self.built.contains(&(body.file, body.root)) || !self.is_near(site.body, of) {
            return false;
        }
        matches!(self.types.of(&body, site.expr).value(), Ty::Adt(id, _) if id == of)
    }

    /// Reads every body that uses a constant.
    pub(super) fn build_users(&mut self, of: ItemId) {
        let named = self.sites.named(self.index().const_(of).name);
        self.build_all(named.iter().map(|site| site.body).filter(|body| self.is_near(*body, of)).collect());
    }

    /// Whether a body can use an item.
    fn is_near(&self, body: u32, of: ItemId) -> bool {
        self.index().can_use(self.sites.bodies[body as usize].file, of.file)
    }

    fn build_all(&mut self, bodies: BTreeSet<u32>) {
        let sites = self.sites;
        for body in bodies {
            self.build(sites.bodies[body as usize]);
        }
    }
}
