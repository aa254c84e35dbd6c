//! Where a value becomes visible: the calls, methods and literals of
//! `rules/flow/sinks.yaml`.

use super::urls::is_address;
use crate::rust::flow::build::Builder;
use crate::rust::flow::build::reading::methods::type_name;
use crate::rust::flow::graph::{NodeId, Showing};
use crate::rust::index::ItemId;
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;
use crate::words::segments;

/// What is told to clients and models.
const OUTPUT: &str = "secret-in-output";

/// What is put into a table of keys and values.
const KEYED: &str = "key-value-secret";

impl Builder<'_, '_, '_> {
    /// A call into another crate that shows its arguments, or one of them.
    pub(in crate::rust::flow::build) fn call_sinks(&mut self, e: ExprId, end: &str, last: &str, args: &[ExprId]) {
        self.own_sink(e, Name::new(last), args);
        // A secret in a path is shown; one that is the path is none.
        if self.flow.know.values.opens_files.contains(end) && args.first().is_some_and(|path| self.is_whole(*path)) {
            return;
        }
        for (rule, sinks) in self.flow.know.sinks {
            let rule = Name::new(rule).text();
            let shown = sinks.calls.get(end).or_else(|| sinks.calls.get(last));
            let fails = sinks.errors && last == "Err";
            for (at, arg) in args.iter().enumerate() {
                let shows = shown.is_some_and(|only| only.is_none_or(|only| only == at));
                if shows && !self.hands_cookie(args, at) {
                    self.told(rule, e, *arg);
                } else if fails {
                    self.fails_with(rule, e, *arg);
                }
            }
        }
    }

    /// `Err(text)`, and `Err((StatusCode::BAD_REQUEST, text))`, which a server
    /// answers with.
    fn fails_with(&mut self, rule: &'static str, e: ExprId, arg: ExprId) {
        let parts = match self.tree.kind(arg) {
            ExprKind::Tuple(items) => self.tree.exprs_of(items),
            _ => &[],
        };
        match parts {
            [status, told @ ..] if self.ty(*status).value() != Ty::Text => {
                for part in told {
                    if self.ty(*part).value() == Ty::Text {
                        self.shows(rule, e, *part);
                    }
                }
            }
            _ if self.is_told(&self.ty(arg)) => self.shows(rule, e, arg),
            _ => {}
        }
    }

    /// A method that shows an argument, or writes to what is seen.
    pub(in crate::rust::flow::build) fn method_sinks(
        &mut self,
        e: ExprId,
        receiver: ExprId,
        base: &Ty,
        name: &str,
        args: &[ExprId],
    ) {
        if self.own(receiver, base, Name::new(name), args.len()).is_none() {
            self.own_sink(e, Name::new(name), args);
        }
        let of = type_name(base);
        for (rule, sinks) in self.flow.know.sinks {
            let rule = Name::new(rule).text();
            if self.flow.know.values.writes.contains(name) && of.is_some_and(|of| sinks.writers.contains(of)) {
                args.iter().for_each(|arg| self.shows(rule, e, *arg));
            }
            for method in sinks.methods.iter().filter(|method| method.name == name) {
                let fits = method.of.is_empty() || of.is_some_and(|of| method.of.contains(of));
                let Some(arg) = args.get(method.arg).filter(|_| fits) else { continue };
                let meant = self.is_public_pair(name, args)
                    || self.is_form(e, receiver, of)
                    || self.hands_cookie(args, method.arg);
                if !meant && !matches!(self.ty(*arg), Ty::Adt(..)) {
                    self.told(rule, e, *arg);
                }
            }
        }
    }

    /// `TextContent { text: secret, .. }`: a literal of another crate's type.
    pub(in crate::rust::flow::build) fn literal_sinks(&mut self, e: ExprId, literal: &StructLit) {
        let of = literal.path.last().map_or("", Name::text);
        for (rule, sinks) in self.flow.know.sinks {
            let Some(shown) = sinks.structs.get(of) else { continue };
            let rule = Name::new(rule).text();
            let fields = literal.fields.iter().filter(|(name, ..)| shown.contains(name.text()));
            fields.for_each(|(.., value)| self.told(rule, e, *value));
        }
    }

    /// What a sink is told, each value by itself; what was made to be handed
    /// out may be told to clients.
    fn told(&mut self, rule: &'static str, e: ExprId, arg: ExprId) {
        self.hand_on(&[arg]);
        let values = match rule {
            KEYED => self.placed(arg),
            OUTPUT => self.listed(arg),
            _ => vec![arg],
        };
        let held = matches!(self.tree.kind(arg), ExprKind::Path(_));
        for value in values {
            if rule != OUTPUT || !self.is_issued(value) {
                let shown = self.shown_by_value(value);
                self.sink(rule, e, if held { arg } else { value }, shown);
            }
        }
    }

    fn shows(&mut self, rule: &'static str, e: ExprId, value: ExprId) {
        let nodes = self.shown_by_value(value);
        self.sink(rule, e, value, nodes);
    }

    /// What a value shows, or what a closure gives.
    fn shown_by_value(&mut self, value: ExprId) -> Vec<NodeId> {
        let shown = match self.tree.kind(value) {
            ExprKind::Closure(closure) => self.tree.closure(closure).body,
            _ => value,
        };
        self.shown(shown, Showing::Display)
    }

    /// `json!({ "a": x, "b": y })`: what it is made of, without what a client
    /// is given to sign in with.
    fn listed(&self, arg: ExprId) -> Vec<ExprId> {
        match self.tree.kind(arg) {
            ExprKind::Ref(inner) => self.listed(inner),
            ExprKind::Path(_) => self.told_once(arg).map_or_else(|| vec![arg], |document| self.listed(document)),
            ExprKind::Macro(mac) if self.tree.mac(mac).path.last().is_some_and(|last| last == "json") => {
                let values = self.flow.know.values;
                let given = |name: Name| {
                    let words = segments(name.text());
                    let kinds = words.split_last().filter(|(last, _)| values.handed_out.contains(*last));
                    kinds.is_some_and(|(_, kinds)| kinds.iter().all(|kind| values.handed_kinds.contains(kind)))
                };
                let args = self.tree.mac(mac).args.iter();
                let args = args.filter(|arg| !arg.name.is_some_and(given) || self.is_typed_in(arg.expr));
                args.flat_map(|arg| self.listed(arg.expr)).collect()
            }
            _ => vec![arg],
        }
    }

    /// `"token": password`: what nobody is given to sign in with.
    fn is_typed_in(&self, value: ExprId) -> bool {
        let words = self.called(value).map(|name| segments(name.text())).unwrap_or_default();
        words.last().is_some_and(|last| self.flow.know.values.typed_in.contains(last))
    }

    /// `header(SET_COOKIE, session)`, `insert_header((SET_COOKIE, session))`:
    /// by which a client is given what it shall keep.
    fn hands_cookie(&self, args: &[ExprId], at: usize) -> bool {
        let key = match (args.get(at).map(|arg| self.tree.kind(*arg)), at.checked_sub(1)) {
            (Some(ExprKind::Tuple(pair)), _) => self.tree.exprs_of(pair).first(),
            (_, Some(before)) => args.get(before),
            _ => None,
        };
        let name = key.and_then(|key| match self.tree.kind(*key) {
            ExprKind::Str(text) => Some(self.tree.string(text).replace('-', "_")),
            ExprKind::Path(path) => self.tree.path(path).last().map(|last| last.text().to_owned()),
            _ => None,
        });
        name.is_some_and(|name| self.flow.know.values.handing_headers.contains(&name.to_lowercase()))
    }

    /// `execute(sql, ("name", secret))`, `&[&name, &secret]`: the values that
    /// a statement is given, each by itself.
    pub(in crate::rust::flow::build) fn placed(&self, arg: ExprId) -> Vec<ExprId> {
        match self.tree.kind(arg) {
            ExprKind::Ref(inner) if matches!(self.tree.kind(inner), ExprKind::Array(_) | ExprKind::Tuple(_)) => {
                self.placed(inner)
            }
            ExprKind::Tuple(items) | ExprKind::Array(items) => {
                self.tree.exprs_of(items).iter().flat_map(|item| self.placed(*item)).collect()
            }
            _ => vec![arg],
        }
    }

    /// A function, method or macro that the team says must not be given a
    /// secret.
    pub(in crate::rust::flow::build) fn own_sink(&mut self, e: ExprId, name: Name, args: &[ExprId]) {
        if self.flow.know.own.sinks.contains(name.text()) {
            for arg in args {
                let nodes = self.shown(*arg, Showing::Display);
                self.sink("secret-in-output", e, *arg, nodes);
            }
        }
    }

    /// What an error is made of is shown to whoever reads the error.
    pub(in crate::rust::flow::build) fn error_built(&mut self, e: ExprId, id: ItemId, variant: u32, args: &[ExprId]) {
        if !self.flow.may_fail_as(id) {
            return;
        }
        let adt = self.flow.index().adt(id);
        let kept = adt.variants.get(variant as usize).map_or(0, |variant| variant.fields.len());
        if kept == 0 {
            return;
        }
        for rule in self.flow.error_rules() {
            for arg in args {
                let ty = self.ty(*arg);
                if ty.value() == Ty::Unknown || self.is_told(&ty) {
                    let nodes = self.shown(*arg, Showing::Display);
                    self.sink(rule, e, *arg, nodes);
                }
            }
        }
    }

    /// Whether what an error is made of is text, or keeps an address.
    fn is_told(&self, ty: &Ty) -> bool {
        ty.value() == Ty::Text || is_address(ty) || self.flow.keeps_url(ty)
    }

    /// The rules that watch what is written to a value of this type.
    pub(in crate::rust::flow::build) fn writer_rules(&self, ty: &Ty) -> Vec<&'static str> {
        let Some(of) = type_name(ty) else { return Vec::new() };
        let watched = self.flow.know.sinks.iter().filter(|(_, sinks)| sinks.writers.contains(of));
        watched.map(|(rule, _)| Name::new(rule).text()).collect()
    }

    /// `f(&mut stdout())`: what the callee writes there is shown.
    pub(in crate::rust::flow::build) fn lent_writer(&mut self, e: ExprId, arg: ExprId) {
        for rule in self.writer_rules(&self.ty(arg)) {
            let node = self.node(arg);
            self.sink(rule, e, arg, vec![node]);
        }
    }
}
