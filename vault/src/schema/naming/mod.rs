//! What a column's name means beside the names around it: of its table and
//! of the other columns.

mod beside;
mod otherwise;
mod table;

use super::judge::Facts;
use super::types::{Holds, holds};
use super::words::{Kind, Meaning, Words, any_of, ends_with};

pub(super) use beside::needs_neighbours;

/// A name among others.
struct Named<'a> {
    words: &'a Words,
    /// The words of the column's name.
    column: &'a [String],
    /// Those of the table's.
    table: &'a [String],
    facts: &'a Facts<'a>,
}

/// What the name means, with the table's help for bare names; `None` when it
/// speaks of no secret whatever its own words say.
pub(super) fn name(words: &Words, column: &[String], table: &[String], facts: &Facts<'_>) -> Option<Meaning> {
    Named { words, column, table, facts }.meaning()
}

/// Whether the names around it make something of a name that is no secret,
/// whatever its words say.
pub(super) fn means_otherwise(words: &Words, column: &[String], table: &[String], facts: &Facts<'_>) -> bool {
    Named { words, column, table, facts }.means_otherwise()
}

impl Named<'_> {
    fn meaning(&self) -> Option<Meaning> {
        let own = self.words.meaning(self.column);
        if self.checks(own) || self.trades(own) {
            return None;
        }
        if let Some(meaning) = self.paired().or_else(|| self.issued()).or_else(|| self.presented()) {
            return Some(meaning);
        }
        if self.counted() || self.proves() || self.called() || self.posted() || self.means_otherwise() {
            return None;
        }
        self.session().or_else(|| self.exchanged()).or_else(|| Some(self.by_table(own)))
    }

    /// A bare name means what its table says, when that says anything.
    fn by_table(&self, own: Meaning) -> Meaning {
        if !self.words.generic(self.column) {
            return own;
        }
        match self.table_says() {
            Meaning::Generic | Meaning::Unrelated => own,
            meaning => meaning,
        }
    }

    /// `webauthn_credentials.secret`: the half of a key that checks.
    fn checks(&self, own: Meaning) -> bool {
        let lists = &self.words.lists;
        let front = self.column.split_last().map_or(&[][..], |(_, front)| front);
        let shared = lists.second_factors.any(self.table);
        let checks = lists.key_tables.any(self.table) && !shared || lists.key_tables.any(front);
        checks && !matches!(own, Meaning::Secret(Kind::Password | Kind::Code, _))
    }

    /// `nft_balances.token`
    fn trades(&self, own: Meaning) -> bool {
        matches!(own, Meaning::Secret(Kind::Token, _)) && self.words.lists.token_tables.any(self.table)
    }

    /// `tokens JSONB` beside `cost_usd`: how many, not which.
    fn counted(&self) -> bool {
        self.is("token") && holds(self.facts.ty) == Holds::Json && self.beside(&["cost", "usage"])
    }

    /// `challenges.token` beside the authorization it is for: what ACME has a
    /// client publish.
    fn proves(&self) -> bool {
        let of_challenge = any_of(self.table, &["challenge"]);
        self.is("token") && of_challenge && self.beside(&["authz", "authorization", "acme"])
    }

    /// `customers.pincode` beside a city and a state is that of the post, but
    /// where somebody signs in.
    fn posted(&self) -> bool {
        // The state of a machine and the address of one are no places.
        let place = |name: &[String]| match name {
            [.., of, last] if last == "address" => !matches!(of.as_str(), "ip" | "mac" | "email" | "wallet"),
            name => name.last().is_some_and(|last| self.words.lists.places.has(last)),
        };
        let places = || self.facts.siblings.iter().filter(|sibling| place(sibling.words)).count();
        let signs = |name: &[String]| any_of(name, &["password", "otp", "login", "card", "account", "username"]);
        let opens =
            any_of(self.table, &["card", "cards", "door", "doors", "lock", "locker", "lockers", "device", "alarm"]);
        let (of, last) = self.column.split_at(self.column.len().saturating_sub(2));
        let plain = ends_with(last, &["pin", "code"])
            && of.iter().all(|of| matches!(of.as_str(), "postal" | "billing" | "shipping"));
        plain && places() > 1 && !opens && !self.any_sibling(signs)
    }

    /// `env_secrets.secret_key` beside `payload` is what the secret is called.
    fn called(&self) -> bool {
        let own = matches!(self.column, [secret, key] if secret == "secret" && key == "key");
        let of_secrets = matches!(self.table, [_, .., last] if last == "secret");
        own && of_secrets && self.beside(&["payload", "value", "ciphertext"])
    }

    /// `users.lastfm_session CHAR(32)`: what another service gave to a person, by
    /// its length no number and no name.
    fn session(&self) -> Option<Meaning> {
        let named = matches!(self.column, [_, .., last] if last == "session");
        let of_person = named && self.words.lists.accounts.any(self.table);
        let long = of_person && matches!(holds(self.facts.ty), Holds::Fixed(n) if n >= 16);
        long.then_some(Meaning::Secret(Kind::Token, false))
    }

    /// Whether the name is this word alone.
    fn is(&self, word: &str) -> bool {
        matches!(self.column, [only] if only == word)
    }

    /// Whether a name among the other columns has one of these words.
    fn beside(&self, words: &[&str]) -> bool {
        self.any_sibling(|name| any_of(name, words))
    }

    fn any_sibling(&self, is: impl Fn(&[String]) -> bool) -> bool {
        self.facts.siblings.iter().any(|sibling| is(sibling.words))
    }
}
