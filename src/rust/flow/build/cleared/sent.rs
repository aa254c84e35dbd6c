//! What a body sends as a request: to which address, and as its body.

use foldhash::HashSet;

use crate::rust::flow::build::Builder;
use crate::rust::flow::build::reading::methods::type_name;
use crate::rust::flow::roles::{BASES, BODIES, MAILS, has_one};
use crate::rust::index::BodyKind;
use crate::rust::locals::{BindingId, Origin};
use crate::rust::tree::*;
use crate::words::segments;

/// What a body sends: expressions, and variables that they are made of.
#[derive(Default)]
pub(in crate::rust::flow::build) struct Sent {
    exprs: HashSet<ExprId>,
    variables: HashSet<BindingId>,
}

impl Builder<'_, '_, '_> {
    /// Whether an address begins with where a client asks: `self.base_url`,
    /// `api_url`.
    pub(in crate::rust::flow::build) fn is_asked(&self, base: ExprId) -> bool {
        let own = match self.tree.kind(base) {
            ExprKind::Field { base, .. } => {
                self.tree.path_of(base).and_then(Path::ident).is_some_and(|of| of == "self")
            }
            _ => false,
        };
        let called = self.called(base);
        called.is_some_and(|name| {
            let words = segments(name.text());
            has_one(name.text(), &["api"]) || own && words.iter().all(|word| BASES.contains(&word.as_str()))
        })
    }

    /// Whether a body writes mails: `send_verification_email`, or one that sends
    /// in a file of that.
    pub(in crate::rust::flow::build) fn sends_mails(&self) -> bool {
        let holder = self.holder_name();
        let sends = has_one(holder, &["send", "mail", "notify"]);
        sends && (has_one(holder, MAILS) || self.flow.lies_in(self.body.file, &|part| has_one(part, MAILS)))
    }

    /// Whether an expression goes into the address of a request in this body:
    /// `client.get(format!(…))`, also by a variable.
    pub(in crate::rust::flow::build) fn is_requested(&self, e: ExprId) -> bool {
        self.requested.get_or_init(|| self.find_requested()).exprs.contains(&e)
    }

    fn find_requested(&self) -> Sent {
        let (mut sent, mut held) = (Sent::default(), HashSet::default());
        self.tree.walk(self.body.root, &mut |expr| {
            if let Some(address) = self.address_of(expr) {
                held.extend(self.send(address, &mut sent));
            }
        });
        self.send_held(held, &mut sent);
        sent
    }

    /// What a request is sent to: `reqwest::get(url)`, `client.post(url)`.
    fn address_of(&self, call: ExprId) -> Option<ExprId> {
        match self.tree.kind(call) {
            ExprKind::Call { callee, args } => {
                let gets = self.tree.path_of(callee).and_then(Path::last).is_some_and(|last| last == "get");
                let first = self.tree.exprs_of(args).first().copied();
                first.filter(|_| gets && self.flow.keeps_url(&self.ty(call)))
            }
            ExprKind::Method { receiver, name, args } if type_name(&self.ty(receiver)) == Some("Client") => {
                let at = match name.text() {
                    "get" | "post" | "put" | "patch" | "delete" | "head" => 0,
                    "request" => 1,
                    _ => return None,
                };
                let address = self.tree.exprs_of(args).get(at).copied();
                address.filter(|_| self.flow.keeps_url(&self.ty(receiver)))
            }
            _ => None,
        }
    }

    /// `form.append_pair("assertion", jwt)` with `.body(form.finish())` in the
    /// same body: what is sent is no address, unless it is put into one as well.
    pub(in crate::rust::flow::build) fn is_form(&self, e: ExprId, receiver: ExprId, of: Option<&str>) -> bool {
        if self.is_body(receiver) {
            return !self.is_asked_with(receiver);
        }
        if of != Some("Serializer") && !self.is_of_serializer(receiver) {
            return false;
        }
        let sent = self.sent.get_or_init(|| self.find_sent());
        sent.exprs.contains(&e) || self.variable(receiver).is_some_and(|form| sent.variables.contains(&form))
    }

    /// `let mut form = Serializer::new(String::new())`: a text of its own, that
    /// is called as what is sent.
    fn is_body(&self, receiver: ExprId) -> bool {
        let mut at = receiver;
        while let ExprKind::Method { receiver, .. } = self.tree.kind(at) {
            at = receiver;
        }
        let id = self.variable(at);
        let init = id.and_then(|id| match self.locals.bindings[id as usize].origin {
            Origin::Value(init) => Some(init),
            _ => None,
        });
        let called = id.map_or("", |id| self.locals.bindings[id as usize].name.text());
        let made = self.is_of_serializer(init.unwrap_or(at));
        made && (has_one(called, BODIES) || has_one(self.holder_name(), BODIES))
    }

    /// Whether what is printed into the query of an address is made of a form.
    fn is_asked_with(&self, form: ExprId) -> bool {
        let mut at = form;
        while let ExprKind::Method { receiver, .. } = self.tree.kind(at) {
            at = receiver;
        }
        let of = self.asked_with.get_or_init(|| self.find_asked_with());
        self.variable(at).is_some_and(|form| of.contains(&form))
    }

    /// The variables that are printed into queries, and those they are made of.
    fn find_asked_with(&self) -> HashSet<BindingId> {
        let mut found = self.find_asked();
        for id in found.clone() {
            if let Origin::Value(init) = self.locals.bindings[id as usize].origin {
                self.tree.walk(init, &mut |expr| found.extend(self.locals.uses.get(&expr).copied()));
            }
        }
        found
    }

    /// What is sent anywhere in the body, also by a variable that holds it.
    fn find_sent(&self) -> Sent {
        let (mut sent, mut held) = (Sent::default(), HashSet::default());
        let asked = self.find_asked();
        self.tree.walk(self.body.root, &mut |expr| {
            if let ExprKind::Method { name, args, .. } = self.tree.kind(expr)
                && self.flow.know.values.bodies.contains(name.text())
            {
                let both = |arg: &ExprId| self.variable(*arg).is_some_and(|id| asked.contains(&id));
                for arg in self.tree.exprs_of(args).iter().filter(|arg| !both(arg)) {
                    held.extend(self.send(*arg, &mut sent));
                }
            }
        });
        self.send_held(held, &mut sent);
        sent
    }

    /// What the variables are made of that something sent is made of.
    fn send_held(&self, held: HashSet<BindingId>, sent: &mut Sent) {
        for id in held {
            if let Origin::Value(init) = self.locals.bindings[id as usize].origin {
                self.send(init, sent);
            }
        }
    }

    /// Variables that are printed into the query of an address.
    fn find_asked(&self) -> HashSet<BindingId> {
        let mut found = HashSet::default();
        let asks = |mac: &MacroCall| {
            let text = mac.args.iter().find_map(|arg| self.tree.str_of(arg.expr));
            text.is_some_and(|text| text.contains("://") && text.contains('?'))
        };
        for ((at, _), id) in &self.locals.captures {
            if let ExprKind::Macro(mac) = self.tree.kind(*at)
                && asks(self.tree.mac(mac))
            {
                found.insert(*id);
            }
        }
        self.tree.walk(self.body.root, &mut |expr| {
            if let ExprKind::Macro(mac) = self.tree.kind(expr)
                && asks(self.tree.mac(mac))
            {
                let args = &self.tree.mac(mac).args;
                found.extend(args.iter().filter_map(|arg| self.variable(arg.expr)));
            }
        });
        found
    }

    /// Takes a value as sent; gives the variables in it.
    fn send(&self, value: ExprId, sent: &mut Sent) -> Vec<BindingId> {
        let mut found = Vec::new();
        self.tree.walk(value, &mut |expr| {
            sent.exprs.insert(expr);
            found.extend(self.locals.uses.get(&expr).copied());
        });
        sent.variables.extend(&found);
        found
    }

    /// `Serializer::new(…).append_pair(…)`
    fn is_of_serializer(&self, receiver: ExprId) -> bool {
        let mut at = receiver;
        while let ExprKind::Method { receiver, .. } = self.tree.kind(at) {
            at = receiver;
        }
        match self.tree.kind(at) {
            ExprKind::Call { callee, .. } => self
                .tree
                .path_of(callee)
                .is_some_and(|path| path.segments.iter().any(|segment| segment.name == "Serializer")),
            _ => false,
        }
    }

    /// What the function is called that the body belongs to.
    pub(in crate::rust::flow::build) fn holder_name(&self) -> &'static str {
        match self.body.kind {
            BodyKind::Fn(id) => self.flow.index().fn_(id).name.text(),
            _ => "",
        }
    }
}
