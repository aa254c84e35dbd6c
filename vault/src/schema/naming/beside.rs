//! Names of which only other columns make a secret, or none.

use super::Named;
use crate::schema::words::{Kind, Meaning, Set, any_of, ends_with};

/// Names that only their neighbours make a secret.
const PAIRED: &[&str] = &["auth", "key_auth"];

/// The other half of an access key, which is secret.
const OTHER_HALF: &[&str] = &["secret key", "secret access key", "access secret", "access key secret"];

/// Whether neighbours may make a secret of what name and table leave open.
pub fn needs_neighbours(table: &str, column: &str) -> bool {
    let key = |name: &str| ends(name.trim_end_matches(['s', 'S']), "key");
    column.len() > 8 && ends(column, "session")
        || column.eq_ignore_ascii_case("code")
        || column.eq_ignore_ascii_case("ticket")
        || ends(column, "pwd")
        || PAIRED.iter().any(|name| column.eq_ignore_ascii_case(name))
        || key(column) && key(table)
}

/// Whether a name ends so, in any case.
fn ends(name: &str, end: &str) -> bool {
    let from = name.len().checked_sub(end.len());
    from.and_then(|from| name.get(from..)).is_some_and(|last| last.eq_ignore_ascii_case(end))
}

impl Named<'_> {
    /// Names that mean something only beside another: `access_key` beside
    /// `secret_key` tells whose it is, `auth` beside `p256dh` opens a push channel.
    pub fn paired(&self) -> Option<Meaning> {
        let text = self.column.join(" ");
        if text.ends_with("access key") && !text.ends_with("secret access key") {
            return self.beside_name(OTHER_HALF).then_some(Meaning::Harmless);
        }
        let opens = PAIRED.contains(&self.column.join("_").as_str()) && self.beside_name(&["p256dh"]);
        opens.then_some(Meaning::Secret(Kind::Secret, true))
    }

    fn beside_name(&self, ends: &[&str]) -> bool {
        self.any_sibling(|words| {
            let name = words.join(" ");
            ends.iter().any(|end| name.ends_with(end))
        })
    }

    /// `tracker_keys.key` beside `valid_until`: a key that is handed out, runs out
    /// and is taken back opens something.
    pub fn issued(&self) -> Option<Meaning> {
        let lists = &self.words.lists;
        let key = |name: &[String]| name.last().is_some_and(|last| last == "key");
        if !key(self.column) || !key(self.table) || lists.inert.any(self.table) || lists.inert.any(self.column) {
            return None;
        }
        if !matches!(self.words.meaning(self.column), Meaning::Generic | Meaning::Unrelated) {
            return None;
        }
        let says = |list: &Set| self.any_sibling(|name| list.any(name));
        let issued = says(&lists.ending) && !says(&lists.described);
        issued.then_some(Meaning::Secret(Kind::Key, self.column.len() == 1))
    }

    /// `ws_tickets.ticket` beside `expires_at` is what somebody presents once; a
    /// ticket that does not run out is a piece of work.
    pub fn presented(&self) -> Option<Meaning> {
        let named = self.is("ticket") && self.table.last().is_some_and(|last| last == "ticket");
        let ends = || self.any_sibling(|name| self.words.lists.ending.any(name));
        (named && ends()).then_some(Meaning::Secret(Kind::Token, true))
    }

    /// `code` beside `redirect_uri` is what a client exchanges for a token, and
    /// so is one of `exchange_codes` that runs out; one of `codes` that is sent
    /// to somebody and runs out is typed in once.
    pub fn exchanged(&self) -> Option<Meaning> {
        let returns = |words: &[String]| {
            let name = words.concat();
            ["redirecturi", "redirecturl"].iter().any(|end| name.ends_with(end))
        };
        let named = ends_with(self.table, &["exchange", "code"]);
        let exchanged =
            || self.any_sibling(returns) || named && self.any_sibling(|name| self.words.lists.ending.any(name));
        let sent = |name: &[String]| any_of(name, &["phone", "email", "mobile", "msisdn"]);
        let ends = || self.any_sibling(|name| self.words.lists.ending.any(name));
        // What is taken off a price is sent to customers as well.
        let off = || self.any_sibling(|name| any_of(name, &["discount", "percent", "coupon", "amount"]));
        let typed = || matches!(self.table, [only] if only == "code") && self.any_sibling(sent) && ends() && !off();
        (self.is("code") && (exchanged() || typed())).then_some(Meaning::Secret(Kind::Code, false))
    }
}
