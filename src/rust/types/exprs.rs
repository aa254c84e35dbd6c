//! Types of expressions.

use super::{Place, Ty, Types};
use crate::rust::facts::Owner;
use crate::rust::index::{Body, Def, ItemId, Res};
use crate::rust::name::Name;
use crate::rust::tree::*;

/// Recursion ends here; deeper types are unknown.
pub(super) const DEPTH: u32 = 128;

impl Types<'_, '_> {
    /// The type of an expression.
    pub fn of(&self, body: &Body, expr: ExprId) -> Ty {
        self.typed(body, expr, DEPTH)
    }

    pub(super) fn typed(&self, body: &Body, expr: ExprId, depth: u32) -> Ty {
        let Some(depth) = depth.checked_sub(1) else { return Ty::Unknown };
        let key = (body.file, expr);
        if let Some(known) = self.exprs.borrow().get(&key) {
            return known.clone();
        }
        // A circle (`x = x.f()`) finds nothing while it is worked out.
        self.exprs.borrow_mut().insert(key, Ty::Unknown);
        let found = self.work_out(body, expr, depth).bounded();
        self.exprs.borrow_mut().insert(key, found.clone());
        found
    }

    fn work_out(&self, body: &Body, expr: ExprId, depth: u32) -> Ty {
        let tree = self.index().tree(body.file);
        let again = |expr: ExprId| self.typed(body, expr, depth);
        match tree.kind(expr) {
            ExprKind::Str(_) | ExprKind::Bytes(_) => Ty::Text,
            ExprKind::Scalar(_) | ExprKind::Assign { .. } | ExprKind::Let { .. } => Ty::Scalar,
            ExprKind::Binary { op: BinOp::Add | BinOp::Other, left, right } => match again(left) {
                Ty::Unknown if again(right) == Ty::Scalar => Ty::Scalar,
                found => found,
            },
            ExprKind::Binary { .. } => Ty::Scalar,
            ExprKind::Not(inner) => match again(inner) {
                Ty::Unknown => Ty::Scalar,
                found => found,
            },
            ExprKind::Cast { ty, .. } => self.written(Place::of(body), ty),
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Await(inner) => again(inner),
            ExprKind::Try(inner) => again(inner).value(),
            ExprKind::Struct(literal) => self.literal(body, tree.struct_(literal), depth),
            ExprKind::Path(path) => match self.infer.locals(body).uses.get(&expr) {
                Some(id) => self.bound_at(body, &self.infer.locals(body).bindings[*id as usize], depth),
                None => self.item_type(body, tree.path(path)),
            },
            ExprKind::Field { base, name } => match again(base) {
                found @ Ty::Tuple(_) => name.text().parse().map_or(Ty::Unknown, |at| found.at(at)),
                found => self.field(&found, name),
            },
            ExprKind::Index { base, index } => match (again(base), tree.kind(index)) {
                (found, ExprKind::Range { .. }) => found,
                (found, _) => found.entry(),
            },
            ExprKind::Call { callee, args } => self.call(body, callee, tree.exprs_of(args), depth),
            ExprKind::Method { receiver, name, args } => {
                self.method(body, expr, receiver, name, tree.exprs_of(args), depth)
            }
            ExprKind::Macro(mac) => self.macro_type(body, tree.mac(mac), depth),
            ExprKind::Tuple(items) => match tree.exprs_of(items) {
                [] => Ty::Scalar,
                items => Ty::tuple(items.iter().map(|item| again(*item))),
            },
            ExprKind::Array(items) => match tree.exprs_of(items).first() {
                Some(item) if matches!(tree.kind(*item), ExprKind::Scalar(_)) => Ty::Text,
                Some(item) => Ty::list(again(*item)),
                None => Ty::list(Ty::Unknown),
            },
            ExprKind::Block(block) => tree.block(block).value.map_or(Ty::Scalar, again),
            ExprKind::If { then, other: Some(other), .. } => self.first_known(body, &[then, other], depth),
            ExprKind::Match(node) => {
                let arms: Vec<ExprId> = tree.match_(node).arms.iter().map(|(_, arm)| *arm).collect();
                self.first_known(body, &arms, depth)
            }
            ExprKind::Range { .. } => Ty::list(Ty::Scalar),
            _ => Ty::Unknown,
        }
    }

    /// The type of several choices: the first that says something; arms that
    /// return or panic have no say.
    fn first_known(&self, body: &Body, choices: &[ExprId], depth: u32) -> Ty {
        let mut found = Ty::Unknown;
        for choice in choices {
            match self.typed(body, *choice, depth) {
                Ty::Unknown => {}
                Ty::Scalar if !matches!(found, Ty::Unknown) => {}
                Ty::Scalar => found = Ty::Scalar,
                known => return known,
            }
        }
        found
    }

    fn literal(&self, body: &Body, literal: &StructLit, depth: u32) -> Ty {
        match self.constructor_type(body, &literal.path) {
            Ty::Adt(id, args) if args.is_empty() => {
                let variant = self.constructed(body, &literal.path).map_or(0, |(_, variant)| variant);
                let fields: Vec<_> = literal.fields.iter().map(|(name, _, value)| (*name, *value)).collect();
                self.built(body, id, variant, &fields, depth)
            }
            found => found,
        }
    }

    pub(super) fn constructor_type(&self, body: &Body, path: &Path) -> Ty {
        if path.ident().is_some_and(|name| name == "Self") {
            return self.own(body.file, body.owner);
        }
        match self.infer.resolve(body, path).into_iter().next() {
            Some(Res::Def(Def::Adt(id) | Def::Variant(id, _))) => Ty::Adt(id, [].into()),
            Some(Res::Def(Def::Alias(id))) => match self.index().alias_target(id) {
                Some(Res::Def(Def::Adt(id))) => Ty::Adt(id, [].into()),
                _ => Ty::Unknown,
            },
            Some(Res::External(full)) => self.foreign(Name::new(&full), [].into()),
            _ => Ty::Unknown,
        }
    }

    fn item_type(&self, body: &Body, path: &Path) -> Ty {
        match self.infer.resolve(body, path).into_iter().next() {
            Some(Res::Def(Def::Const(id))) => {
                let item = self.index().const_(id);
                let module = self.index().module(id.file, item.module);
                let place = Place { file: id.file, module, owner: item.owner, of: None };
                item.ty.map_or(Ty::Unknown, |ty| self.written(place, ty))
            }
            Some(Res::Def(Def::Variant(id, _) | Def::Adt(id))) => Ty::Adt(id, [].into()),
            Some(Res::External(full)) => self.foreign_value(&full),
            _ if path.last().is_some_and(|last| matches!(last.text(), "MAX" | "MIN" | "EPSILON")) => Ty::Scalar,
            _ => Ty::Unknown,
        }
    }

    /// `Level::TRACE`: a value of the type before it.
    fn foreign_value(&self, full: &str) -> Ty {
        let Some((of, last)) = full.rsplit_once("::") else { return Ty::Unknown };
        let name = of.rsplit("::").next().unwrap_or(of);
        match last {
            "MAX" | "MIN" | "EPSILON" => Ty::Scalar,
            _ if name.starts_with(char::is_uppercase) => self.foreign(Name::new(of), [].into()),
            _ if last.starts_with(char::is_uppercase) && last.chars().any(char::is_lowercase) => {
                self.foreign(Name::new(full), [].into())
            }
            // `general_purpose::STANDARD`: its methods are not ours.
            _ if last.len() > 1 && last.bytes().all(|b| b.is_ascii_uppercase() || b == b'_') => {
                Ty::Foreign(Name::new(full), [].into())
            }
            _ => Ty::Unknown,
        }
    }

    fn call(&self, body: &Body, callee: ExprId, args: &[ExprId], depth: u32) -> Ty {
        let tree = self.index().tree(body.file);
        let Some(path) = tree.path_of(callee) else { return Ty::Unknown };
        if let Some(id) = self.infer.locals(body).uses.get(&callee) {
            return self.closure_result(body, *id, depth);
        }
        for res in self.infer.resolve(body, path) {
            match res {
                Res::Def(Def::Fn(id)) => return self.result_of(body, id, args, depth),
                Res::Def(Def::Variant(id, variant)) => return self.constructed_by(body, id, variant, args, depth),
                Res::Def(Def::Adt(id)) => return self.constructed_by(body, id, 0, args, depth),
                Res::External(full) => return self.foreign_call(body, &full, path, args, depth),
                Res::Def(_) => {}
            }
        }
        if let Some(made) = self.made_by_trait(body, path) {
            return made;
        }
        let full: Vec<&str> = path.segments.iter().map(|segment| segment.name.text()).collect();
        self.foreign_call(body, &full.join("::"), path, args, depth)
    }

    fn closure_result(&self, body: &Body, binding: u32, depth: u32) -> Ty {
        let locals = self.infer.locals(body);
        let crate::rust::locals::Origin::Value(init) = locals.bindings[binding as usize].origin else {
            return Ty::Unknown;
        };
        match self.index().tree(body.file).kind(init) {
            ExprKind::Closure(closure) => self.typed(body, self.index().tree(body.file).closure(closure).body, depth),
            _ => Ty::Unknown,
        }
    }

    /// A call into another crate, by the end of its path.
    fn foreign_call(&self, body: &Body, full: &str, path: &Path, args: &[ExprId], depth: u32) -> Ty {
        let mut names = full.rsplit("::");
        let last = names.next().unwrap_or_default();
        let of = names.next().unwrap_or_default();
        let first = |this: &Self| args.first().map_or(Ty::Unknown, |arg| this.typed(body, *arg, depth));
        let two = if of.is_empty() { last.to_owned() } else { format!("{of}::{last}") };
        if self.std.functions.text.contains(&two) {
            return Ty::fall(Ty::Text, Ty::Error);
        }
        if self.std.functions.scalar.contains(&two) {
            return Ty::Scalar;
        }
        if self.std.functions.first.contains(&two) {
            return first(self);
        }
        if let Some(path) = self.std.functions.returns.get(&two) {
            return self.foreign(Name::new(path), [].into());
        }
        match last {
            "Some" | "Ok" if matches!(of, "" | "Option" | "Result") => return first(self),
            "Err" => return Ty::fall(Ty::Unknown, first(self)),
            "from_str" if of.starts_with("serde") => return Ty::fall(self.turbofish_of(body, path), Ty::Error),
            _ => {}
        }
        if !of.starts_with(char::is_uppercase) {
            return Ty::Unknown;
        }
        if self.std.through.contains(of) {
            // `BufWriter::with_capacity(n, writer)`: sizes come first.
            return match last {
                "with_capacity" => args.last().map_or(Ty::Unknown, |arg| self.typed(body, *arg, depth)),
                _ => first(self),
            };
        }
        // `Type::new()` gives that type; its arguments may be written.
        let written = path.segments.iter().rev().nth(1).map(|segment| segment.args).unwrap_or_default();
        let args = self.index().tree(body.file).types_of(written).to_vec();
        let args = args.into_iter().map(|ty| self.written(Place::of(body), ty)).collect();
        let head = full.strip_suffix(last).and_then(|head| head.strip_suffix("::")).unwrap_or(of);
        self.foreign(Name::new(head), args)
    }

    fn turbofish_of(&self, body: &Body, path: &Path) -> Ty {
        let given = path.segments.last().map(|last| last.args).unwrap_or_default();
        let first = self.index().tree(body.file).types_of(given).first().copied();
        first.map_or(Ty::Unknown, |ty| self.written(Place::of(body), ty))
    }

    fn method(&self, body: &Body, expr: ExprId, receiver: ExprId, name: Name, args: &[ExprId], depth: u32) -> Ty {
        let base = self.typed(body, receiver, depth);
        if let Some(id) = self.own_method(&base, name) {
            return self.method_result(&base, id);
        }
        if let Some(ty) = self.turbofish(body, expr) {
            return if name == "parse" { Ty::fall(ty, Ty::Error) } else { ty };
        }
        let known = self.standard(&base, name.text(), body, args, depth);
        match (known, base) {
            // A method that only one type of the workspace has.
            (Ty::Unknown, Ty::Unknown) => {
                match self.infer.method_targets(body, receiver, name, args.len()).as_slice() {
                    [only] => self.returned(*only),
                    _ => Ty::Unknown,
                }
            }
            (known, _) => known,
        }
    }

    /// The workspace's own method on a type; of a trait's, the one that its
    /// only implementation has.
    pub fn own_method(&self, base: &Ty, name: Name) -> Option<ItemId> {
        let def = base.def()?;
        let methods = self.index().methods(def, name);
        let found = methods.iter().find(|id| self.index().fn_(**id).has_self).or(methods.first()).copied()?;
        match def {
            Def::Trait(of) if !self.index().fn_(found).has_body() => self.only_implementation(of, name).or(Some(found)),
            _ => Some(found),
        }
    }

    fn only_implementation(&self, of: ItemId, name: Name) -> Option<ItemId> {
        if let Some(known) = self.only.borrow().get(&(of, name)) {
            return *known;
        }
        let found = self.find_implementation(of, name);
        self.only.borrow_mut().insert((of, name), found);
        found
    }

    fn find_implementation(&self, of: ItemId, name: Name) -> Option<ItemId> {
        let mut found = self.index().fns_named(name).iter().filter(|id| {
            let Owner::Impl(number) = self.index().fn_(**id).owner else { return false };
            let item = &self.index().unit(id.file).facts.impls[number as usize];
            let module = self.index().module(id.file, item.module);
            let named = item.trait_.as_ref().and_then(|path| self.index().resolve(module, path));
            named == Some(Res::Def(Def::Trait(of)))
        });
        let only = found.next()?;
        found.next().is_none().then_some(*only)
    }

    fn method_result(&self, base: &Ty, id: ItemId) -> Ty {
        let open = self.returned(id);
        match base.value() {
            Ty::Adt(adt, args) if !args.is_empty() => {
                let names = self.index().adt(adt).generics.iter().map(|(name, _)| *name);
                open.filled(&names.zip(args.iter().cloned()).collect::<Vec<_>>())
            }
            _ => open,
        }
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
        if let Ty::Foreign(path, _) = base
            && self.std.builders.contains(path.text().rsplit("::").next().unwrap_or_default())
            && !self.std.builders_end.contains(name)
        {
            return base.clone();
        }
        Ty::Unknown
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

    /// What a closure, or a function handed over by name, gives.
    pub(super) fn callback_result(&self, body: &Body, callback: ExprId, depth: u32) -> Ty {
        let tree = self.index().tree(body.file);
        match tree.kind(callback) {
            ExprKind::Closure(closure) => self.typed(body, tree.closure(closure).body, depth),
            ExprKind::Path(path) => {
                let path = tree.path(path);
                match self.infer.resolve(body, path).into_iter().next() {
                    Some(Res::Def(Def::Fn(id))) => self.returned(id),
                    Some(Res::Def(Def::Variant(id, _) | Def::Adt(id))) => Ty::Adt(id, [].into()),
                    _ => match path.last().map(Name::text) {
                        Some("to_string" | "to_owned" | "into_string" | "from") if path.segments.len() == 2 => {
                            match path.segments[0].name.text() {
                                of if self.std.text.contains(of) || of == "ToString" => Ty::Text,
                                _ => Ty::Unknown,
                            }
                        }
                        _ => Ty::Unknown,
                    },
                }
            }
            _ => Ty::Unknown,
        }
    }

    fn macro_type(&self, body: &Body, mac: &MacroCall, depth: u32) -> Ty {
        let first = |this: &Self| mac.args.first().map_or(Ty::Unknown, |arg| this.typed(body, arg.expr, depth));
        match mac.path.last().map(Name::text) {
            Some(
                "format" | "format_args" | "concat" | "stringify" | "env" | "include_str" | "file" | "module_path",
            ) => Ty::Text,
            Some("line" | "column" | "matches" | "cfg") => Ty::Scalar,
            Some("vec") => Ty::list(first(self)),
            Some("dbg") => first(self),
            Some("anyhow" | "eyre" | "format_err") => Ty::Error,
            Some("option_env") => Ty::Text,
            Some("span" | "trace_span" | "debug_span" | "info_span" | "warn_span" | "error_span") => {
                Ty::Foreign(Name::new("tracing::Span"), [].into())
            }
            Some("json") => Ty::Foreign(Name::new("serde_json::Value"), [].into()),
            _ => Ty::Unknown,
        }
    }
}
