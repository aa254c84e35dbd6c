//! What the table says of a bare name: `api_keys.key`,
//! `verification_codes.code`, `secrets.value`.

use super::Named;
use crate::schema::words::{Kind, Meaning, ends_with};

impl Named<'_> {
    pub fn table_says(&self) -> Meaning {
        let last = self.words.head(self.column).last().map_or("", String::as_str);
        let held = self.words.meaning(self.table);
        if self.of_pairs() || self.calls(last, held) {
            return Meaning::Harmless;
        }
        match held {
            Meaning::Secret(kind, _) => Meaning::Secret(kind, true),
            // `public_signup_tokens.secret` is secret all the same.
            Meaning::Harmless if last == "secret" => Meaning::Unrelated,
            Meaning::Harmless => Meaning::Harmless,
            _ => self.joined(last),
        }
    }

    /// `client_key_values` holds keys and values, not a client's key.
    fn of_pairs(&self) -> bool {
        ends_with(self.table, &["key", "value"]) || self.table.last().is_some_and(|last| last == "kv")
    }

    /// Whether the column only tells what is called so.
    fn calls(&self, last: &str, held: Meaning) -> bool {
        let kept = |name: &[String]| name.last().is_some_and(|last| self.words.lists.held.has(last));
        match (last, held) {
            // `secrets.key` is what the secret is called.
            ("key", Meaning::Secret(Kind::Secret, _)) => true,
            ("key" | "code", Meaning::Secret(Kind::Key | Kind::Code | Kind::Token, _)) => false,
            ("key" | "code", _) => self.any_sibling(kept),
            _ => false,
        }
    }

    /// What table and column say as one name.
    fn joined(&self, last: &str) -> Meaning {
        let mut joined = self.table.to_vec();
        if joined.last().map(String::as_str) != Some(last) {
            joined.push(last.to_string());
        }
        self.leave_fillers(&mut joined);
        // `cache_stream.keys` are of the cache, whatever a stream key is elsewhere.
        let inert = last == "key" && self.words.lists.inert.any(self.table);
        match self.words.meaning(&joined) {
            Meaning::Secret(kind, _) if !inert => Meaning::Secret(kind, true),
            // `locks.token` is a lock token.
            Meaning::Harmless => Meaning::Harmless,
            _ if last == "key" && !inert && self.of_providers() => Meaning::Secret(Kind::Key, true),
            _ => Meaning::Unrelated,
        }
    }

    /// `provider_keys.key` opens what the provider has to give; a
    /// `provider_key` elsewhere may as well name it.
    fn of_providers(&self) -> bool {
        matches!(self.table, [.., owner, key] if key == "key" && self.words.lists.key_owners.has(owner))
    }

    /// `email_verifications.code` is a verification code, `invites.code` an
    /// invite code, whatever stands behind: `verification_requests.code`.
    fn leave_fillers(&self, joined: &mut Vec<String>) {
        if let [_, .., filler, last] = &joined[..]
            && last != "key"
            && self.words.lists.fillers.has(filler)
        {
            joined.remove(joined.len() - 2);
        }
    }
}
