//! What the name of a value promises.

use crate::secrets::is_in;
use crate::secrets::shape::is_random;
use crate::words::segments;

/// How much a name says that its value is secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Promise {
    /// Nothing: `token_type`, `public_key`, `password_label`.
    Nothing,
    /// Something: `key`, `salt`, `auth`.
    Hint,
    /// A token, key or secret that a program was given.
    Token,
    /// A password that a person may have chosen.
    Password,
}

// The sorted lists of `rules/words/names.yaml`.
include!(concat!(env!("OUT_DIR"), "/names.rs"));

/// Judges a name as it is written in the source; `called` when it is that of
/// a function and the value its argument.
pub fn promise(key: &str, called: bool) -> Promise {
    // The country; a name drawn at random says nothing by the words in it.
    if key == "PW" || key.bytes().all(|byte| byte.is_ascii_alphanumeric()) && key.len() >= 8 && is_random(key) {
        return Promise::Nothing;
    }
    let words = segments(key);
    // `password2` is a password.
    let trimmed = words.iter().map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()));
    let words: Vec<&str> = trimmed.filter(|word| !word.is_empty()).collect();
    let Some((at, promise)) = naming(&words) else {
        return Promise::Nothing;
    };
    if speaks_about(key, &words[..at], called, promise) {
        return Promise::Nothing;
    }
    match &words[at + 1..] {
        // `token_x` of something drawn; `TWITTER_TOKEN_X` is a provider's.
        [last] if at == 0 && is_in(AXES, last) => Promise::Nothing,
        [last] if words[at].starts_with("token") && is_in(HELD, last) => Promise::Nothing,
        [last] if is_type(key) && is_in(KINDS, last) => Promise::Nothing,
        // `AUTH0_CLIENT`: who asks.
        ["client"] if promise == Promise::Hint => Promise::Nothing,
        after => followed(after, promise),
    }
}

/// Whether a name is written as those of types are: `HTTPPasswordMgr`.
fn is_type(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_uppercase()) && key.contains(|c: char| c.is_ascii_lowercase())
}

/// Whether a name is that of a salt: secret where a program keeps one for all
/// that it hashes, public where it stands beside what was hashed with it.
pub fn is_salt(name: &str) -> bool {
    segments(name).last().is_some_and(|word| word == "salt")
}

/// Whether a function of this name changes what becomes of a secret: it is
/// given its name, or itself.
pub(super) fn changes(name: &str) -> bool {
    is_in(CHANGING, &first_called(name))
}

/// Whether a token of this name lets somebody in: an `access_token`, no coin.
pub(super) fn is_credential(words: &[String]) -> bool {
    words.windows(2).any(|two| two[1].starts_with("token") && is_in(SECRET_KEYS, &two[0]))
}

/// Whether a word of a name is that of a secret.
pub(super) fn speaks_of_secret(name: &str) -> bool {
    segments(name).iter().any(|word| is_in(HINT, word) || is_named(word).is_some())
}

/// Whether a name begins as those of made-up things do.
pub(super) fn is_feigned(name: &str) -> bool {
    is_in(FEIGNED, &first_called(name))
}

/// The first word of a name: of `a.b.name(…)` only the last part is called.
fn first_called(name: &str) -> String {
    let last = name.rsplit(['.', ':', '>']).next().unwrap_or(name);
    segments(last).into_iter().next().unwrap_or_default()
}

/// Whether the word before a name speaks of it as wrong, as messages do:
/// `unrecognized token: "1x"`.
pub fn is_denied(before: &[u8]) -> bool {
    let window = &before[before.len().saturating_sub(24)..];
    let Some(words) = window.strip_suffix(b" ") else { return false };
    let start = words.iter().rposition(|byte| !byte.is_ascii_alphabetic()).map_or(0, |at| at + 1);
    let word = String::from_utf8_lossy(&words[start..]).to_ascii_lowercase();
    is_in(OPENING, &word)
}

/// Whether the words before the naming one say that the value is none.
fn speaks_about(key: &str, before: &[&str], called: bool, promise: Promise) -> bool {
    let holds = |list: &[&str]| before.iter().any(|word| is_in(list, word));
    let hides = match promise {
        Promise::Password => holds(STORED),
        // `model_max_token`: how many; `SubjectFromWebIdentityToken`: who.
        Promise::Token => {
            let told_from = before.windows(2).any(|two| two[1] == "from" && is_in(ABOUT, two[0]));
            holds(COUNTING) || told_from || matches!(before, [only] if is_in(PLANTED, only))
        }
        _ => false,
    };
    let first = first_called(key);
    hides || holds(HIDING) || is_in(OPENING, &first) && !before.is_empty() || called && is_in(ASKING, &first)
}

/// What is left of a promise when these words follow.
fn followed(after: &[&str], promise: Promise) -> Promise {
    let speaks = |word: &str| is_in(ABOUT, word) || word.strip_suffix('s').is_some_and(|one| is_in(ABOUT, one));
    let taken_back = after.iter().any(|word| speaks(word) && !is_in(NEUTRAL, word));
    if after.iter().all(|word| is_in(NEUTRAL, word) || is_named(word).is_some()) {
        promise
    } else if taken_back || promise == Promise::Hint {
        Promise::Nothing
    } else if after.len() <= 2 {
        // `password_bob`, `token_github`.
        promise
    } else {
        Promise::Hint
    }
}

/// The last word that names a secret, and what it promises.
fn naming(words: &[&str]) -> Option<(usize, Promise)> {
    let each = words.iter().enumerate().rev();
    for (at, word) in each {
        let before = named_before(&words[..at]);
        if let Some(promise) = judged(word, before) {
            return Some((at, promise));
        }
    }
    None
}

/// The word that says what kind of thing the next is: `secretOrKey` is a
/// secret key as well.
fn named_before<'a>(before: &[&'a str]) -> &'a str {
    match before {
        [.., first, "or"] | [.., first] => first,
        [] => "",
    }
}

fn judged(word: &str, before: &str) -> Option<Promise> {
    // `proxy_pass` of a web server says where to.
    if word == "pass" && is_in(PASSING_ON, before) {
        return Some(Promise::Nothing);
    }
    if let Some(promise) = is_named(word) {
        let passed = word.starts_with("token") && is_in(PUBLIC_TOKENS, before);
        let public = is_in(PUBLIC, before) || passed;
        return Some(if public && promise == Promise::Token { Promise::Nothing } else { promise });
    }
    let named = |before: &str| is_in(PUBLIC, before) || is_in(PUBLIC_KEYS, before);
    if matches!(word, "key" | "keys") {
        return Some(match before {
            before if named(before) => Promise::Nothing,
            before if is_in(SECRET_KEYS, before) => Promise::Token,
            _ => Promise::Hint,
        });
    }
    if let Some(stem) = word.strip_suffix("key").filter(|stem| is_in(SECRET_KEYS, stem)) {
        return (!named(stem)).then_some(Promise::Token);
    }
    // `.bearer_auth("…")` is given the token.
    if word == "auth" && before == "bearer" {
        return Some(Promise::Token);
    }
    is_in(HINT, word).then_some(Promise::Hint)
}

fn is_named(word: &str) -> Option<Promise> {
    let ends = |names: &[&str]| {
        is_in(names, word) || names.iter().any(|name| name.len() >= 4 && word.ends_with(name) && !is_in(OTHERS, word))
    };
    if ends(PASSWORD) || word.len() > 3 && word.ends_with("pwd") {
        Some(Promise::Password)
    } else if ends(TOKEN) {
        Some(Promise::Token)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{Promise, promise};

    #[test]
    fn names_promise_what_they_say() {
        for key in [
            "password",
            "DB_PASSWORD",
            "dbPass",
            "spring.datasource.password",
            "mysqlpwd",
            "PASSWORD_PROD",
            "password2",
        ] {
            assert_eq!(promise(key, false), Promise::Password, "{key}");
        }
        for key in [
            "client_secret",
            "apiKey",
            "AWS_SECRET_ACCESS_KEY",
            "secretKey",
            "accesstoken",
            "token_github",
            "jwtSecret",
        ] {
            assert_eq!(promise(key, false), Promise::Token, "{key}");
        }
        for key in [
            "token_type",
            "public_key",
            "password_label",
            "PasswordField",
            "secretName",
            "token_url",
            "bypass",
            "cacheKey",
            "csrfToken",
            "publicKeyToken",
            "hashed_password",
            "invalid_password",
        ] {
            assert_eq!(promise(key, false), Promise::Nothing, "{key}");
        }
        for key in ["key", "nonce", "auth"] {
            assert_eq!(promise(key, false), Promise::Hint, "{key}");
        }
        assert_eq!(promise("getPassword", true), Promise::Nothing);
        assert_eq!(promise("user.setPassword", true), Promise::Password);
    }
}
