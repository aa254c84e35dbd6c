//! Where a serialised value is written: a file that the program reads again by
//! itself, another process, a writer that the caller lends.

use foldhash::{HashMap, HashSet};

use super::derives::derives;
use super::serialized::Part;
use crate::rust::flow::build::Builder;
use crate::rust::flow::build::reading::methods::type_name;
use crate::rust::flow::graph::Node;
use crate::rust::flow::roles::{CLAIMS, CONNECTIONS, has_one};
use crate::rust::locals::{BindingId, Origin};
use crate::rust::tree::*;
use crate::rust::types::Ty;

/// Registered claims that make a document the part of a signed token.
const SEVERAL: usize = 2;

/// How far back a value is followed to its type.
const DEPTH: u32 = 6;

impl Builder<'_, '_, '_> {
    /// `file.write_all(text)`, `child.stdin.write_all(text)`
    pub(in crate::rust::flow::build) fn written(&mut self, receiver: ExprId, base: &Ty, method: &str, args: &[ExprId]) {
        if !self.flow.know.values.writes.contains(method) {
            return;
        }
        match self.leads_on(receiver, base) {
            true => self.hand_on(args),
            false if self.is_file(base) => self.stored.extend(args),
            false => {}
        }
    }

    /// `fs::write(path, text)`, `to_writer(file, value)`
    pub(in crate::rust::flow::build) fn written_by(&mut self, e: ExprId, end: &str, last: &str, args: &[ExprId]) {
        match args {
            [_, text] if end == "fs::write" => self.stored.push(*text),
            [writer, value, ..] if last.starts_with("to_writer") => {
                let base = self.ty(*writer);
                let lent =
                    self.is_lent(*writer) && !is_known_file(&base) && !matches!(self.ty(*value).value(), Ty::Adt(..));
                if lent || self.leads_on(*writer, &base) {
                    self.hand_on(&[e]);
                } else if self.is_file(&base) {
                    self.stored.push(e);
                }
            }
            _ => {}
        }
    }

    /// Whether who is written to is another program: a child that waits for
    /// its input, a connection. What is known to be a file is one, whatever it is
    /// called.
    fn leads_on(&self, writer: ExprId, base: &Ty) -> bool {
        type_name(base).is_some_and(|of| has_one(of, CONNECTIONS))
            || !is_known_file(base) && self.called(writer).is_some_and(|name| has_one(name.text(), CONNECTIONS))
    }

    /// Whether a writer may be a file: no buffer, and nobody who watches.
    fn is_file(&self, base: &Ty) -> bool {
        !matches!(base.value(), Ty::Text | Ty::List(_) | Ty::Adt(..)) && self.writer_rules(base).is_empty()
    }

    /// Whether a writer is what the caller gave.
    fn is_lent(&self, writer: ExprId) -> bool {
        let binding = self.variable(writer).map(|id| &self.locals.bindings[id as usize]);
        binding.is_some_and(|binding| matches!(binding.origin, Origin::Param(_)) && binding.path.is_empty())
    }

    /// Whether what was serialised is a whole value of a type that is read
    /// again: what the program keeps so for itself is told of at the type.
    pub(in crate::rust::flow::build) fn is_read_again(&self, value: ExprId) -> bool {
        self.reads(value, DEPTH)
    }

    fn reads(&self, value: ExprId, depth: u32) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        if let Ty::Adt(id, _) = self.ty(value).value() {
            return derives(self.flow.index().adt(id)).any(|name| name == "Deserialize");
        }
        match self.tree.kind(value) {
            ExprKind::Ref(inner) | ExprKind::Deref(inner) | ExprKind::Try(inner) => self.reads(inner, depth),
            ExprKind::Path(_) => match self.held(value) {
                Some(init) => self.reads(init, depth),
                None => false,
            },
            // `json!(config)`
            ExprKind::Macro(mac) => match self.tree.mac(mac).args.as_slice() {
                [only] if only.name.is_none() => self.reads(only.expr, depth),
                _ => false,
            },
            ExprKind::Call { callee, args } => {
                let last = self.tree.path_of(callee).and_then(Path::last);
                let first = self.tree.exprs_of(args).first();
                last.is_some_and(|last| last == "to_value") && first.is_some_and(|first| self.reads(*first, depth))
            }
            _ => false,
        }
    }

    /// What a variable holds that is given once.
    fn held(&self, value: ExprId) -> Option<ExprId> {
        let binding = &self.locals.bindings[*self.locals.uses.get(&value)? as usize];
        match binding.origin {
            Origin::Value(init) if binding.path.is_empty() && binding.assigned.is_empty() => Some(init),
            _ => None,
        }
    }

    /// `encode(to_vec(&json!({ "iss": …, "sub": key }))?)`: the part of a token
    /// that is signed and shown to who knows the claims.
    pub(in crate::rust::flow::build) fn encoded(&mut self, method: &str, args: &[ExprId]) {
        if let [only] = args
            && has_one(method, &["encode"])
        {
            self.encoded.push(*only);
        }
    }

    /// After the walk: what of that is made of claims is handed on. They are
    /// followed to what is made of them, since a value may be encoded again
    /// and again.
    pub(in crate::rust::flow::build) fn hand_on_claims(&mut self) {
        let encoded = std::mem::take(&mut self.encoded);
        let mut wholes: HashMap<Part, Vec<Part>> = HashMap::default();
        let parts = self.trace(&encoded, &mut |whole, part| wholes.entry(part).or_default().push(whole));
        let mut left: Vec<Part> = parts.into_iter().filter(|part| self.is_of_claims(*part)).collect();
        let mut made: HashSet<Part> = HashSet::default();
        while let Some(part) = left.pop() {
            if made.insert(part) {
                left.extend(wholes.get(&part).into_iter().flatten());
            }
        }
        let claims: Vec<ExprId> = encoded.into_iter().filter(|value| made.contains(&Part::Expr(*value))).collect();
        self.hand_on(&claims);
    }

    fn is_of_claims(&mut self, part: Part) -> bool {
        match part {
            Part::Expr(expr) => match self.tree.kind(expr) {
                ExprKind::Macro(mac) => self.makes_claims(self.tree.mac(mac)),
                _ => false,
            },
            Part::Variable(_) => false,
        }
    }

    /// Whether a document has claims of a token, and no secret but under them.
    fn makes_claims(&mut self, mac: &MacroCall) -> bool {
        let registered = |arg: &&MacroArg| arg.name.is_some_and(|name| CLAIMS.contains(&name.text()));
        let others: Vec<_> = mac.args.iter().filter(|arg| !registered(arg)).collect();
        mac.path.last().is_some_and(|last| last == "json")
            && mac.args.iter().filter(registered).count() >= SEVERAL
            && !others.iter().any(|arg| {
                let called = self.called(arg.expr);
                arg.name.into_iter().chain(called).any(|name| self.flow.names_secret(name))
            })
    }

    /// What is put into a variable after it was made, if that is what it
    /// consists of: a session keeps more than it is.
    pub(in crate::rust::flow::build) fn put_into(&self, id: BindingId) -> Vec<ExprId> {
        let ty = self.flow.types.binding(&self.body, &self.locals.bindings[id as usize]);
        let document = matches!(type_name(&ty), Some("Value" | "Map" | "JsonValue" | "JsonObject"));
        if !document && !matches!(ty.value(), Ty::Text | Ty::List(_) | Ty::Map(_)) {
            return Vec::new();
        }
        let added = self.order.added(id).into_iter();
        let exprs = added.filter_map(|node| match self.flow.graph.node(node) {
            Node::Expr(file, expr) if file == self.body.file => Some(expr),
            _ => None,
        });
        exprs.collect()
    }
}

/// Whether a type is that of files.
fn is_known_file(ty: &Ty) -> bool {
    type_name(ty).is_some_and(|of| has_one(of, &["file"]))
}
