//! What a column's name means beside the names around it: of its table and
//! of the other columns.

use super::judge::Facts;
use super::types::{Holds, holds};
use super::words::{Kind, Meaning, Words};

/// What the name means, with the table's help for bare names.
pub(super) fn name(words: &Words, column: &[String], table: &[String], facts: &Facts<'_>) -> Option<Meaning> {
    let own = words.meaning(column);
    let types = table.iter().any(|word| matches!(word.as_str(), "totp" | "otp" | "hotp" | "mfa"));
    let checked = words.lists.key_tables.any(table) && !types
        || words.lists.key_tables.any(&column[..column.len().saturating_sub(1)]);
    if checked && !matches!(own, Meaning::Secret(Kind::Password | Kind::Code, _)) {
        return None;
    }
    if matches!(own, Meaning::Secret(Kind::Token, _)) && words.lists.token_tables.any(table) {
        return None;
    }
    if let Some(meaning) = paired(column, facts).or_else(|| issued(words, column, table, facts)) {
        return Some(meaning);
    }
    if counted(column, facts) || proves(column, table, facts) || called(column, table, facts) {
        return None;
    }
    if sessions(words, column, table, facts) {
        return Some(Meaning::Secret(Kind::Token, false));
    }
    if exchanged(column, facts) {
        return Some(Meaning::Secret(Kind::Code, false));
    }
    if !words.generic(column) {
        return Some(own);
    }
    match from_table(words, column, table, facts) {
        Meaning::Generic | Meaning::Unrelated => Some(own),
        meaning => Some(meaning),
    }
}

/// Names that only their neighbours make a secret.
const PAIRED: &[&str] = &["auth", "key_auth"];

/// Whether neighbours may make a secret of what name and table leave open.
pub(super) fn needs_neighbours(table: &str, column: &str) -> bool {
    let ends = |name: &str| {
        let name = name.trim_end_matches(['s', 'S']);
        name.len() >= 3 && name.get(name.len() - 3..).is_some_and(|end| end.eq_ignore_ascii_case("key"))
    };
    let session =
        column.len() > 8 && column.get(column.len() - 7..).is_some_and(|end| end.eq_ignore_ascii_case("session"));
    session
        || column.eq_ignore_ascii_case("code")
        || PAIRED.iter().any(|name| column.eq_ignore_ascii_case(name))
        || ends(column) && ends(table)
}

/// `users.lastfm_session CHAR(32)`: what another service gave to a person, by
/// its length no number and no name.
fn sessions(words: &Words, column: &[String], table: &[String], facts: &Facts<'_>) -> bool {
    let named = column.len() > 1 && column.last().is_some_and(|last| last == "session");
    named && words.lists.accounts.any(table) && matches!(holds(facts.ty), Holds::Fixed(n) if n >= 16)
}

/// Names that mean something only beside another: `access_key` beside
/// `secret_key` tells whose it is, `auth` beside `p256dh` opens a push channel.
fn paired(column: &[String], facts: &Facts<'_>) -> Option<Meaning> {
    let beside = |ends: &[&str]| {
        facts.siblings.iter().any(|sibling| {
            let name = sibling.words.join(" ");
            ends.iter().any(|end| name.ends_with(end))
        })
    };
    let text = column.join(" ");
    if text.ends_with("access key") && !text.ends_with("secret access key") {
        let other_half = ["secret key", "secret access key", "access secret", "access key secret"];
        return beside(&other_half).then_some(Meaning::Harmless);
    }
    (PAIRED.contains(&column.join("_").as_str()) && beside(&["p256dh"])).then_some(Meaning::Secret(Kind::Secret, true))
}

/// Whether a name among the other columns has one of these words.
fn beside(facts: &Facts<'_>, words: &[&str]) -> bool {
    facts.siblings.iter().flat_map(|sibling| sibling.words).any(|word| words.contains(&word.as_str()))
}

/// `tokens JSONB` beside `cost_usd`: how many, not which.
fn counted(column: &[String], facts: &Facts<'_>) -> bool {
    let bare = matches!(column, [only] if only == "token");
    bare && holds(facts.ty) == Holds::Json && beside(facts, &["cost", "usage"])
}

/// `challenges.token` beside the authorization it is for: what ACME has a
/// client publish.
fn proves(column: &[String], table: &[String], facts: &Facts<'_>) -> bool {
    let bare = matches!(column, [only] if only == "token");
    let names = table.iter().any(|word| word == "challenge");
    bare && names && beside(facts, &["authz", "authorization", "acme"])
}

/// `env_secrets.secret_key` beside `payload` is what the secret is called.
fn called(column: &[String], table: &[String], facts: &Facts<'_>) -> bool {
    let own = matches!(column, [secret, key] if secret == "secret" && key == "key");
    own && table.len() > 1
        && table.last().is_some_and(|last| last == "secret")
        && beside(facts, &["payload", "value", "ciphertext"])
}

/// `code` beside `redirect_uri` is what a client exchanges for a token.
fn exchanged(column: &[String], facts: &Facts<'_>) -> bool {
    let returns = |words: &[String]| {
        let name = words.concat();
        ["redirecturi", "redirecturl"].iter().any(|end| name.ends_with(end))
    };
    matches!(column, [only] if only == "code") && facts.siblings.iter().any(|sibling| returns(sibling.words))
}

/// `api_keys.key`, `verification_codes.code`, `secrets.value`.
fn from_table(words: &Words, column: &[String], table: &[String], facts: &Facts<'_>) -> Meaning {
    let last = words.head(column).last().map_or("", String::as_str);
    // `client_key_values` holds keys and values, not a client's key.
    if table.ends_with(&["key".to_string(), "value".to_string()]) || table.last().is_some_and(|last| last == "kv") {
        return Meaning::Harmless;
    }
    let held = words.meaning(table);
    let pair = facts
        .siblings
        .iter()
        .any(|sibling| matches!(sibling.words.last().map(String::as_str), Some("value" | "val" | "content" | "data")));
    if matches!(last, "key" | "code")
        && pair
        && !matches!(held, Meaning::Secret(Kind::Key | Kind::Code | Kind::Token, _))
    {
        return Meaning::Harmless;
    }
    if last == "key" && matches!(held, Meaning::Secret(Kind::Secret, _)) {
        // `secrets.key` is what the secret is called.
        return Meaning::Harmless;
    }
    if let Meaning::Secret(kind, _) = held {
        return Meaning::Secret(kind, true);
    }
    if held == Meaning::Harmless {
        // `public_signup_tokens.secret` is secret all the same.
        return if last == "secret" { Meaning::Unrelated } else { held };
    }
    let mut joined = table.to_vec();
    if joined.last().map(String::as_str) != Some(last) {
        joined.push(last.to_string());
    }
    verbal(&mut joined);
    // `cache_stream.keys` are of the cache, whatever a stream key is elsewhere.
    let inert = last == "key" && table.iter().any(|word| words.lists.inert.has(word));
    match words.meaning(&joined) {
        Meaning::Secret(..) if inert => Meaning::Unrelated,
        Meaning::Secret(kind, _) => Meaning::Secret(kind, true),
        // `locks.token` is a lock token.
        Meaning::Harmless => Meaning::Harmless,
        _ => Meaning::Unrelated,
    }
}

/// `email_verifications.code` is a verification code, `invites.code` an
/// invite code, whatever stands behind: `verification_requests.code`.
fn verbal(joined: &mut Vec<String>) {
    const FILLERS: &[&str] =
        &["request", "attempt", "entry", "record", "email", "challenge", "session", "grant", "flow"];
    if joined.len() > 2 && joined.last().is_some_and(|last| last != "key") {
        let at = joined.len() - 2;
        if FILLERS.contains(&joined[at].as_str()) {
            joined.remove(at);
        }
    }
}

/// `tracker_keys.key` beside `valid_until`: a key that is handed out, runs out
/// and is taken back opens something.
fn issued(words: &Words, column: &[String], table: &[String], facts: &Facts<'_>) -> Option<Meaning> {
    let named = |name: &[String]| name.last().is_some_and(|last| last == "key");
    if !named(column) || !named(table) || table.iter().chain(column).any(|word| words.lists.inert.has(word)) {
        return None;
    }
    if !matches!(words.meaning(column), Meaning::Generic | Meaning::Unrelated) {
        return None;
    }
    let says = |set: &[&str]| {
        let mut words = facts.siblings.iter().flat_map(|sibling| sibling.words);
        words.any(|word| set.contains(&word.as_str()))
    };
    let ends = ["expire", "expired", "expiry", "expiration", "valid", "validity", "revoked", "revocation", "until"];
    let public = ["fingerprint", "algorithm", "alg", "algo", "value"];
    (says(&ends) && !says(&public)).then_some(Meaning::Secret(Kind::Key, column.len() == 1))
}
