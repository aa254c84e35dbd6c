//! What somebody stays signed in with: what a cookie is set to, the key under
//! which it is kept who has signed in, what a login gives.

use foldhash::HashSet;

use crate::rust::flow::build::Builder;
use crate::rust::flow::roles::{ACCOUNTS, SESSION_IDS, SESSIONS, SIGNS_IN, has_one};
use crate::rust::format::{Arg, Piece, pieces};
use crate::rust::locals::{Binding, BindingId, Origin};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::rust::types::Ty;

/// Parts of a sum that are looked at.
const FAR: u32 = 8;

impl Builder<'_, '_, '_> {
    /// `sessions.insert(id, user)`: who holds the id is that user. Those of a
    /// chat or a protocol are kept with what is said in them.
    pub(in crate::rust::flow::build) fn keeps_who(&self, kept: ExprId, value: ExprId) -> bool {
        self.called(kept).is_some_and(|name| has_one(&name.text().to_lowercase(), SESSIONS)) && self.is_somebody(value)
    }

    /// `user_id`, `Session { user_id, .. }`
    fn is_somebody(&self, value: ExprId) -> bool {
        let words = |name: Name| has_one(name.text(), ACCOUNTS);
        match (self.tree.kind(value), self.ty(value).value()) {
            (ExprKind::Ref(inner), _) => self.is_somebody(inner),
            (ExprKind::Struct(literal), _) => self.tree.struct_(literal).fields.iter().any(|(name, ..)| words(*name)),
            (_, Ty::Adt(id, _)) => words(self.flow.index().adt(id).name),
            _ => self.called(value).is_some_and(words),
        }
    }

    /// `store.set(format!("session:{id}"), user_id)`: what is kept under such a
    /// key.
    pub(in crate::rust::flow::build) fn keep_by_key(&mut self, key: ExprId, values: &[ExprId]) {
        let call = match self.tree.kind(key) {
            ExprKind::Ref(inner) => inner,
            _ => key,
        };
        let made = match self.tree.kind(call) {
            ExprKind::Path(_) => self.locals.uses.get(&call).map(|id| self.locals.bindings[*id as usize].origin),
            _ => Some(Origin::Value(call)),
        };
        let Some(Origin::Value(call)) = made else { return };
        let ExprKind::Macro(mac) = self.tree.kind(call) else { return };
        let ends = |before: &str| before.to_lowercase().ends_with("session:") || before.ends_with("sessions:");
        let ids = self.behind(call, self.tree.mac(mac), &ends);
        if values.iter().any(|value| self.is_somebody(*value)) {
            ids.into_iter().for_each(|id| self.prove_variable(id, "session id"));
        }
    }

    /// `"sid=".to_owned() + &id + "; Path=/"`, `format!("sid={id}")`: what stands
    /// behind the name of a cookie that somebody stays signed in with.
    pub(in crate::rust::flow::build) fn prove_cookie(&mut self, expr: ExprId, far: u32) {
        let Some(far) = far.checked_sub(1) else { return };
        match self.tree.kind(expr) {
            ExprKind::Ref(inner) | ExprKind::Try(inner) | ExprKind::Method { receiver: inner, .. } => {
                self.prove_cookie(inner, far);
            }
            ExprKind::Call { args, .. } => {
                if let [only] = self.tree.exprs_of(args) {
                    self.prove_cookie(*only, far);
                }
            }
            ExprKind::Path(_) => {
                let Some(id) = self.locals.uses.get(&expr).copied() else { return };
                let binding = &self.locals.bindings[id as usize];
                match binding.origin {
                    Origin::Value(init) if binding.path.is_empty() && init != expr => self.prove_cookie(init, far),
                    _ => {}
                }
            }
            ExprKind::Binary { .. } => {
                let parts = self.summands(expr, FAR);
                for two in parts.windows(2) {
                    let named = self.literal_of(two[0]).is_some_and(|text| self.names_cookie(text));
                    if let (true, Some(id)) = (named, self.variable(two[1])) {
                        self.prove_session(id);
                    }
                }
            }
            ExprKind::Macro(mac) => self.prove_written(expr, mac),
            _ => {}
        }
    }

    fn prove_written(&mut self, e: ExprId, mac: MacroId) {
        let ids = self.behind(e, self.tree.mac(mac), &|before| self.names_cookie(before));
        ids.into_iter().for_each(|id| self.prove_session(id));
    }

    /// What is also a part of a path, `format!("/s/{sid}")`, is in every link.
    fn prove_session(&mut self, id: BindingId) {
        let linked = self.in_paths.get_or_init(|| self.find_in_paths()).contains(&id);
        if !linked {
            self.prove_variable(id, "session cookie");
        }
    }

    /// The variables that are put behind a slash.
    fn find_in_paths(&self) -> HashSet<BindingId> {
        let mut found = HashSet::default();
        self.tree.walk(self.body.root, &mut |expr| {
            let ExprKind::Macro(mac) = self.tree.kind(expr) else { return };
            let mac = self.tree.mac(mac);
            if mac.path.last().is_some_and(|last| self.flow.know.values.formats.contains(last.text())) {
                found.extend(self.behind(expr, mac, &|before| before.ends_with('/')));
            }
        });
        found
    }

    /// The variables that a text puts behind such a part of it.
    fn behind(&self, e: ExprId, mac: &MacroCall, such: &dyn Fn(&str) -> bool) -> Vec<BindingId> {
        let Some(text) = mac.args.first().and_then(|arg| self.tree.str_of(arg.expr)) else { return Vec::new() };
        let pieces = pieces(text);
        let holes = pieces.windows(2).filter_map(|two| match two {
            [Piece::Text(before), Piece::Hole(hole)] if such(before) => Some(&hole.arg),
            _ => None,
        });
        let of = |arg: &Arg| match arg {
            Arg::Named(of) => self.locals.captures.get(&(e, Name::new(of))).copied(),
            Arg::At(at) => mac.args.get(1 + at).and_then(|arg| self.variable(arg.expr)),
        };
        holes.filter_map(of).collect()
    }

    /// `sid=`
    fn names_cookie(&self, before: &str) -> bool {
        let named = before.strip_suffix('=').map(|name| name.rsplit([' ', ';']).next().unwrap_or(name));
        named.is_some_and(|name| self.flow.know.values.is_cookie(name))
    }

    fn summands(&self, expr: ExprId, far: u32) -> Vec<ExprId> {
        match (self.tree.kind(expr), far.checked_sub(1)) {
            (ExprKind::Binary { left, right, .. }, Some(far)) => {
                let mut found = self.summands(left, far);
                found.extend(self.summands(right, far));
                found
            }
            _ => vec![expr],
        }
    }

    /// The text that is written here, be it made one's own.
    pub(in crate::rust::flow::build) fn literal_of(&self, expr: ExprId) -> Option<&str> {
        let mut at = expr;
        for _ in 0..FAR {
            at = match self.tree.kind(at) {
                ExprKind::Ref(inner) | ExprKind::Method { receiver: inner, .. } => inner,
                ExprKind::Call { args, .. } => match self.tree.exprs_of(args) {
                    [only] => *only,
                    _ => return None,
                },
                _ => return self.tree.str_of(at),
            };
        }
        None
    }

    /// `let sid = client.login(user, password)?`: what a login gives.
    pub(in crate::rust::flow::build) fn is_given_by_login(&mut self, binding: &Binding, ty: &Ty) -> bool {
        let Origin::Value(init) = binding.origin else { return false };
        let words = SESSION_IDS.contains(&binding.name.text());
        if !words || ty.value() != Ty::Text || !binding.path.is_empty() || self.body.test {
            return false;
        }
        self.chain(init).into_iter().any(|call| {
            let (name, args) = match self.tree.kind(call) {
                ExprKind::Method { name, args, .. } => (Some(name), args),
                ExprKind::Call { callee, args } => (self.tree.path_of(callee).and_then(Path::last), args),
                _ => return false,
            };
            let password = |arg: &ExprId| {
                self.called(*arg).is_some_and(|name| has_one(name.text(), &["password", "passwd", "passphrase"]))
            };
            name.is_some_and(|name| has_one(name.text(), SIGNS_IN)) && self.tree.exprs_of(args).iter().any(password)
        })
    }
}
