//! What is said of a column apart from its name.

use super::segments;
use super::words::words;

/// Which way a piece of evidence points, the weaker first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leaning {
    /// It stays open.
    Open,
    /// A secret that can be read.
    Readable,
    /// A hash or ciphertext.
    Protected,
    /// Said outright that it can be read.
    Proven,
}

/// Whether a word speaks of hashing or encryption.
pub fn hides(word: &str) -> bool {
    const MORE: &[&str] = &[
        "encrypt",
        "encrypted",
        "hashing",
        "seal",
        "wrap",
        "kms",
        "irreversible",
        "crypto",
        "hashes",
        "encryption",
        "aead",
        "age",
        "hmac",
        "crypt",
    ];
    words().protects(std::slice::from_ref(&word.to_string())) || MORE.contains(&word)
}

/// What a comment says: `bcrypt hash`, `stored in clear text`.
pub fn of_comment(text: &str) -> Option<Leaning> {
    let lower = text.to_lowercase();
    const CLEAR: &[&str] = &[
        "plaintext",
        "plain text",
        "plain-text",
        "cleartext",
        "clear text",
        "clear-text",
        "in the clear",
        "unencrypted",
        "unhashed",
        "not encrypted",
        "not hashed",
        "isn't encrypted",
        "isn't hashed",
        "unsalted plain",
    ];
    const DENIED: &[&str] = &["never ", "no ", "not ", "without ", "instead of ", "avoid ", "don't store ", "removes "];
    if let Some(at) = CLEAR.iter().find_map(|phrase| lower.find(phrase)) {
        let before = &lower[..at];
        let denied = DENIED.iter().any(|word| before.rfind(word).is_some_and(|n| at - n < 24));
        return Some(if denied { Leaning::Protected } else { Leaning::Proven });
    }
    let said = segments(text);
    let at = said.iter().position(|w| {
        hides(w)
            && !matches!(
                w.as_str(),
                "prefix"
                    | "suffix"
                    | "hint"
                    | "salt"
                    | "partial"
                    | "signature"
                    | "preview"
                    | "age"
                    | "secured"
                    | "protected"
                    | "fingerprint"
                    | "mac"
                    | "cipher"
            )
    })?;
    let before = &said[at.saturating_sub(4)..at];
    const UNDONE: &[&str] = &[
        "not", "never", "un", "without", "todo", "should", "fixme", "must", "before", "need", "needs", "to", "later",
        "no", "used", "for", "isn",
    ];
    if before.iter().any(|w| matches!(w.as_str(), "todo" | "should" | "fixme" | "later" | "not" | "never" | "isn")) {
        return Some(Leaning::Readable);
    }
    // "key used to encrypt", "secret for hmac": what it does, not what it is.
    let use_of = before.iter().any(|w| UNDONE.contains(&w.as_str()));
    (!use_of).then_some(Leaning::Protected)
}

/// What an expression that fills or checks a column says.
pub fn of_expression(text: &str) -> Option<Leaning> {
    let lower = text.to_lowercase();
    let says = |needles: &[&str]| needles.iter().any(|n| lower.contains(n));
    // `encode(sha256(random()::text::bytea), 'hex')`: what is drawn is spread,
    // and the result is what somebody presents.
    let drawn = says(&["gen_random", "random(", "randomblob", "uuid_generate", "uuid()", "newid(", "rand("]);
    let given = says(&["$", "?", "new.", "crypt(", "||"]) || lower.contains(":") && !lower.contains("::");
    if drawn && !given {
        return Some(Leaning::Readable);
    }
    if says(&[
        "crypt(",
        "digest(",
        "sha256(",
        "sha2(",
        "sha1(",
        "sha512(",
        "encrypt(",
        "hmac(",
        "hash(",
        "argon2",
        "$2a$",
        "$2b$",
        "$2y$",
        "$pbkdf2",
        "bcrypt",
        "{ssha",
        "password(",
    ]) {
        return Some(Leaning::Protected);
    }
    if drawn {
        return Some(Leaning::Readable);
    }
    (lower.contains("md5(")).then_some(Leaning::Protected)
}

/// Whether a stored value is visibly a hash or ciphertext.
pub fn hashed_value(value: &str) -> bool {
    let hex = |n: &[usize]| n.contains(&value.len()) && value.bytes().all(|b| b.is_ascii_hexdigit());
    let schemes = [
        "$2a$",
        "$2b$",
        "$2y$",
        "$2x$",
        "$argon2",
        "$pbkdf2",
        "$scrypt",
        "$1$",
        "$5$",
        "$6$",
        "$P$",
        "$H$",
        "$S$",
        "{ssha",
        "{sha",
        "{smd5",
        "{md5",
        "{crypt",
        "{blf",
        "{argon2",
        "pbkdf2",
        "scrypt:",
        "bcrypt",
        "sha256:",
        "sha512:",
        "sha1:",
        "sha256$",
        "sha1$",
        "scram-sha",
        "md5$",
        "vault:v",
        "enc:",
        "argon2",
        "$y$",
        "$7$",
    ];
    let lower = value.to_ascii_lowercase();
    hex(&[32, 40, 56, 64, 96, 128])
        || schemes.iter().any(|s| lower.starts_with(&s.to_ascii_lowercase()))
        || value.starts_with('*') && value.len() == 41
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_is_readable_however_it_is_spread() {
        assert_eq!(of_expression("encode(sha256(random()::text::bytea), 'hex')"), Some(Leaning::Readable));
        assert_eq!(of_expression("crypt($3, gen_salt('bf'))"), Some(Leaning::Protected));
        assert_eq!(
            of_expression("encode(digest($1 || gen_random_uuid()::text, 'sha256'), 'hex')"),
            Some(Leaning::Protected)
        );
        assert_eq!(of_expression("sha256($1)"), Some(Leaning::Protected));
    }

    #[test]
    fn comments_speak_for_themselves() {
        assert_eq!(of_comment("bcrypt hash of the password"), Some(Leaning::Protected));
        assert_eq!(of_comment("AES-GCM encrypted"), Some(Leaning::Protected));
        assert_eq!(of_comment("stored in clear text, sorry"), Some(Leaning::Proven));
        assert_eq!(of_comment("never stored in plain text"), Some(Leaning::Protected));
        assert_eq!(of_comment("TODO: this should be hashed"), Some(Leaning::Readable));
        assert_eq!(of_comment("key used to encrypt exports"), None);
        assert_eq!(of_comment("the user's password"), None);
    }
}
