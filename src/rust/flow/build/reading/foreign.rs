//! Calls of functions of other crates, by what `rules/flow/values.yaml` says
//! of them.

use crate::rust::flow::build::Builder;
use crate::rust::flow::graph::{Node, Showing};
use crate::rust::flow::lists::end_of;
use crate::rust::flow::roles::{REDACTORS, has_one};
use crate::rust::locals::{Origin, Proj};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;

impl Builder<'_, '_, '_> {
    pub(in crate::rust::flow::build) fn foreign_call(&mut self, e: ExprId, full: &str, path: &Path, args: &[ExprId]) {
        let values = self.flow.know.values;
        let end = end_of(full);
        let last = path.last().map_or("", Name::text);
        let listed = |list: &foldhash::HashSet<String>| list.contains(end) || list.contains(last);
        if values.environment.contains(end) {
            return self.environment_read(e, args);
        }
        if values.reads_files.contains(end) {
            self.file_read(e, args);
        }
        if let (true, Some(made)) = (values.runs.contains(end), args.first()) {
            let result = self.node(e);
            self.hand(*made, None, Some(result));
        }
        if listed(&values.wraps) || self.turns_into_text(end) {
            args.iter().for_each(|arg| self.pass(*arg, e));
        }
        if values.joins.contains(last) && end.starts_with(char::is_lowercase) {
            self.joined(e, args);
        }
        if let (true, [value]) = (matches!(last, "from" | "try_from"), args) {
            self.converted(e, *value);
        }
        if values.restyles(last) && !self.flow.know.cleans(last) {
            args.first().into_iter().for_each(|arg| self.pass(*arg, e));
        }
        let given = if last.starts_with("to_writer") { args.get(1) } else { args.first() };
        if let (true, Some(given)) = (listed(&values.serializes), given) {
            self.serializes(e, *given);
        }
        if self.flow.know.cleans(last) || last.starts_with(char::is_uppercase) {
            self.hand_on(args);
        }
        if let (Some(showing), Some(first)) = (formatter(end), args.first()) {
            let nodes = self.shown(*first, showing);
            self.formatted(e, *first, nodes);
        }
        if let (true, [from, to, ..]) = (values.copies.contains(end), args) {
            self.copied_into(e, *from, *to);
        }
        self.written_by(e, end, last, args);
        self.encoded(last, args);
        self.swapped(e, end, args);
        self.fetched(e, full, args);
        self.opened_as_file(end, args);
        self.verified_by(end, args);
        self.makes_key(end, args);
        self.set_as_cookie(end, args);
        self.connects_to(end, args);
        self.call_sinks(e, end, last, args);
        self.method_by_path(e, end, args);
        // `keyring::Entry::get_password` and the like.
        let name = path.last().unwrap_or_else(|| Name::new(""));
        let hides = path.segments.iter().any(|of| has_one(of.name.text(), REDACTORS));
        if !values.is_act(last) && !hides && !last.starts_with(char::is_uppercase) && self.flow.names_secret(name) {
            let ty = self.ty(e);
            if matches!(ty.value(), Ty::Text) || end.starts_with("rpassword::") {
                self.seed_expr(e, name, &Ty::Text);
            }
        }
    }

    /// `Write::write_all(&mut x, text)` is `x.write_all(text)`.
    pub(in crate::rust::flow::build) fn method_by_path(&mut self, e: ExprId, end: &str, args: &[ExprId]) {
        let Some((of, method)) = end.rsplit_once("::") else { return };
        let Some((receiver, rest)) = args.split_first() else { return };
        let values = self.flow.know.values;
        let shows = self.flow.know.sinks.values().any(|sinks| sinks.calls.contains_key(end));
        if !of.starts_with(char::is_uppercase) && of != "str" || values.wraps.contains(end) || shows {
            return;
        }
        let base = self.ty(*receiver);
        if values.fills.contains(method) {
            self.method_sinks(e, *receiver, &base, method, rest);
            self.fill(e, *receiver, &base, method, rest);
        } else if values.keeps.contains(method) || self.flow.types.is_carried(method) {
            self.carry(e, *receiver, &base, method, rest);
        }
    }

    /// `future::join(a, b)`, `rayon::join(|| a, || b)`: what each gives, in its
    /// place.
    pub(in crate::rust::flow::build) fn joined(&mut self, e: ExprId, args: &[ExprId]) {
        for (at, arg) in args.iter().enumerate() {
            let (from, whole, ty) = (self.node(*arg), self.node(e), self.ty(*arg));
            let to = self.flow.graph.id(Node::Part(whole, at as u32));
            self.copy(from, to, &ty);
            self.hand(*arg, None, Some(to));
        }
    }

    /// `X::from(text)` of a type that is text.
    pub(in crate::rust::flow::build) fn turns_into_text(&self, end: &str) -> bool {
        let Some((of, "from" | "new" | "from_str" | "try_from")) = end.rsplit_once("::") else { return false };
        let values = self.flow.know.values;
        let is_like = |words: &foldhash::HashSet<String>, ends: bool| {
            words.iter().any(|word| of.starts_with(word) || ends && of.ends_with(word))
        };
        values.text_types.contains(of) || is_like(&values.text_like, true) && !is_like(&values.text_hidden, false)
    }

    pub(in crate::rust::flow::build) fn environment_read(&mut self, e: ExprId, args: &[ExprId]) {
        self.names_variable(args);
        let Some(arg) = args.first().copied() else { return };
        let reader = self.flow.named_by_parameter(&self.body, arg);
        self.flow.readers.extend(reader.filter(|_| !self.body.test));
        let name = self.flow.environment(&self.body, arg).or_else(|| self.variable_listed(arg));
        if let Some(name) = name.filter(|name| !self.flow.is_path_of_database(self.body.file, name)) {
            let node = self.node(e);
            self.flow.seed_read(node, &name, (self.body.file, self.tree.expr(e).span));
        }
    }
}

impl Builder<'_, '_, '_> {
    /// `for name in ["API_KEY"] { env::var(name) }`: a secret's name among those
    /// that a variable goes through.
    fn variable_listed(&self, arg: ExprId) -> Option<String> {
        let id = self.flow.named_by(&self.body, arg)?;
        let binding = &self.locals.bindings[id as usize];
        match (binding.origin, &binding.path[..]) {
            (Origin::Value(init), []) => self.flow.environment(&self.body, init),
            (Origin::Value(init), [Proj::Element]) => self.flow.secret_listed(&self.body, init),
            (Origin::Closure(closure, 0), []) => self.flow.secret_listed(&self.body, self.handed_each(closure)?),
            _ => None,
        }
    }
}

/// `Display::fmt(x, f)`: how `x` is shown.
fn formatter(end: &str) -> Option<Showing> {
    match end {
        "Display::fmt" => Some(Showing::Display),
        "Debug::fmt" => Some(Showing::Debug),
        _ => None,
    }
}
