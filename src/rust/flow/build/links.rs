//! Addresses that are handed out with what opens them once: the link of a
//! mail, a signed download.

use super::Builder;
use crate::rust::flow::roles::{LINKED, LINKS, PUBLIC_PARAMETERS, STANDING};
use crate::rust::locals::{BindingId, Origin};
use crate::rust::name::Name;
use crate::rust::tree::*;
use crate::words::segments;

/// Whether all may see what a parameter of an address holds.
pub(super) fn is_public(name: &str) -> bool {
    PUBLIC_PARAMETERS.contains(&name.to_lowercase().as_str())
}

/// `{base}/reset-password?token={token}`: whether an address of the program's
/// own leads somebody on who has no other way to prove who they are. A token
/// that is used again is none that a mail may hold.
pub(super) fn leads_once(address: &str, called: Name) -> bool {
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
    words.iter().any(|word| is(LINKED, word)) || own && path.iter().any(|word| is(LINKS, word))
}

impl Builder<'_, '_, '_> {
    /// `form.append_pair("assertion", jwt)` with `.body(form.finish())` in the
    /// same body: what is sent is no address.
    pub(super) fn is_form(&self, receiver: ExprId, of: Option<&str>) -> bool {
        let Some(form) = self.variable(receiver).filter(|_| of == Some("Serializer")) else { return false };
        let mut sent = false;
        self.tree.walk(self.body.root, &mut |expr| {
            if let ExprKind::Method { name, args, .. } = self.tree.kind(expr)
                && matches!(name.text(), "body" | "set_body" | "body_string" | "send_string" | "send_bytes")
            {
                sent |= self.tree.exprs_of(args).iter().any(|arg| self.is_made_of(*arg, form));
            }
        });
        sent
    }

    /// Whether a text is what a serializer has gathered.
    fn is_made_of(&self, value: ExprId, form: BindingId) -> bool {
        let mut found = false;
        self.tree.walk(value, &mut |expr| {
            let id = self.locals.uses.get(&expr);
            let init = id.map(|id| self.locals.bindings[*id as usize].origin);
            found |= id == Some(&form);
            if let Some(Origin::Value(init)) = init {
                self.tree.walk(init, &mut |expr| found |= self.locals.uses.get(&expr) == Some(&form));
            }
        });
        found
    }
}

#[cfg(test)]
mod tests {
    use super::{Name, leads_once};

    #[test]
    fn a_mail_leads_once_and_a_client_again() {
        let leads = |address: &str, called: &str| leads_once(address, Name::new(called));
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
