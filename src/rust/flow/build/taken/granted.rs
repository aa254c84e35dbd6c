//! What holds a secret since one was asked for, or is a part of it: the answer
//! to a request with a `grant_type`, a message that is made of a schema.

use super::failing::Failing;
use super::held::Held;
use super::wholes::Whole;
use crate::rust::flow::Flow;
use crate::rust::flow::build::Builder;
use crate::rust::flow::lists::end_of;
use crate::rust::flow::seeds::is_strong;
use crate::rust::locals::{Binding, BindingId};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;

/// Crates whose messages are made of a schema, and print all that is in them.
const MESSAGES: [&str; 2] = ["tonic", "prost"];

/// Steps from an answer to what the request was made of.
const STEPS: usize = 32;

/// Variables that are followed on the way.
const FAR: usize = 4;

/// What a request is told that is for a token (RFC 6749).
const GRANT: &str = "grant_type";

impl Builder<'_, '_, '_> {
    /// The answers to requests for a token, read as a text or document.
    pub(super) fn granted(&mut self) -> Vec<Whole> {
        let mut asks = false;
        self.tree.walk(self.body.root, &mut |expr| asks |= self.tree.str_of(expr) == Some(GRANT));
        if !asks {
            return Vec::new();
        }
        let locals = self.locals.clone();
        let mut found = Vec::new();
        for (id, binding) in locals.bindings.iter().enumerate() {
            let Some(call) = self.answers_grant(binding) else { continue };
            let of = Held { id: id as BindingId, members: Vec::new() };
            let (place, failing) = (self.tree.expr(call).span, self.failing(call, false));
            found.push(Whole { of, name: "access_token".to_owned(), place, failing, since: 0 });
        }
        found
    }

    /// The call that reads such an answer, when a variable is one.
    fn answers_grant(&self, binding: &Binding) -> Option<ExprId> {
        let mut at = super::cut::whole_value(self.tree, binding)?;
        let (mut read, mut far) = (None, 0);
        for _ in 0..STEPS {
            at = match self.tree.kind(at) {
                ExprKind::Ref(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => inner,
                ExprKind::Method { receiver, name, args } => {
                    let given = self.tree.exprs_of(args);
                    match name.text() {
                        "text" | "bytes" | "json" | "into_string" | "into_json" if given.is_empty() => read = Some(at),
                        "form" | "body" | "json" | "query" | "send_form" | "send_json" | "send_string"
                            if self.may_ask() && given.iter().any(|arg| self.names_grant(*arg)) =>
                        {
                            return read;
                        }
                        _ => {}
                    }
                    receiver
                }
                ExprKind::Call { callee, args } => {
                    let names = self.tree.path_of(callee)?.names();
                    let names: Vec<&str> = names.iter().map(|name| name.text()).collect();
                    let parses = self.flow.know.values.parses.contains(end_of(&names.join("::")));
                    self.tree.exprs_of(args).first().copied().filter(|_| parses)?
                }
                ExprKind::Path(_) if far < FAR => {
                    far += 1;
                    let of = &self.locals.bindings[*self.locals.uses.get(&at)? as usize];
                    super::cut::whole_value(self.tree, of)?
                }
                _ => return None,
            };
        }
        None
    }

    /// `&[("grant_type", …)]`, or a variable that is made of it.
    fn names_grant(&self, arg: ExprId) -> bool {
        let names = |root: ExprId| {
            let mut found = false;
            self.tree.walk(root, &mut |expr| found |= self.tree.str_of(expr) == Some(GRANT));
            found
        };
        let mut at = arg;
        while let ExprKind::Ref(inner) = self.tree.kind(at) {
            at = inner;
        }
        let made = self.variable(at).and_then(|id| {
            let binding = &self.locals.bindings[id as usize];
            super::cut::whole_value(self.tree, binding)
        });
        names(made.unwrap_or(at))
    }

    /// `request.password` of a message: what it holds by its name.
    pub(super) fn member_of_other(&mut self, expr: ExprId) -> Option<(ExprId, String)> {
        let ExprKind::Field { base, name } = self.tree.kind(expr) else { return None };
        let foreign = self.flow.has_messages(self.body.file) && matches!(self.ty(base).value(), Ty::Foreign(..));
        (foreign && self.is_sure(name)).then(|| (base, name.text().to_owned()))
    }

    /// `pb::Login { password, … }`: the same where it is made.
    pub(super) fn made_of_other(&mut self, id: BindingId) -> Option<Whole> {
        let value = super::cut::whole_value(self.tree, &self.locals.bindings[id as usize])?;
        let ExprKind::Struct(literal) = self.tree.kind(value) else { return None };
        if !self.flow.has_messages(self.body.file) || !matches!(self.ty(value).value(), Ty::Foreign(..)) {
            return None;
        }
        let fields: Vec<Name> = self.tree.struct_(literal).fields.iter().map(|(name, ..)| *name).collect();
        let name = fields.into_iter().find(|name| self.is_sure(*name))?;
        let (of, place) = (Held { id, members: Vec::new() }, self.tree.expr(value).span);
        Some(Whole { of, name: name.text().to_owned(), place, failing: Failing::default(), since: 0 })
    }

    fn is_sure(&mut self, name: Name) -> bool {
        is_strong(name.text()) && self.flow.names_secret(name)
    }
}

impl Flow<'_, '_> {
    /// Whether a file uses messages that are made of a schema.
    pub(in crate::rust::flow) fn has_messages(&self, file: u32) -> bool {
        let uses = &self.index().unit(file).facts.uses;
        uses.iter().any(|item| item.path.first().is_some_and(|first| MESSAGES.contains(&first.text())))
    }
}
