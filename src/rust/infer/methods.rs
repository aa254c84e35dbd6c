//! Which functions a method call can run.

use std::cell::RefCell;
use std::rc::Rc;

use foldhash::HashMap;

use super::Infer;
use crate::rust::facts::Owner;
use crate::rust::index::{Body, Def, ItemId, Res};
use crate::rust::name::Name;
use crate::rust::tree::ExprId;

/// What has been found out: `fmt` and `from` have hundreds of
/// implementations, and are asked for as often.
#[derive(Default)]
pub(super) struct Known {
    /// The only method of a name and arity, of any type or of a trait.
    only: RefCell<HashMap<(Name, usize, bool), Option<ItemId>>>,
    /// The methods of a name and arity of one trait, or of the only one.
    of_trait: RefCell<HashMap<OfTrait, Rc<[ItemId]>>>,
}

/// A trait, or the only one that has it; a name and an arity.
type OfTrait = (Option<Def>, Name, usize);

impl Infer<'_, '_> {
    /// The functions a method call can run: those of the receiver's type;
    /// those of a trait, when that is all that is known of the receiver; when
    /// nothing is known, the only method of that name and arity in the
    /// workspace.
    pub fn method_targets(&self, body: &Body, receiver: ExprId, name: Name, args: usize) -> Vec<ItemId> {
        match self.type_of(body, receiver) {
            Some(Res::Def(Def::Trait(id))) => self.of_trait(Some(Def::Trait(id)), name, args).to_vec(),
            Some(Res::External(path)) if is_generic(&path) => self.of_trait(None, name, args).to_vec(),
            Some(Res::Def(def)) => {
                let own = self.index.methods(def, name);
                match own.is_empty() {
                    false => own.to_vec(),
                    true => self.only_method(name, args, true),
                }
            }
            Some(Res::External(_)) => self.only_method(name, args, true),
            None => match self.only_method(name, args, false) {
                only if only.is_empty() => self.of_trait(None, name, args).to_vec(),
                only => only,
            },
        }
    }

    /// The methods of a trait of the workspace and of what implements it.
    /// Without a trait: when one alone has methods of that name and arity.
    fn of_trait(&self, of: Option<Def>, name: Name, args: usize) -> Rc<[ItemId]> {
        let mut known = self.methods.of_trait.borrow_mut();
        known.entry((of, name, args)).or_insert_with(|| self.find_of_trait(of, name, args).into()).clone()
    }

    fn find_of_trait(&self, of: Option<Def>, name: Name, args: usize) -> Vec<ItemId> {
        let fits = |id: &ItemId| {
            let item = self.index.fn_(*id);
            item.has_self && item.params.len() == args
        };
        let named = self.index.fns_named(name).iter().copied().filter(fits);
        let methods: Vec<(ItemId, Option<Def>)> = named.map(|id| (id, self.trait_of(id))).collect();
        let of = match of {
            Some(of) => of,
            None => match methods.first() {
                Some((_, Some(of))) if methods.iter().all(|(_, at)| *at == Some(*of)) => *of,
                _ => return Vec::new(),
            },
        };
        let of_it = methods.iter().filter(|(id, at)| *at == Some(of) && self.index.fn_(*id).has_body());
        of_it.map(|(id, _)| *id).collect()
    }

    /// The trait of the workspace that a method belongs to.
    fn trait_of(&self, id: ItemId) -> Option<Def> {
        match self.index.fn_(id).owner {
            Owner::Trait(number) => Some(Def::Trait(ItemId { file: id.file, item: number })),
            Owner::Impl(number) => {
                let item = &self.index.unit(id.file).facts.impls[number as usize];
                let module = self.index.module(id.file, item.module);
                match self.index.resolve(module, item.trait_.as_ref()?)? {
                    Res::Def(of @ Def::Trait(_)) => Some(of),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn only_method(&self, name: Name, args: usize, of_trait: bool) -> Vec<ItemId> {
        let mut known = self.methods.only.borrow_mut();
        let only = known.entry((name, args, of_trait)).or_insert_with(|| self.find_only(name, args, of_trait));
        only.iter().copied().collect()
    }

    fn find_only(&self, name: Name, args: usize, of_trait: bool) -> Option<ItemId> {
        let mut methods = self.index.fns_named(name).iter().copied().filter(|id| {
            let item = self.index.fn_(*id);
            let fits = item.has_self && item.params.len() == args && item.has_body();
            fits && (!of_trait || self.index.is_of_trait(*id))
        });
        let only = methods.next()?;
        methods.next().is_none().then_some(only)
    }
}

/// Whether a path that leads nowhere is the name of a type parameter, by the
/// custom of writing these as one letter.
fn is_generic(path: &str) -> bool {
    path.len() <= 2 && path.starts_with(char::is_uppercase)
}
