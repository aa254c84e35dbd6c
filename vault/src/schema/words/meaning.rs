//! What a name means by the phrase at its end.

use super::{Kind, Meaning, Words};

/// The longest phrase, in words.
const LONGEST: usize = 4;

impl Words {
    /// What a name of these words means.
    pub fn meaning(&self, words: &[String]) -> Meaning {
        let words = self.head(words);
        match self.phrase(words) {
            Some((kind, len)) => self.said_of(words, kind, len),
            None => self.of_no_secret(words),
        }
    }

    /// What the words before the phrase make of it.
    fn said_of(&self, words: &[String], kind: Kind, len: usize) -> Meaning {
        let front = &words[..words.len() - len];
        if self.lists.leading.any(front) {
            return Meaning::Protected;
        }
        let asks = words.len() > 1 && self.lists.asking.has(&words[0]);
        // `email_change_token` says more than `change_token`.
        if asks || self.lists.public.any(front) || self.harmless(words) >= len {
            return Meaning::Harmless;
        }
        Meaning::Secret(kind, words.len() == 1)
    }

    fn of_no_secret(&self, words: &[String]) -> Meaning {
        match words {
            [] => Meaning::Unrelated,
            [only] if self.lists.generic.has(only) => Meaning::Generic,
            [_, .., last] if self.lists.protected.has(last) => Meaning::Protected,
            _ if self.harmless(words) > 0 => Meaning::Harmless,
            _ => Meaning::Unrelated,
        }
    }

    /// Whether it is one of the bare names that the table explains.
    pub fn generic(&self, words: &[String]) -> bool {
        let bare = |words: &[String]| matches!(words, [only] if self.lists.generic.has(only));
        bare(words) || bare(self.head(words))
    }

    /// The words up to a preposition, without a neutral tail.
    pub fn head<'w>(&self, words: &'w [String]) -> &'w [String] {
        let cut = words.iter().skip(1).position(|word| matches!(word.as_str(), "for" | "of" | "from"));
        let mut words = &words[..cut.map_or(words.len(), |at| at + 1)];
        while let [front @ .., last] = words {
            let neutral = self.lists.neutral.has(last) && self.phrase(words).is_none();
            if front.is_empty() || !neutral {
                break;
            }
            words = front;
        }
        words
    }

    /// The longest phrase of secrets at the end, with its length.
    fn phrase(&self, words: &[String]) -> Option<(Kind, usize)> {
        self.ending(words, |phrase| self.phrases.get(phrase).copied())
    }

    /// The length of the longest harmless phrase at the end, 0 if there is none.
    fn harmless(&self, words: &[String]) -> usize {
        self.ending(words, |phrase| self.lists.harmless.has(phrase).then_some(())).map_or(0, |(_, len)| len)
    }

    /// What is known of the longest phrase at the end of which something is.
    fn ending<T>(&self, words: &[String], known: impl Fn(&str) -> Option<T>) -> Option<(T, usize)> {
        if !words.last().is_some_and(|last| self.ends.has(last)) {
            return None;
        }
        let phrase = |len: usize| words[words.len() - len..].join(" ");
        (1..=words.len().min(LONGEST)).rev().find_map(|len| Some((known(&phrase(len))?, len)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::words;
    use super::*;

    fn meaning(name: &str) -> Meaning {
        words().meaning(&words().of(name))
    }

    #[test]
    fn the_last_word_is_what_a_name_means() {
        for name in [
            "smtp_password",
            "apiKey",
            "access_token",
            "totp_secret",
            "userpasswd",
            "private_key_pem",
            "recovery_codes",
        ] {
            assert!(matches!(meaning(name), Meaning::Secret(..)), "{name}");
        }
        for name in ["password_policy", "token_type", "secret_id", "key_id", "country_code", "cache_key", "secretary"] {
            assert_eq!(meaning(name), Meaning::Unrelated, "{name}");
        }
        for name in ["password_hash", "hashed_password", "tokenhash", "encrypted_private_key", "key_fingerprint"] {
            assert_eq!(meaning(name), Meaning::Protected, "{name}");
        }
    }
}
