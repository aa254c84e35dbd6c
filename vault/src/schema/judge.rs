//! Whether a column holds a readable secret, and why.
//!
//! The name says what the value is about, the type whether it can be read,
//! and what the name leaves open is settled by evidence: the table,
//! neighbouring columns, comments, checks, defaults and writers.

use super::evidence::{Leaning, hidden_copy, hides};
use super::naming::{name, needs_neighbours};
use super::types::{Holds, holds};
use super::words::{Kind, Meaning, Words, words};

/// Everything known of one column.
#[derive(Clone, Debug, Default)]
pub struct Facts<'a> {
    /// The table's name.
    pub table: &'a str,
    /// The column's name.
    pub column: &'a str,
    /// Its type as written; empty when none is.
    pub ty: &'a str,
    /// The names of the other columns of the table.
    pub siblings: Vec<Sibling<'a>>,
    /// Whether it is a foreign key.
    pub refers: bool,
    /// What comments, checks, defaults, data and code say of it.
    pub evidence: Vec<(Leaning, String)>,
}

/// Another column of the table.
#[derive(Clone, Copy, Debug)]
pub struct Sibling<'a> {
    /// Its name.
    pub name: &'a str,
    /// The words of it.
    pub words: &'a [String],
}

/// How sure a judgement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// It stays open: name, type and evidence say too little.
    Low,
    /// Right most of the time.
    Medium,
    /// Right nearly always.
    High,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A secret that can be read.
    Readable,
    /// A hash, ciphertext or excerpt of a secret.
    Protected,
    /// Anything else.
    Other,
}

/// The judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What it holds.
    pub shape: Shape,
    /// How sure that is.
    pub confidence: Confidence,
    /// The kind of secret, for [`Shape::Readable`] and [`Shape::Protected`].
    pub kind: Option<Kind>,
    /// Why, one phrase each.
    pub because: Vec<String>,
}

impl Verdict {
    fn new(shape: Shape, kind: Option<Kind>, confidence: Confidence, because: &str) -> Verdict {
        let because = Some(because.to_string()).filter(|b| !b.is_empty());
        Verdict { shape, confidence, kind, because: because.into_iter().collect() }
    }

    fn other() -> Verdict {
        Verdict::new(Shape::Other, None, Confidence::High, "")
    }
}

/// Judges one column.
pub fn judge(facts: &Facts<'_>) -> Verdict {
    let words = words();
    let column = words.of(facts.column);
    if unrelated(words, &column, facts) {
        return Verdict::other();
    }
    let table = words.of(facts.table);
    let Some(name) = name(words, &column, &table, facts) else {
        return Verdict::other();
    };
    match name {
        Meaning::Protected => {
            Verdict::new(Shape::Protected, None, Confidence::High, "its name says that it is protected")
        }
        Meaning::Secret(kind, bare) if !facts.refers => {
            let subject = Subject { words, facts, column: &column, table: &table, kind, bare };
            subject.settle()
        }
        _ => Verdict::other(),
    }
}

/// Most columns: nothing around them makes a secret of them.
fn unrelated(words: &Words, column: &[String], facts: &Facts<'_>) -> bool {
    words.meaning(column) == Meaning::Unrelated
        && !words.generic(column)
        && !needs_neighbours(facts.table, facts.column)
}

struct Subject<'a> {
    words: &'a Words,
    facts: &'a Facts<'a>,
    column: &'a [String],
    table: &'a [String],
    kind: Kind,
    bare: bool,
}

impl Subject<'_> {
    fn settle(&self) -> Verdict {
        let Some(mut verdict) = self.by_type() else {
            return Verdict::other();
        };
        for (leaning, why) in self.facts.evidence.iter().cloned().chain(self.neighbours()) {
            match leaning {
                Leaning::Protected => verdict.shape = Shape::Protected,
                Leaning::Open if verdict.shape == Shape::Readable => verdict.confidence = Confidence::Low,
                Leaning::Readable if verdict.shape == Shape::Readable => verdict.confidence = Confidence::High,
                _ => {}
            }
            verdict.because.push(why);
        }
        let strongest = self.facts.evidence.iter().map(|(leaning, _)| *leaning).max();
        let outright = match strongest {
            Some(Leaning::Proven) => Some(Confidence::High),
            Some(Leaning::Divided) => Some(Confidence::Low),
            _ => None,
        };
        if let Some(confidence) = outright {
            (verdict.shape, verdict.confidence) = (Shape::Readable, confidence);
        }
        verdict
    }

    /// What name and type alone say.
    fn by_type(&self) -> Option<Verdict> {
        let readable = |confidence, why: &str| Some(Verdict::new(Shape::Readable, Some(self.kind), confidence, why));
        let guarded = |why: &str| Some(Verdict::new(Shape::Protected, Some(self.kind), Confidence::Medium, why));
        match (holds(self.facts.ty), self.kind) {
            (Holds::Nothing, _) => None,
            (Holds::Guarded, _) => guarded("its type says that it is protected"),
            (Holds::Number, Kind::Code) => readable(self.by_name(), "a number that is typed once"),
            (Holds::Number, _) => None,
            (Holds::Uuid, Kind::Token | Kind::Code) => {
                readable(Confidence::Medium, "the random id is the secret itself")
            }
            (Holds::Uuid, Kind::Key | Kind::Secret) if !self.facts.column.ends_with("id") => {
                readable(Confidence::Medium, "the random id is the secret itself")
            }
            (Holds::Uuid, _) => None,
            (Holds::Bytes, Kind::Key) if self.raw() => {
                readable(Confidence::Medium, "nothing beside it says that the key is wrapped")
            }
            (Holds::Bytes, Kind::Secret | Kind::Key | Kind::Credential) => {
                readable(Confidence::Low, "bytes may be sealed or not")
            }
            (Holds::Bytes, _) => guarded("bytes are the shape of a hash"),
            (Holds::Text(Some(n)) | Holds::Fixed(n), _) if n < 4 => None,
            (Holds::Text(_) | Holds::Fixed(_), _) if self.clear() => {
                readable(Confidence::High, "its name says that it can be read")
            }
            (Holds::Text(Some(n)) | Holds::Fixed(n), Kind::Password) if n < SHORTEST_HASH => {
                readable(Confidence::High, "it is too short for any hash")
            }
            (Holds::Text(Some(n)) | Holds::Fixed(n), Kind::Password) if self.hash_sized(n) => {
                guarded("its length is that of a hash")
            }
            (Holds::Fixed(n), Kind::Token | Kind::Key) if hash_length(n) && self.bare => {
                readable(Confidence::Low, "its length may be that of a hash")
            }
            (Holds::Text(_), Kind::Key) if self.registered() => {
                readable(Confidence::Low, "public keys are kept so as well")
            }
            (Holds::Json | Holds::Text(None), Kind::Key) if self.document() => {
                readable(Confidence::Low, "public keys are kept so as well")
            }
            (Holds::Json, _) if self.by_name() > Confidence::Medium => readable(Confidence::Medium, ""),
            _ => readable(self.by_name(), ""),
        }
    }

    /// `signing_keys.key_data JSON`, `key_json`: only the table says that
    /// keys are in it.
    fn document(&self) -> bool {
        let says = |set: &[&str]| self.column.iter().any(|word| set.contains(&word.as_str()));
        let json = holds(self.facts.ty) == Holds::Json;
        self.bare && (says(&["json", "jsonb"]) || json && says(&["data", "content", "payload", "body"]))
    }

    /// `authentication_keys.key` beside `key_type`: what people register of
    /// their own is the public half.
    fn registered(&self) -> bool {
        let typed = |words: &[String]| matches!(words, [key, kind] if key == "key" && kind == "type");
        let named = |name: &String| name == "authentication";
        let table = matches!(self.table, [.., name, key] if key == "key" && named(name));
        self.bare && table && self.facts.siblings.iter().any(|sibling| typed(sibling.words))
    }

    /// Bytes that sign or decipher as they are; PEM is text inside, and a
    /// certificate's key is kept as it is served.
    fn raw(&self) -> bool {
        let served = |table: &String| matches!(table.as_str(), "certificate" | "cert");
        !self.bare && self.words.lists.raw.any(self.column)
            || self.column.iter().any(|word| word == "pem")
            || self.bare && self.table.last().is_some_and(served)
    }

    /// `passwd.clear`, `plaintext_password`.
    fn clear(&self) -> bool {
        const SAID: &[&str] = &["clear", "cleartext", "plain", "plaintext", "unencrypted", "unhashed"];
        self.column.iter().any(|word| SAID.contains(&word.as_str()))
    }

    /// Lengths that only hashes have, or hashes of people's passwords.
    fn hash_sized(&self, n: u32) -> bool {
        let round = matches!(n, 32 | 40 | 64 | 72 | 128);
        hash_length(n) && !self.used_elsewhere() && (!round || self.of_account())
    }

    /// What the name alone says of a text.
    fn by_name(&self) -> Confidence {
        match self.kind {
            Kind::Password => self.password(),
            Kind::Push => Confidence::Low,
            _ if self.words.lists.weak.has(&self.column.join(" ")) => Confidence::Low,
            Kind::Token | Kind::Code | Kind::Key | Kind::Credential if self.bare => Confidence::Medium,
            _ => Confidence::High,
        }
    }

    /// Passwords of people are mostly hashed, those of services cannot be.
    fn password(&self) -> Confidence {
        match (self.used_elsewhere(), self.of_account()) {
            (true, _) => Confidence::High,
            (_, true) => Confidence::Low,
            _ => Confidence::Medium,
        }
    }

    /// `auth_password` alone says only that somebody signs in somewhere.
    fn of_account(&self) -> bool {
        let front = &self.column[..self.column.len().saturating_sub(1)];
        self.words.lists.accounts.any(self.table) || front != ["auth"] && self.words.lists.accounts.any(front)
    }

    fn used_elsewhere(&self) -> bool {
        let front = &self.column[..self.column.len().saturating_sub(1)];
        self.words.lists.services.any(front) || self.words.lists.services.any(self.table) || self.beside_a_server()
    }

    /// `smtp_server`, `imap_port`, `host` with `port`: what is signed in to.
    fn beside_a_server(&self) -> bool {
        let any = |set: &[&str]| {
            let mut lasts = self.facts.siblings.iter().filter_map(|sibling| sibling.words.last());
            lasts.any(|last| set.contains(&last.as_str()))
        };
        any(&["host", "hostname", "server"]) && any(&["port"])
    }

    /// What the other columns of the table say.
    fn neighbours(&self) -> Vec<(Leaning, String)> {
        let mut out = Vec::new();
        let siblings = &self.facts.siblings;
        let beside = siblings.iter().map(|sibling| sibling.words).any(|s| {
            s.ends_with(&["redirect".into(), "uri".into()]) || s.ends_with(&["code".into(), "challenge".into()])
        });
        // The nonce of a sign-in with another service is no cipher's.
        let signs_in = |w: &String| matches!(w.as_str(), "oauth" | "oidc" | "openid" | "sso" | "pkce");
        let exchange = beside || self.table.iter().chain(self.column).any(signs_in);
        for Sibling { name, words } in siblings {
            if let Some((leaning, why)) = self.neighbour(words, exchange) {
                out.push((leaning, format!("column `{name}` {why}")));
            }
        }
        out
    }

    fn neighbour(&self, sibling: &[String], exchange: bool) -> Option<(Leaning, &'static str)> {
        let has = |set: &[&str]| sibling.iter().any(|w| set.contains(&w.as_str()));
        let last = sibling.last().map_or("", String::as_str);
        let same = self.stem(sibling);
        if same && hidden_copy(sibling) {
            return Some((Leaning::Readable, "keeps a protected copy beside it"));
        }
        if self.kind == Kind::Password {
            let tuned = has(&["algorithm", "algo", "iteration", "round", "scheme"])
                && (sibling.len() == 1 || same || has(&["hash", "password"]));
            let salted = last == "salt" && (sibling.len() == 1 || same || has(&["password", "hash"]));
            return (salted || tuned).then_some((Leaning::Protected, "belongs to a hash"));
        }
        let sealed = matches!(last, "nonce" | "iv") && !exchange
            || has(&["kek", "dek", "ciphertext"])
            || sibling.ends_with(&["encryption".into(), "version".into()])
            || (matches!(last, "id" | "version") && has(&["encryption", "kms", "wrapping", "dek", "kek"]))
            || sibling.ends_with(&["auth".into(), "tag".into()]);
        let front = self.column.len().saturating_sub(1).max(1);
        let own = same
            || sibling.len() <= 2
            || has(&["kek", "dek", "encryption"])
            || sibling.starts_with(&self.column[..front]);
        if sealed && own {
            return Some((Leaning::Protected, "belongs to an encryption"));
        }
        if sibling.len() <= 2
            && (has(&["encrypted"]) && has(&["is", "encrypted"]))
            && sibling.iter().all(|w| w == "is" || w == "encrypted")
        {
            return Some((Leaning::Open, "says which rows are encrypted"));
        }
        let excerpt = matches!(last, "prefix" | "hint" | "salt" | "preview" | "last4") && (same || self.bare);
        let excerpt = excerpt || has(&["eight", "four"]) && has(&["last"]) && self.bare;
        (excerpt && self.bare && matches!(self.kind, Kind::Token | Kind::Key))
            .then_some((Leaning::Open, "shows what a hash would hide"))
    }

    /// Whether the other name is about the same thing: shares its kind's word.
    fn stem(&self, sibling: &[String]) -> bool {
        sibling.iter().filter(|word| !hides(word)).eq(self.column)
            || sibling.len() > self.column.len() && sibling.starts_with(self.column)
    }
}

/// The shortest hash of a password in use: DES `crypt`.
const SHORTEST_HASH: u32 = 13;

/// Lengths that hashes have in text: md5, sha1, bcrypt, sha256, argon2.
fn hash_length(n: u32) -> bool {
    matches!(n, 32 | 34 | 40 | 41 | 43 | 44 | 56 | 60 | 61 | 64 | 72 | 73 | 86 | 88 | 95..=99 | 128)
}
