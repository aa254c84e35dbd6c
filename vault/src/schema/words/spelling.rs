//! The words of a name, however they are spelled: `userpasswd`, `user_pwd`
//! and `UserPasswords` are all `user password`.

use super::Words;
use super::plural::singular;
use crate::schema::segments;

/// What stands glued to other words; the first that fits is cut off.
const HEADS: &[&str] = &["password", "passwd", "passphrase", "secret", "token", "apikey", "privatekey", "credential"];

/// What stands glued behind a head, beside what protects: `tokenid`.
const BEHIND: &[&str] = &["id", "type", "name", "expiry", "url", "count"];

impl Words {
    /// A name as folded, singular words.
    pub fn of(&self, name: &str) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for word in segments(name) {
            match out.last().and_then(|before| torn(before, &word)) {
                Some(whole) => {
                    out.pop();
                    out.push(whole.into());
                }
                None => self.fold(&word, &mut out),
            }
        }
        self.turn(&mut out);
        out
    }

    /// Those of a table, without a last one that only says that it is one.
    pub fn of_table(&self, name: &str) -> Vec<String> {
        let mut out = self.of(name);
        if out.len() > 1 && out.last().is_some_and(|last| self.lists.tables.has(last)) {
            out.pop();
        }
        out
    }

    /// `token_refresh` is a refresh token.
    fn turn(&self, words: &mut [String]) {
        if let [.., kind, of] = words
            && self.lists.turned.get(kind).is_some_and(|all| all.has(of))
        {
            std::mem::swap(kind, of);
        }
    }

    fn fold(&self, word: &str, out: &mut Vec<String>) {
        let word = singular(word);
        let word = word.as_ref();
        if let Some(folded) = self.lists.folds.get(word) {
            return out.extend(folded.split(' ').map(String::from));
        }
        let bare = word.trim_end_matches(|c: char| c.is_ascii_digit());
        if bare != word && self.heads(bare) {
            return self.fold(bare, out);
        }
        match self.glued(word) {
            Some((a, b)) => {
                self.fold(a, out);
                self.fold(b, out);
            }
            None => out.push(word.to_string()),
        }
    }

    /// Whether it names a secret by itself.
    fn heads(&self, word: &str) -> bool {
        self.phrases.contains_key(word) || self.lists.folds.contains_key(word) || word == "key"
    }

    /// `userpassword` and `tokenhash` without a mark between.
    fn glued<'w>(&self, word: &'w str) -> Option<(&'w str, &'w str)> {
        if self.heads(word) || self.lists.protected.has(word) {
            return None;
        }
        self.phrase_in(word).or_else(|| HEADS.iter().find_map(|head| self.around(word, head)))
    }

    /// `adminkey` is an admin key, `verifycode` a verify code.
    fn phrase_in<'w>(&self, word: &'w str) -> Option<(&'w str, &'w str)> {
        ["key", "code", "token"].iter().find_map(|tail| {
            let front = word.strip_suffix(tail)?;
            self.phrases.contains_key(&format!("{front} {tail}")).then(|| word.split_at(front.len()))
        })
    }

    /// What stands before the head, or what says more of it behind.
    fn around<'w>(&self, word: &'w str, head: &str) -> Option<(&'w str, &'w str)> {
        if let Some(front) = word.strip_suffix(head).filter(|front| front.len() > 1) {
            return Some(word.split_at(front.len()));
        }
        let tail = singular(word.strip_prefix(head)?);
        let known = self.lists.protected.has(&tail) || BEHIND.contains(&tail.as_ref());
        known.then(|| word.split_at(head.len()))
    }
}

/// What its own capitals cut in two: `OAuth`, `WebAuthn`.
fn torn(before: &str, word: &str) -> Option<&'static str> {
    match (before, word) {
        ("o", word) if word.starts_with("auth") => Some("oauth"),
        ("web", "authn") => Some("webauthn"),
        _ => None,
    }
}
