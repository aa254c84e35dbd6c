//! The words of names: `src/schema/words.yaml`, read once.

use std::borrow::Cow;
use std::collections;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use serde::Deserialize;

use super::segments;

/// What kind of secret a name speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// What a person types; often only its hash is kept.
    Password,
    /// A shared secret.
    Secret,
    /// A key that signs, decrypts or opens an interface.
    Key,
    /// A bearer token, or a text that carries one.
    Token,
    /// An address for push messages: presented with a key of the sender.
    Push,
    /// A short code that is typed once.
    Code,
    /// Credentials of any shape.
    Credential,
}

/// What a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A secret; `true` when nothing but the kind's own word is said.
    Secret(Kind, bool),
    /// A hash, ciphertext or excerpt of one.
    Protected,
    /// Known to be harmless.
    Harmless,
    /// Takes its meaning from the table.
    Generic,
    /// Something else.
    Unrelated,
}

/// Hash of short words from our own list: nobody else chooses them.
#[derive(Clone, Copy, Default)]
struct Fnv(u64);

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

type HashMap<K, V> = collections::HashMap<K, V, BuildHasherDefault<Fnv>>;
type HashSet<K> = collections::HashSet<K, BuildHasherDefault<Fnv>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    folds: HashMap<String, String>,
    neutral: HashSet<String>,
    secrets: HashMap<Kind, Vec<String>>,
    harmless: HashSet<String>,
    protected: HashSet<String>,
    leading: HashSet<String>,
    asking: HashSet<String>,
    public: HashSet<String>,
    generic: HashSet<String>,
    weak: HashSet<String>,
    token_tables: HashSet<String>,
    key_tables: HashSet<String>,
    inert: HashSet<String>,
    raw: HashSet<String>,
    accounts: HashSet<String>,
    services: HashSet<String>,
    rows: HashSet<String>,
    handed: HashSet<String>,
}

/// The words with their phrases indexed.
pub struct Words {
    file: File,
    phrases: HashMap<String, Kind>,
    /// The last words of all phrases: what ends in none of them is none.
    ends: HashSet<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let text = include_str!("words.yaml");
    match serde_saphyr::from_str::<File>(text) {
        Ok(file) => Words::new(file),
        Err(error) => panic!("src/schema/words.yaml is broken: {error}"),
    }
});

/// The words, read at first use.
pub fn words() -> &'static Words {
    &WORDS
}

/// The longest phrase, in words.
const LONGEST: usize = 4;

impl Words {
    fn new(file: File) -> Words {
        let phrases: HashMap<String, Kind> =
            file.secrets.iter().flat_map(|(kind, phrases)| phrases.iter().map(|p| (p.clone(), *kind))).collect();
        let last = |phrase: &String| phrase.rsplit(' ').next().unwrap_or(phrase).to_owned();
        let ends = file.secrets.values().flatten().chain(&file.harmless).map(last).collect();
        Words { file, phrases, ends }
    }

    /// A name as folded, singular words.
    pub fn of(&self, name: &str) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for word in segments(name) {
            // `OAuth` is cut in two by its capitals.
            if word.starts_with("auth") && out.last().is_some_and(|last| last == "o") {
                out.pop();
                out.push("oauth".into());
                continue;
            }
            // So is `web_authn`.
            if word == "authn" && out.last().is_some_and(|last| last == "web") {
                out.pop();
                out.push("webauthn".into());
                continue;
            }
            self.fold(&word, &mut out);
        }
        out
    }

    fn fold(&self, word: &str, out: &mut Vec<String>) {
        let word = singular(word);
        let word = word.as_ref();
        if let Some(folded) = self.file.folds.get(word) {
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

    fn heads(&self, word: &str) -> bool {
        self.phrases.contains_key(word) || self.file.folds.contains_key(word) || word == "key"
    }

    /// `userpassword` and `tokenhash` without a mark between.
    fn glued<'w>(&self, word: &'w str) -> Option<(&'w str, &'w str)> {
        const HEADS: &[&str] =
            &["password", "passwd", "passphrase", "secret", "token", "apikey", "privatekey", "credential"];
        if self.heads(word) || self.file.protected.contains(word) {
            return None;
        }
        // `adminkey` is an admin key, `verifycode` a verify code.
        for tail in ["key", "code", "token"] {
            let front = word.strip_suffix(tail).filter(|front| self.phrases.contains_key(&format!("{front} {tail}")));
            if let Some(front) = front {
                return word.split_at_checked(front.len());
            }
        }
        for head in HEADS {
            if let Some(front) = word.strip_suffix(head).filter(|f| f.len() > 1) {
                return word.get(..front.len()).zip(word.get(front.len()..));
            }
            if let Some(tail) = word.strip_prefix(head) {
                let tail = singular(tail);
                let known = self.file.protected.contains(tail.as_ref())
                    || ["id", "type", "name", "expiry", "url", "count"].contains(&tail.as_ref());
                if known {
                    return word.split_at_checked(head.len());
                }
            }
        }
        None
    }

    /// What a name of these words means.
    pub fn meaning(&self, words: &[String]) -> Meaning {
        let words = self.head(words);
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return Meaning::Unrelated;
        };
        let Some((kind, len)) = self.phrase(words) else {
            let guarded = self.file.protected.contains(last) && words.len() > 1;
            let generic = words.len() == 1 && self.file.generic.contains(last);
            return match (guarded, generic) {
                (true, _) => Meaning::Protected,
                (_, true) => Meaning::Generic,
                _ if self.harmless(words) > 0 => Meaning::Harmless,
                _ => Meaning::Unrelated,
            };
        };
        let front = &words[..words.len() - len];
        if front.iter().any(|w| self.file.leading.contains(w)) {
            return Meaning::Protected;
        }
        let public = front.iter().any(|w| self.file.public.contains(w));
        // `email_change_token` says more than `change_token`.
        if self.harmless(words) >= len || public || self.file.asking.contains(first) && words.len() > 1 {
            return Meaning::Harmless;
        }
        Meaning::Secret(kind, words.len() == 1)
    }

    /// Whether it is one of the bare names that the table explains.
    pub fn generic(&self, words: &[String]) -> bool {
        let head = self.head(words);
        matches!(words, [only] if self.file.generic.contains(only))
            || matches!(head, [only] if self.file.generic.contains(only))
    }

    /// Whether the name may as well be the short name of a thing.
    pub fn weak(&self, words: &[String]) -> bool {
        self.file.weak.contains(&words.join(" "))
    }

    /// The words up to a preposition, without a neutral tail.
    pub fn head<'w>(&self, words: &'w [String]) -> &'w [String] {
        let cut = words.iter().skip(1).position(|w| matches!(w.as_str(), "for" | "of" | "from"));
        let mut words = &words[..cut.map_or(words.len(), |at| at + 1)];
        while let [front @ .., last] = words {
            let neutral = self.file.neutral.contains(last) && self.longest(words).is_none();
            if front.is_empty() || !neutral {
                break;
            }
            words = front;
        }
        words
    }

    fn phrase(&self, words: &[String]) -> Option<(Kind, usize)> {
        self.longest(words)
    }

    fn longest(&self, words: &[String]) -> Option<(Kind, usize)> {
        if !words.last().is_some_and(|last| self.ends.contains(last)) {
            return None;
        }
        (1..=words.len().min(LONGEST)).rev().find_map(|len| {
            let phrase = words[words.len() - len..].join(" ");
            self.phrases.get(&phrase).map(|kind| (*kind, len))
        })
    }

    /// The length of the longest harmless phrase at the end, 0 if there is none.
    fn harmless(&self, words: &[String]) -> usize {
        let ends = words.last().is_some_and(|last| self.ends.contains(last));
        let lengths = 1..=if ends { words.len().min(LONGEST) } else { 0 };
        let known = |len: &usize| self.file.harmless.contains(&words[words.len() - len..].join(" "));
        lengths.rev().find(known).unwrap_or(0)
    }

    /// Whether any word says that the value is hashed, wrapped or cut.
    pub fn protects(&self, words: &[String]) -> bool {
        words.iter().any(|w| self.file.protected.contains(w))
    }

    /// Whether the table holds tokens that are counted or traded.
    pub fn trades_tokens(&self, table: &[String]) -> bool {
        table.iter().any(|w| self.file.token_tables.contains(w))
    }

    /// Whether the table holds public halves of credentials.
    pub fn checks_keys(&self, table: &[String]) -> bool {
        table.iter().any(|w| self.file.key_tables.contains(w))
    }

    /// Whether a word says that a key finds, counts or checks, and opens nothing.
    pub fn inert(&self, word: &str) -> bool {
        self.file.inert.contains(word)
    }

    /// Whether the words say that a key signs or deciphers by itself.
    pub fn raw(&self, words: &[String]) -> bool {
        words.iter().any(|w| self.file.raw.contains(w))
    }

    /// Whether the table holds people who sign in.
    pub fn accounts(&self, table: &[String]) -> bool {
        table.iter().any(|w| self.file.accounts.contains(w))
    }

    /// Whether a word says of a struct only that it is a row.
    pub fn makes_rows(&self, word: &str) -> bool {
        self.file.rows.contains(word)
    }

    /// Whether a struct of this name is handed around, and no row.
    pub fn is_handed(&self, name: &[String]) -> bool {
        name.last().is_some_and(|last| self.file.handed.contains(last))
    }

    /// Whether the words speak of services that are signed in to.
    pub fn services(&self, words: &[String]) -> bool {
        words.iter().any(|w| self.file.services.contains(w))
    }
}

/// A word without its plural, where that is plain.
fn singular(word: &str) -> Cow<'_, str> {
    const PLAIN: &[&str] = &["cookies", "movies", "series", "species", "zombies", "selfies"];
    match word.strip_suffix("ies") {
        Some(stem) if stem.len() > 2 && !PLAIN.contains(&word) => Cow::Owned(format!("{stem}y")),
        _ => Cow::Borrowed(plain(word)),
    }
}

fn plain(word: &str) -> &str {
    let odd = [
        "ss", "us", "is", "ous", "aws", "tls", "kms", "sms", "cvs", "https", "dns", "has", "was", "uses", "requires",
        "sas", "gcs", "apns",
    ];
    if word.len() < 4 || odd.iter().any(|end| word.ends_with(end)) {
        return word;
    }
    match word.strip_suffix("es") {
        Some(stem) if ["ss", "sh", "ch", "x"].iter().any(|end| stem.ends_with(end)) => stem,
        _ => word.strip_suffix('s').unwrap_or(word),
    }
}

#[cfg(test)]
mod tests {
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
