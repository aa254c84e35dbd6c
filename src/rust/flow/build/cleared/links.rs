//! Addresses that are handed out with what opens them once: the link of a
//! mail, a signed download.

use crate::rust::flow::roles::{LINKED, LINKS, PAGES, PUBLIC_PARAMETERS, STANDING, VERBS, ends_in, has_one};
use crate::rust::name::Name;
use crate::words::segments;

/// Whether all may see what a parameter of an address holds.
pub(in crate::rust::flow::build) fn is_public(name: &str) -> bool {
    PUBLIC_PARAMETERS.contains(&name.to_lowercase().as_str())
}

/// An address that leads somebody on who has no other way to prove who they
/// are: `{site}/reset-password?token={token}`, or any page in
/// `send_magic_link`.
pub(in crate::rust::flow::build) struct Link {
    /// Whether it is of the program's own, and no service's that it asks.
    own: bool,
    /// Whether it leads to a page that such a link leads to.
    page: bool,
    /// Whether who signed in elsewhere comes back there with a code.
    back: bool,
}

impl Link {
    /// The link that an address is in a function of this name; `asked` says
    /// that it begins with where a client asks, `mailed` that mails are sent there.
    pub(in crate::rust::flow::build) fn new(address: &str, asked: bool, mailed: bool, place: &str) -> Link {
        let path = address.split('?').next().unwrap_or_default();
        let coded = address.split(['?', '&']).any(|pair| pair.starts_with("code={"));
        let names = address.split(['?', '&']).skip(1).filter_map(|pair| Some(pair.split_once("={")?.0));
        let opens = names.into_iter().any(|name| ends_in(name, &["token", "code"]) && has_one(name, LINKED));
        let sends = segments(place).windows(2).any(|two| LINKED.contains(&two[0].as_str()) && two[1] == "link");
        Link {
            own: address.starts_with(['{', '/']) && !asked && (mailed || !path.split('/').any(is_of_api)),
            page: mailed || sends || opens || has_one(path, LINKS) || has_one(path, PAGES) && has_one(path, VERBS),
            back: coded && has_one(path, &["redirect", "callback"]),
        }
    }

    /// Whether a token of this name opens what it leads to, and opens it
    /// once: one that is used again is none that a mail may hold.
    pub(in crate::rust::flow::build) fn opens_once(&self, called: Name) -> bool {
        let called = called.text();
        if self.back && ends_in(called, &["code"]) {
            return true;
        }
        self.own
            && has_one(called, &["token", "code"])
            && !has_one(called, STANDING)
            && (self.page || has_one(called, LINKED))
    }
}

/// `api`, `v2`: a part of a path under which programs ask.
fn is_of_api(part: &str) -> bool {
    let version = part.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    version || has_one(part, &["api"])
}

#[cfg(test)]
mod tests {
    use super::{Link, Name};

    fn leads(address: &str, called: &str) -> bool {
        Link::new(address, false, false, "send").opens_once(Name::new(called))
    }

    #[test]
    fn a_mail_leads_once_and_a_client_again() {
        let sends = |place| Link::new("{}?token={}", false, false, place).opens_once(Name::new("token"));
        assert!(sends("request_magic_link"));
        assert!(!sends("request_link"));
        assert!(leads("{}/reset-password?token={}", "raw_token"));
        assert!(leads("{site}/go?token={}", "reset_token"));
        assert!(!leads("{}/reset-password?token={}", "admin_api_token"));
        assert!(leads("{redirect_uri}?code={code}", "code"));
        assert!(!leads("{base}/verify?code={code}", "code"));
        assert!(!leads("{}/users?token={}", "token"));
        assert!(!leads("{}/reset-password?key={}", "password"));
    }

    #[test]
    fn a_service_is_asked_again_and_again() {
        assert!(!leads("https://example.com/reset?token={}", "token"));
        assert!(!leads("https://example.com/go?token={}", "share_token"));
        assert!(!leads("{}/v1/reset?token={}", "token"));
        assert!(!leads("{}/api/invitation?token={}", "token"));
        assert!(!leads("{api_url}/reset?token={}", "token"));
        let asked = Link::new("{}/reset-password?token={}", true, false, "send");
        assert!(!asked.opens_once(Name::new("token")));
    }

    #[test]
    fn who_writes_mails_may_lead_anywhere_once() {
        let mailed = |called| Link::new("{}/api/approve?token={}", false, true, "send").opens_once(Name::new(called));
        assert!(mailed("approval_token"));
        assert!(!mailed("access_token"));
        assert!(!leads("{}/api/approve?token={}", "approval_token"));
    }

    #[test]
    fn what_may_be_any_page_has_a_verb_beside() {
        assert!(leads("{site}/email/verify?token={}", "token"));
        assert!(leads("{site}/invites/accept?token={}", "token"));
        assert!(!leads("{site}/email/send?token={}", "token"));
        assert!(!leads("{site}/invites?token={}", "token"));
        assert!(!leads("{site}/signup?token={}", "token"));
    }
}
