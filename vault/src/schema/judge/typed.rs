//! What name and type alone say.

use super::subject::Subject;
use super::{Confidence, Shape, Verdict};
use crate::schema::types::{Holds, holds};
use crate::schema::words::{Kind, any_of};

/// The shortest hash of a password in use: DES `crypt`.
const SHORTEST_HASH: u32 = 13;

/// Shorter than any secret.
const TOO_SHORT: u32 = 4;

impl Subject<'_> {
    /// `None` when the type can hold no such secret.
    pub fn by_type(&self) -> Option<Verdict> {
        match holds(self.facts.ty) {
            Holds::Nothing => None,
            Holds::Guarded => Some(self.guarded("its type says that it is protected")),
            Holds::Number => {
                (self.kind == Kind::Code).then(|| self.readable(self.by_name(), "a number that is typed once"))
            }
            Holds::Uuid => self.uuid(),
            Holds::Bytes => Some(self.bytes()),
            Holds::Json => Some(self.json()),
            Holds::Text(None) => Some(self.text()),
            Holds::Text(Some(n)) | Holds::Fixed(n) if n < TOO_SHORT => None,
            Holds::Text(Some(n)) => Some(self.sized(n, false)),
            Holds::Fixed(n) => Some(self.sized(n, true)),
            Holds::Unknown => Some(self.readable(self.by_name(), "")),
        }
    }

    fn readable(&self, confidence: Confidence, why: &str) -> Verdict {
        Verdict::new(Shape::Readable, Some(self.kind), confidence, why)
    }

    fn guarded(&self, why: &str) -> Verdict {
        Verdict::new(Shape::Protected, Some(self.kind), Confidence::Medium, why)
    }

    fn maybe_public(&self) -> Verdict {
        self.readable(Confidence::Low, "public keys are kept so as well")
    }

    fn uuid(&self) -> Option<Verdict> {
        let itself = match self.kind {
            Kind::Token | Kind::Code => true,
            Kind::Key | Kind::Secret => !self.facts.column.ends_with("id"),
            _ => false,
        };
        // `api_key.pk_api_key` finds the row.
        let finds = self.column.first().is_some_and(|first| first == "pk");
        (itself && !finds).then(|| self.readable(Confidence::Medium, "the random id is the secret itself"))
    }

    fn bytes(&self) -> Verdict {
        match self.kind {
            Kind::Key if self.raw() => {
                self.readable(Confidence::Medium, "nothing beside it says that the key is wrapped")
            }
            Kind::Secret | Kind::Key | Kind::Credential => self.readable(Confidence::Low, "bytes may be sealed or not"),
            _ => self.guarded("bytes are the shape of a hash"),
        }
    }

    fn json(&self) -> Verdict {
        if self.document(true) {
            return self.maybe_public();
        }
        self.readable(self.by_name().min(Confidence::Medium), "")
    }

    /// Text of any length.
    fn text(&self) -> Verdict {
        if self.clear() {
            self.said_clear()
        } else if self.registered() || self.document(false) {
            self.maybe_public()
        } else {
            self.readable(self.by_name(), "")
        }
    }

    /// Text of at most or exactly so many characters.
    fn sized(&self, n: u32, exactly: bool) -> Verdict {
        let hash = hash_length(n);
        match self.kind {
            _ if self.clear() => self.said_clear(),
            Kind::Password if n < SHORTEST_HASH => self.readable(Confidence::High, "it is too short for any hash"),
            Kind::Password if self.hash_sized(n) => self.guarded("its length is that of a hash"),
            Kind::Token | Kind::Key if exactly && hash && self.bare => {
                self.readable(Confidence::Low, "its length may be that of a hash")
            }
            _ if !exactly && self.registered() => self.maybe_public(),
            _ => self.readable(self.by_name(), ""),
        }
    }

    fn said_clear(&self) -> Verdict {
        self.readable(Confidence::High, "its name says that it can be read")
    }

    /// `passwd.clear`, `plaintext_password`.
    fn clear(&self) -> bool {
        self.words.lists.clear.any(self.column)
    }

    /// `signing_keys.key_data JSON`, `key_json`: only the table says that
    /// keys are in it.
    fn document(&self, json: bool) -> bool {
        let named = any_of(self.column, &["json", "jsonb"]) || json && self.words.lists.documents.any(self.column);
        self.bare && self.kind == Kind::Key && named
    }

    /// `authentication_keys.key` beside `key_type`: what people register of
    /// their own is the public half.
    fn registered(&self) -> bool {
        let typed = |words: &[String]| matches!(words, [key, kind] if key == "key" && kind == "type");
        let table = matches!(self.table, [.., name, key] if key == "key" && name == "authentication");
        let key = self.bare && self.kind == Kind::Key;
        key && table && self.facts.siblings.iter().any(|sibling| typed(sibling.words))
    }

    /// Bytes that sign or decipher as they are; PEM is text inside, and a
    /// certificate's key is kept as it is served.
    fn raw(&self) -> bool {
        let served = |table: &String| matches!(table.as_str(), "certificate" | "cert");
        !self.bare && self.words.lists.raw.any(self.column)
            || any_of(self.column, &["pem"])
            || self.bare && self.table.last().is_some_and(served)
    }

    /// Lengths that only hashes have, or hashes of people's passwords.
    fn hash_sized(&self, n: u32) -> bool {
        let round = matches!(n, 32 | 40 | 64 | 72 | 128);
        hash_length(n) && !self.used_elsewhere() && (!round || self.of_account())
    }
}

/// Lengths that hashes have in text: md5, sha1, bcrypt, sha256, argon2.
fn hash_length(n: u32) -> bool {
    matches!(n, 32 | 34 | 40 | 41 | 43 | 44 | 56 | 60 | 61 | 64 | 72 | 73 | 86 | 88 | 95..=99 | 128)
}
