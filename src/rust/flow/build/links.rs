//! Addresses that are handed out with what opens them once: the link of a
//! mail, a signed download.

use super::Builder;
use crate::rust::flow::roles::{LINKED, LINKS, PUBLIC_PARAMETERS, STANDING};
use crate::rust::index::BodyKind;
use crate::rust::locals::{BindingId, Origin};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::words::segments;

/// Whether all may see what a parameter of an address holds.
pub(super) fn is_public(name: &str) -> bool {
    PUBLIC_PARAMETERS.contains(&name.to_lowercase().as_str())
}

/// `{base}/reset-password?token={token}`, or any page in `send_magic_link`:
/// whether an address of the program's own leads somebody on who has no other way to prove who they are. A token
/// that is used again is none that a mail may hold.
pub(super) fn leads_once(address: &str, called: Name, place: &str) -> bool {
    let words = segments(called.text());
    let path = segments(address.split('?').next().unwrap_or_default());
    // Who signs in elsewhere comes back with a code.
    let back = path.iter().any(|word| matches!(word.as_str(), "redirect" | "callback"));
    if back
        && address.split(['?', '&']).any(|pair| pair.starts_with("code={"))
        && words.last().is_some_and(|last| last == "code")
    {
        return true;
    }
    let is = |list: &[&str], word: &String| list.contains(&word.as_str());
    let token = words.iter().any(|word| matches!(word.as_str(), "token" | "code"));
    if !token || words.iter().any(|word| is(STANDING, word)) {
        return false;
    }
    let own = address.starts_with(['{', '/']);
    let sends = || segments(place).windows(2).any(|two| is(LINKED, &two[0]) && two[1] == "link");
    words.iter().any(|word| is(LINKED, word)) || own && (path.iter().any(|word| is(LINKS, word)) || sends())
}

impl Builder<'_, '_, '_> {
    /// `form.append_pair("assertion", jwt)` with `.body(form.finish())` in the
    /// same body: what is sent is no address.
    pub(super) fn is_form(&self, e: ExprId, receiver: ExprId, of: Option<&str>) -> bool {
        if of != Some("Serializer") && !self.is_of_serializer(receiver) {
            return false;
        }
        let form = self.variable(receiver);
        let mut sent = false;
        self.tree.walk(self.body.root, &mut |expr| {
            if let ExprKind::Method { name, args, .. } = self.tree.kind(expr)
                && matches!(name.text(), "body" | "set_body" | "body_string" | "send_string" | "send_bytes")
            {
                sent |= self.tree.exprs_of(args).iter().any(|arg| self.is_made_of(*arg, e, form));
            }
        });
        sent
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

    /// Whether a text is what a serializer has gathered: one that a variable
    /// holds, or the chain of calls that this one is part of.
    fn is_made_of(&self, value: ExprId, e: ExprId, form: Option<BindingId>) -> bool {
        let is = |expr: ExprId| expr == e || form.is_some() && self.locals.uses.get(&expr).copied() == form;
        let mut found = false;
        self.tree.walk(value, &mut |expr| {
            let init = self.locals.uses.get(&expr).map(|id| self.locals.bindings[*id as usize].origin);
            found |= is(expr);
            if let Some(Origin::Value(init)) = init {
                self.tree.walk(init, &mut |expr| found |= is(expr));
            }
        });
        found
    }

    /// `connection.db_uri("schema")`: the address of what is asked for.
    pub(super) fn asks_at(&self, function: Name, args: &[ExprId]) -> bool {
        let last = segments(function.text()).pop();
        let address = last.is_some_and(|last| matches!(last.as_str(), "uri" | "url"));
        address && args.iter().any(|arg| self.tree.str_of(*arg).is_some())
    }

    /// What the function is called that the body belongs to.
    pub(super) fn holder_name(&self) -> &'static str {
        match self.body.kind {
            BodyKind::Fn(id) => self.flow.index().fn_(id).name.text(),
            _ => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Name, leads_once};

    #[test]
    fn a_mail_leads_once_and_a_client_again() {
        let leads = |address: &str, called: &str| leads_once(address, Name::new(called), "send");
        assert!(leads_once("{}?token={}", Name::new("token"), "request_magic_link"));
        assert!(!leads_once("{}?token={}", Name::new("token"), "request_link"));
        assert!(leads("{}/reset-password?token={}", "raw_token"));
        assert!(leads("https://example.com/go?token={}", "reset_token"));
        assert!(!leads("https://example.com/reset?token={}", "token"));
        assert!(!leads("{}/reset-password?token={}", "admin_api_token"));
        assert!(leads("{redirect_uri}?code={code}", "code"));
        assert!(!leads("{base}/verify?code={code}", "code"));
        assert!(!leads("{}/users?token={}", "token"));
        assert!(!leads("{}/reset-password?key={}", "password"));
    }
}
