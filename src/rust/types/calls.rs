//! Types of what functions give.

use super::generics::Given;
use super::{Place, Ty, Types};
use crate::rust::index::{Body, Def, ItemId, Res};
use crate::rust::locals::Origin;
use crate::rust::name::Name;
use crate::rust::tree::*;

impl Types<'_, '_> {
    pub(super) fn call(&self, body: &Body, callee: ExprId, args: &[ExprId], depth: u32) -> Ty {
        let tree = self.index().tree(body.file);
        let Some(path) = tree.path_of(callee) else { return Ty::Unknown };
        if let Some(id) = self.infer.locals(body).uses.get(&callee) {
            return self.closure_result(body, *id, depth);
        }
        for res in self.infer.resolve(body, path) {
            match res {
                Res::Def(Def::Fn(id)) => return self.function_result(body, id, path, args, depth),
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

    /// A function of the workspace; `Type::method(x, y)` is `x.method(y)`.
    fn function_result(&self, body: &Body, id: ItemId, path: &Path, args: &[ExprId], depth: u32) -> Ty {
        let written = path.segments.last().map(|last| last.args).unwrap_or_default();
        match (self.index().fn_(id).has_self, args.split_first()) {
            (true, Some((receiver, args))) => {
                let receiver = self.typed(body, *receiver, depth);
                self.result_of(body, id, &Given { written, receiver: Some(&receiver), args }, depth)
            }
            _ => self.result_of(body, id, &Given { written, receiver: None, args }, depth),
        }
    }

    fn closure_result(&self, body: &Body, binding: u32, depth: u32) -> Ty {
        let locals = self.infer.locals(body);
        let Origin::Value(init) = locals.bindings[binding as usize].origin else {
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
        if let (true, Some(arg)) = (self.std.functions.last.contains(&two), args.last()) {
            return self.typed(body, *arg, depth);
        }
        if self.std.functions.each.contains(last) && of.starts_with("future") {
            return Ty::tuple(args.iter().map(|arg| self.typed(body, *arg, depth)));
        }
        if let Some(path) = self.std.functions.returns.get(&two) {
            return self.foreign(Name::new(path), [].into());
        }
        if let Some(given) = full.rsplit_once("::").and_then(|(of, name)| self.given(of, name)) {
            return given;
        }
        match last {
            "Some" | "Ok" if matches!(of, "" | "Option" | "Result") => return first(self),
            "Err" => return Ty::fall(Ty::Unknown, first(self)),
            "from_str" if of.starts_with("serde") => return Ty::fall(self.written_last(body, path), Ty::Error),
            _ => {}
        }
        if !of.starts_with(char::is_uppercase) {
            // `Token(1)` with `use mio::Token`: what holds something is called so.
            return if is_camel(last) && !of.is_empty() {
                self.foreign(Name::new(full), [].into())
            } else {
                Ty::Unknown
            };
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

    fn written_last(&self, body: &Body, path: &Path) -> Ty {
        let given = path.segments.last().map(|last| last.args).unwrap_or_default();
        let first = self.index().tree(body.file).types_of(given).first().copied();
        first.map_or(Ty::Unknown, |ty| self.written(Place::of(body), ty))
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

    pub(super) fn macro_type(&self, body: &Body, mac: &MacroCall, depth: u32) -> Ty {
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
            Some(name) if self.std.functions.each.contains(name) => {
                Ty::tuple(mac.args.iter().map(|arg| self.typed(body, arg.expr, depth)))
            }
            Some("json") => Ty::Foreign(Name::new("serde_json::Value"), [].into()),
            _ => Ty::Unknown,
        }
    }
}

/// Whether a name is that of a type: `Token`, not `token` or `TOKEN`.
fn is_camel(name: &str) -> bool {
    name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase)
}
