//! Types of what methods give: the workspace's own, and by name those of the
//! standard library and its usual companions.

use super::generics::Given;
use super::{Place, Ty, Types};
use foldhash::HashMap;

use crate::rust::facts::Owner;
use crate::rust::index::{Body, Def, ItemId, Res};
use crate::rust::name::Name;
use crate::rust::tree::*;

/// Implementations of a trait that are looked into at a call through it.
const MOST_IMPLEMENTATIONS: usize = 8;

impl Types<'_, '_> {
    pub(super) fn method(
        &self,
        body: &Body,
        expr: ExprId,
        receiver: ExprId,
        name: Name,
        args: &[ExprId],
        depth: u32,
    ) -> Ty {
        let base = self.typed(body, receiver, depth);
        if let Some(id) = self.called_on(body, receiver, &base, name) {
            let written = self.index().tree(body.file).turbofish.get(&expr).copied().unwrap_or_default();
            return self.result_of(body, id, &Given { written, receiver: Some(&base), args }, depth);
        }
        if let Some(ty) = self.turbofish(body, expr) {
            return if name == "parse" { Ty::fall(ty, Ty::Error) } else { ty };
        }
        if let Ty::Foreign(path, _) = base.value()
            && let Some(given) = self.given(path.text(), name.text())
        {
            return given;
        }
        let known = self.standard(&base, name.text(), body, args, depth);
        match (known, base) {
            // A method that only one type of the workspace has; what any type
            // may have tells nothing.
            (Ty::Unknown, Ty::Unknown) if !self.knows_method(name.text()) => {
                match self.infer.method_targets(body, receiver, name, args.len()).as_slice() {
                    [only] => self.returned(*only),
                    _ => Ty::Unknown,
                }
            }
            (known, _) => known,
        }
    }

    /// What a method of another crate's type gives, or a function of a crate.
    pub(super) fn given(&self, of: &str, name: &str) -> Option<Ty> {
        let (krate, last) = (of.split("::").next()?, of.rsplit("::").next()?);
        let of = if krate == of || last == "blocking" { krate.to_owned() } else { format!("{krate}::{last}") };
        let find = |table: &HashMap<String, HashMap<String, String>>| {
            let path = table.get(&of)?.get(name)?;
            Some(self.foreign(Name::new(path), [].into()))
        };
        let error = || self.foreign(Name::new(&format!("{krate}::Error")), [].into());
        find(&self.std.gives).or_else(|| Some(Ty::fall(find(&self.std.fails)?, error())))
    }

    /// The workspace's own method that a call runs. Of a type that a macro
    /// makes `self` alone is sure to be one.
    pub fn called_on(&self, body: &Body, receiver: ExprId, base: &Ty, name: Name) -> Option<ItemId> {
        let path = self.index().tree(body.file).path_of(receiver);
        let is_self = || path.and_then(Path::ident).is_some_and(|name| name == "self");
        match base {
            Ty::Unknown if is_self() => match self.index().owner_def(body.file, body.owner)? {
                of @ Def::Made(_) => self.index().methods(of, name).first().copied(),
                _ => None,
            },
            base => self.own_method(base, name),
        }
    }

    /// The workspace's own method on a type; of a trait's, the one that its
    /// only implementation has.
    pub fn own_method(&self, base: &Ty, name: Name) -> Option<ItemId> {
        let def = base.def()?;
        let methods = self.index().methods(def, name);
        let found = methods.iter().find(|id| self.index().fn_(**id).has_self).or(methods.first()).copied()?;
        match def {
            Def::Trait(of) if !self.index().fn_(found).has_body() => match *self.implementations(of, name) {
                [only] => Some(only),
                _ => Some(found),
            },
            _ => Some(found),
        }
    }

    /// The workspace's own methods that a call may run: of a trait's, all that
    /// types have, unless these are too many to be told apart.
    pub fn all_called_on(&self, body: &Body, receiver: ExprId, base: &Ty, name: Name) -> Vec<ItemId> {
        let Some(first) = self.called_on(body, receiver, base, name) else { return Vec::new() };
        let has_body = |id: &ItemId| self.index().fn_(*id).has_body();
        let Some(Def::Trait(of)) = base.def() else { return [first].into_iter().filter(has_body).collect() };
        let others = self.implementations(of, name);
        let others = if others.len() <= MOST_IMPLEMENTATIONS { others } else { &[] };
        let all = [first].into_iter().chain(others.iter().copied().filter(|id| *id != first));
        all.filter(has_body).collect()
    }

    fn implementations(&self, of: ItemId, name: Name) -> &[ItemId] {
        let all = self.implementations.get_or_init(|| self.find_implementations());
        all.get(&(of, name)).map_or(&[], Vec::as_slice)
    }

    /// Every implementation of a trait of the workspace, by the trait and the
    /// method's name.
    fn find_implementations(&self) -> HashMap<(ItemId, Name), Vec<ItemId>> {
        let mut found: HashMap<(ItemId, Name), Vec<ItemId>> = HashMap::default();
        for (file, unit) in self.index().units().iter().enumerate() {
            let file = file as u32;
            let traits: Vec<Option<ItemId>> = unit
                .facts
                .impls
                .iter()
                .map(|item| {
                    let module = self.index().module(file, item.module);
                    match self.index().resolve(module, item.trait_.as_ref()?)? {
                        Res::Def(Def::Trait(of)) => Some(of),
                        _ => None,
                    }
                })
                .collect();
            for (item, run) in unit.facts.fns.iter().enumerate() {
                if let Owner::Impl(number) = run.owner
                    && let Some(of) = traits[number as usize]
                {
                    found.entry((of, run.name)).or_default().push(ItemId { file, item: item as u32 });
                }
            }
        }
        found
    }

    fn turbofish(&self, body: &Body, expr: ExprId) -> Option<Ty> {
        let tree = self.index().tree(body.file);
        let given = tree.turbofish.get(&expr)?;
        let first = *tree.types_of(*given).first()?;
        match self.written(Place::of(body), first) {
            Ty::List(of) if *of == Ty::Unknown => None,
            Ty::Unknown => None,
            found => Some(found),
        }
    }

    /// What the standard library's methods of this name give.
    fn standard(&self, base: &Ty, name: &str, body: &Body, args: &[ExprId], depth: u32) -> Ty {
        let methods = &self.std.methods;
        match name {
            "find" | "rfind" if matches!(base, Ty::Text) => return Ty::Scalar,
            "enumerate" => return Ty::list(Ty::tuple([Ty::Scalar, base.element()])),
            "zip" => {
                let other = args.first().map_or(Ty::Unknown, |arg| self.typed(body, *arg, depth).element());
                return Ty::list(Ty::tuple([base.element(), other]));
            }
            "keys" | "into_keys" => return Ty::list(base.element().at(0)),
            "values" | "into_values" | "values_mut" => return Ty::list(base.element().at(1)),
            "collect" | "try_collect" => return base.clone(),
            "windows" | "chunks" | "chunks_exact" => return Ty::list(base.clone()),
            "err" | "unwrap_err" | "expect_err" => return base.error(),
            "take" | "get_mut" | "replace" if !matches!(base, Ty::Map(_) | Ty::Text) => return base.clone(),
            "fold" => return args.first().map_or(Ty::Unknown, |arg| self.typed(body, *arg, depth)),
            "map_or" => return args.first().map_or(Ty::Unknown, |arg| self.typed(body, *arg, depth)),
            _ => {}
        }
        let builds = matches!(base, Ty::Foreign(path, _)
            if self.std.builders.contains(path.text().rsplit("::").next().unwrap_or_default()));
        let asks = self.std.builders_ask.contains(name);
        if builds && asks && !args.is_empty() {
            return base.clone();
        }
        if name.starts_with("is_") || name.starts_with("has_") || methods.scalar.contains(name) {
            return Ty::Scalar;
        }
        if methods.text.contains(name) && !(name == "join" && matches!(base, Ty::Foreign(..) | Ty::Unknown)) {
            return Ty::Text;
        }
        if methods.texts.contains(name) {
            return Ty::list(Ty::Text);
        }
        if methods.pair.contains(name) {
            return Ty::tuple([Ty::Text, Ty::Text]);
        }
        if methods.scalars.contains(name) && matches!(base, Ty::Text) {
            return Ty::list(Ty::Scalar);
        }
        if methods.mapped.contains(name) {
            return self.mapped(base, name, body, args, depth);
        }
        if methods.element.contains(name) {
            return base.entry();
        }
        if methods.same.contains(name) {
            let unwraps = name.starts_with("unwrap") || matches!(name, "expect" | "ok" | "into_inner" | "await");
            return if unwraps { base.value() } else { base.clone() };
        }
        match builds && !asks && !self.std.builders_end.contains(name) {
            true => base.clone(),
            false => Ty::Unknown,
        }
    }

    /// `map` and its kin: the closure's result in the receiver's shape.
    fn mapped(&self, base: &Ty, name: &str, body: &Body, args: &[ExprId], depth: u32) -> Ty {
        let Some(last) = args.last() else { return Ty::Unknown };
        let result = self.callback_result(body, *last, depth);
        match base.value() {
            Ty::List(_) | Ty::Map(_) if name == "find_map" => result,
            Ty::List(_) | Ty::Map(_) if matches!(name, "flat_map") => Ty::list(result.element()),
            Ty::List(_) | Ty::Map(_) => Ty::list(result),
            _ => match base {
                Ty::Fall(of) if name == "map" => Ty::fall(result, of.1.clone()),
                _ => result,
            },
        }
    }
}
