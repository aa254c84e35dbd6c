//! What the other columns of the table say.

use super::Sibling;
use super::subject::Subject;
use crate::schema::evidence::{Leaning, hidden_copy, hides};
use crate::schema::words::{Kind, any_of, ends_with};

/// Which way a neighbour points, and what it does.
type Said = (Leaning, &'static str);

impl Subject<'_> {
    pub fn neighbours(&self) -> Vec<(Leaning, String)> {
        let exchange = self.signs_in();
        let mut out = Vec::new();
        for Sibling { name, words } in &self.facts.siblings {
            if let Some((leaning, why)) = self.neighbour(words, exchange) {
                out.push((leaning, format!("column `{name}` {why}")));
            }
        }
        out
    }

    /// Whether the table is about signing in with another service, whose nonce
    /// is no cipher's.
    fn signs_in(&self) -> bool {
        let steps =
            |words: &[String]| ends_with(words, &["redirect", "uri"]) || ends_with(words, &["code", "challenge"]);
        let named = |words: &[String]| self.words.lists.sign_ins.any(words);
        self.facts.siblings.iter().any(|sibling| steps(sibling.words)) || named(self.table) || named(self.column)
    }

    fn neighbour(&self, sibling: &[String], exchange: bool) -> Option<Said> {
        let same = self.stem(sibling);
        if same && hidden_copy(sibling) {
            return Some((Leaning::Readable, "keeps a protected copy beside it"));
        }
        if self.kind == Kind::Password {
            return self.hashes(sibling, same).then_some((Leaning::Protected, "belongs to a hash"));
        }
        if self.seals(sibling, exchange) && self.own(sibling, same) {
            Some((Leaning::Protected, "belongs to an encryption"))
        } else if tells_which(sibling) {
            Some((Leaning::Open, "says which rows are encrypted"))
        } else {
            self.excerpt(sibling).then_some((Leaning::Open, "shows what a hash would hide"))
        }
    }

    /// Whether the other name is about the same thing: shares its kind's word.
    fn stem(&self, sibling: &[String]) -> bool {
        sibling.iter().filter(|word| !hides(word)).eq(self.column)
            || sibling.len() > self.column.len() && sibling.starts_with(self.column)
    }

    /// A salt, or with what passwords are hashed.
    fn hashes(&self, sibling: &[String], same: bool) -> bool {
        let salt = sibling.last().is_some_and(|last| last == "salt");
        let about = sibling.len() == 1 || same || any_of(sibling, &["hash", "password"]);
        about && (salt || self.words.lists.hash_settings.any(sibling))
    }

    /// What belongs to an encryption: its nonce, its tag, the version or id of
    /// its key.
    fn seals(&self, sibling: &[String], exchange: bool) -> bool {
        let lists = &self.words.lists;
        let last = sibling.last().map_or("", String::as_str);
        matches!(last, "nonce" | "iv") && !exchange
            || any_of(sibling, &["kek", "dek", "ciphertext"])
            || ends_with(sibling, &["encryption", "version"])
            || matches!(last, "id" | "version") && lists.sealing_keys.any(sibling)
            || ends_with(sibling, &["auth", "tag"])
    }

    /// Whether it is this column's encryption.
    fn own(&self, sibling: &[String], same: bool) -> bool {
        let front = self.column.len().saturating_sub(1).max(1);
        same || sibling.len() <= 2
            || any_of(sibling, &["kek", "dek", "encryption"])
            || sibling.starts_with(&self.column[..front])
    }

    /// `key_prefix`, `token_last_four`: of what is shown nothing else is kept.
    fn excerpt(&self, sibling: &[String]) -> bool {
        let ends = sibling.last().is_some_and(|last| self.words.lists.excerpts.has(last));
        let counts = any_of(sibling, &["eight", "four"]) && any_of(sibling, &["last"]);
        self.bare && matches!(self.kind, Kind::Token | Kind::Key) && (ends || counts)
    }
}

/// `encrypted`, `is_encrypted`.
fn tells_which(sibling: &[String]) -> bool {
    let told = |word: &String| word == "is" || word == "encrypted";
    sibling.len() <= 2 && any_of(sibling, &["encrypted"]) && sibling.iter().all(told)
}
