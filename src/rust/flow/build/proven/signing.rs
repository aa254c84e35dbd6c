//! What a value is put to that signs somebody in, whatever it is called: the
//! value of a header, a cookie, the code that a login is finished with, the
//! address of a database that asks for a password.

use crate::rust::flow::build::Builder;
use crate::rust::flow::roles::{GIVEN_BACK, ends_in, has_one};
use crate::rust::flow::seeds::is_strong;
use crate::rust::locals::Origin;
use crate::rust::name::Name;
use crate::rust::tree::*;

/// Variables that are followed to see what a cookie is made of.
const FAR: u32 = 8;

/// Functions that make a cookie of a name and a value.
pub(in crate::rust::flow) const COOKIES: [&str; 2] = ["Cookie::new", "Cookie::build"];

/// The function that is handed the code of a login.
pub(in crate::rust::flow) const EXCHANGE: &str = "AuthorizationCode::new";

/// What the code of a login is called when it is proven to be one.
pub(in crate::rust::flow) const CODE: &str = "authorization code";

impl Builder<'_, '_, '_> {
    /// `request.header("X-Api-Key", value)`, `sessions.insert(id, user)`
    pub(in crate::rust::flow::build) fn put_under(&mut self, receiver: ExprId, method: &str, args: &[ExprId]) {
        let sets = matches!(method, "header" | "insert_header" | "append_header" | "set_header");
        let (key, value) = match (args, self.pair_of(args)) {
            (_, Some(pair)) if sets => pair,
            ([key, value], _) if sets || matches!(method, "insert" | "append") && self.is_headers(receiver, *key) => {
                (*key, *value)
            }
            ([id, of], _) if method == "insert" && self.keeps_who(receiver, *of) => {
                return self.prove(*id, "session id");
            }
            ([key, values @ ..], _) if matches!(method, "set" | "set_ex" | "setex" | "set_nx" | "pset_ex" | "put") => {
                return self.keep_by_key(*key, values);
            }
            ([key, value], _) if method == "insert" => return self.exchanged(*key, *value),
            _ => return,
        };
        let called = self.flow.text_of(&self.body, key).or_else(|| Some(self.called(key)?.text().to_owned()));
        let Some(name) = called.map(|name| name.to_lowercase().replace('-', "_")) else { return };
        match name.as_str() {
            "cookie" | "set_cookie" => self.prove_cookie(value, FAR),
            _ if has_one(&name, GIVEN_BACK) => {}
            _ if is_strong(&name) && self.flow.names_secret(Name::new(&name)) || name == "authorization" => {
                self.prove(value, &name);
            }
            _ => {}
        }
    }

    /// `insert_header(("X-Api-Key", value))`
    fn pair_of(&self, args: &[ExprId]) -> Option<(ExprId, ExprId)> {
        let [only] = args else { return None };
        match self.tree.kind(*only) {
            ExprKind::Tuple(items) => match self.tree.exprs_of(items) {
                [key, value] => Some((*key, *value)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether an expression is called as headers are, or what is put there by
    /// the constant of one.
    fn is_headers(&self, expr: ExprId, key: ExprId) -> bool {
        let constant = matches!(self.tree.kind(key), ExprKind::Path(_))
            && self.called(key).is_some_and(|name| matches!(name.text(), "AUTHORIZATION" | "COOKIE" | "SET_COOKIE"));
        constant || self.is_called_headers(expr)
    }

    /// Whether an expression is called as headers are.
    pub(in crate::rust::flow::build) fn is_called_headers(&self, expr: ExprId) -> bool {
        self.called(expr).is_some_and(|name| name.text().ends_with("headers") || name.text().ends_with("headers_mut"))
    }

    /// `Cookie::new("sid", id)`, `Cookie::build(("sid", id))`
    pub(in crate::rust::flow::build) fn set_as_cookie(&mut self, end: &str, args: &[ExprId]) {
        if end == EXCHANGE
            && let [code] = args
        {
            return self.prove(*code, CODE);
        }
        let (name, value) = match (args, self.pair_of(args)) {
            (_, Some(pair)) => pair,
            ([name, value], _) => (*name, *value),
            _ => return,
        };
        if !COOKIES.contains(&end) {
            return;
        }
        let text = self.flow.text_of(&self.body, name).or_else(|| Some(self.called(name)?.text().to_owned()));
        // Whose session it is everybody may know.
        let whose = self.called(value).is_some_and(|name| ends_in(name.text(), &["username", "email"]));
        if let Some(text) = text.filter(|text| !whose && self.flow.know.values.is_cookie(text)) {
            self.prove(value, &text.to_lowercase());
        }
    }

    /// `("code", code)` beside `("grant_type", "authorization_code")`
    pub(in crate::rust::flow::build) fn exchanged(&mut self, key: ExprId, value: ExprId) {
        if let Some(key) = self.literal_of(key).map(str::to_owned) {
            self.exchanged_as(&key, value);
        }
    }

    /// The same of a field. `("password", value)` says what the value is; what
    /// is wrong with a password is a message.
    pub(in crate::rust::flow::build) fn exchanged_as(&mut self, key: &str, value: ExprId) {
        let own = match self.tree.kind(value) {
            ExprKind::Method { receiver, name, .. } if matches!(name.text(), "to_owned" | "into") => receiver,
            _ => value,
        };
        let Some(id) = self.variable(own) else { return };
        let name = key.to_lowercase();
        if is_strong(&name) && self.may_be_called(id) && self.flow.names_secret(Name::new(&name)) {
            return self.prove(own, &name);
        }
        self.exchanged_code(key, value);
    }

    /// The same of a part of a document, which may be one for a client.
    pub(in crate::rust::flow::build) fn exchanged_code(&mut self, key: &str, value: ExprId) {
        let is_code = key == "js_code" || key == "code" && self.exchanges();
        if is_code && self.variable(value).is_some() {
            self.prove(value, CODE);
        }
    }

    /// Whether the body asks for a token by a code.
    fn exchanges(&self) -> bool {
        *self.exchanges.get_or_init(|| self.flow.exchanges_code(&self.body))
    }

    /// `PgPool::connect(&url)`: where a database is asked that wants a password.
    pub(in crate::rust::flow::build) fn connects_to(&mut self, end: &str, args: &[ExprId]) {
        let Some(address) = args.first().filter(|_| self.flow.know.values.addressed_by.contains(end)) else { return };
        let name = "database_url";
        let sqlite = self.called(*address).is_some_and(|name| has_one(name.text(), &["sqlite", "file", "path"]));
        // An address for any of them may be the path of a file.
        let file = end == "ConnectOptions::new" && self.flow.is_path_of_database(self.body.file, name);
        if !sqlite && !file && !self.flow.is_about_sqlite(&self.body) {
            self.prove(*address, name);
        }
    }

    /// `PgPoolOptions::new().max_connections(5).connect(&url)`
    pub(in crate::rust::flow::build) fn connects_with(&mut self, receiver: ExprId, method: &str, args: &[ExprId]) {
        if !matches!((method, args), ("connect" | "connect_lazy", [_])) {
            return;
        }
        let mut at = receiver;
        for _ in 0..FAR {
            at = match self.tree.kind(at) {
                ExprKind::Method { receiver, .. } => receiver,
                ExprKind::Call { callee, .. } => {
                    let names = self.tree.path_of(callee).map(Path::names).unwrap_or_default();
                    let of = names.iter().rev().nth(1).filter(|of| self.flow.know.values.pools.contains(of.text()));
                    let pool = of.and_then(|of| of.text().strip_suffix("Options"));
                    return pool.into_iter().for_each(|pool| self.connects_to(&format!("{pool}::{method}"), args));
                }
                ExprKind::Path(_) => {
                    match self.locals.uses.get(&at).map(|id| self.locals.bindings[*id as usize].origin) {
                        Some(Origin::Value(made)) if made != at => made,
                        _ => return,
                    }
                }
                _ => return,
            };
        }
    }
}
