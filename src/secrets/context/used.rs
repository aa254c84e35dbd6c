//! Places where nothing but a secret in use can stand, whatever it looks like.

use std::ops::Range;

use super::{MADE_UP_NAMES, SIGNERS, USED};

/// How far before a name what makes it certain may stand.
const NEAR: usize = 240;

/// Whether the value of the name at `key` can only be a secret: the key of an
/// application, of its sessions or tokens, the password beside a host and a
/// user.
pub(in crate::secrets) fn holds_secret(text: &[u8], key: &Range<usize>, value: &Range<usize>) -> bool {
    let name = text[key.clone()].to_ascii_lowercase();
    if !USED.iter().any(|end| name.ends_with(end.as_bytes())) && name != b"security_password_salt" {
        return false;
    }
    let before = text[key.start.saturating_sub(NEAR)..key.start].to_ascii_lowercase();
    signs_application(&name, &before)
        || signs_session(&name, &before)
        || signs_tokens(&name, &text[value.end..(value.end + AFTER).min(text.len())])
        || is_signer(&name, &text[value.clone()])
        || connects(&name, &before)
        || opens(&name, &before, &text[value.clone()])
}

/// `app.secret_key`, `app.config['SECRET_KEY']`, `app.config["JWT_SECRET_KEY"]`.
fn signs_application(name: &[u8], before: &[u8]) -> bool {
    let set = before.ends_with(b".config['") || before.ends_with(b".config[\"");
    name == b"app.secret_key" || set && matches!(name, b"secret_key" | b"jwt_secret_key" | b"security_password_salt")
}

/// `session({ secret: '…' })`, `new JwtStrategy({ secretOrKey: '…' })`.
fn signs_session(name: &[u8], before: &[u8]) -> bool {
    if name == b"secretorkey" {
        return true;
    }
    let opened = memchr::memmem::rfind(before, b"session({").map(|at| &before[at + 9..]);
    name == b"secret" && opened.is_some_and(|options| balance(options) >= 0)
}

/// `JWT_SECRET=…`, `sessionSecret: "…"`: nothing else is called so. What only
/// has small letters and hyphens is as well the name of where it is kept.
fn is_signer(name: &[u8], value: &[u8]) -> bool {
    let plain: Vec<u8> = name.iter().copied().filter(u8::is_ascii_alphabetic).collect();
    let made_up = MADE_UP_NAMES.iter().any(|word| memchr::memmem::find(&plain, word.as_bytes()).is_some());
    let a_name = value.iter().all(|byte| byte.is_ascii_lowercase() || b"-_.".contains(byte));
    value.len() >= 8 && !a_name && !made_up && SIGNERS.iter().any(|end| plain.ends_with(end.as_bytes()))
}

/// How far behind a key the algorithm may stand that it is for.
const AFTER: usize = 100;

/// `SECRET_KEY = "…"`, then `ALGORITHM = "HS256"`.
fn signs_tokens(name: &[u8], after: &[u8]) -> bool {
    let algorithm = memchr::memmem::find(after, b"ALGORITHM").map(|at| &after[at..]);
    name.ends_with(b"secret_key") && algorithm.is_some_and(|after| memchr::memmem::find(after, b"\"HS").is_some())
}

/// `connect(host="…", user="…", passwd="…")`, `{ host: '…', user: '…', password: '…' }`:
/// all in one bracket, and the password not the user again.
fn opens(name: &[u8], before: &[u8], value: &[u8]) -> bool {
    if !matches!(name, b"password" | b"passwd" | b"pwd" | b"pass") {
        return false;
    }
    let open = (0..before.len()).rev().find(|at| matches!(before[*at], b'(' | b'{') && balance(&before[at + 1..]) >= 0);
    let Some(settings) = open.map(|at| &before[at + 1..]) else { return false };
    let given = |word: &[u8]| {
        memchr::memmem::find_iter(settings, word).any(|at| {
            let rest = settings[at + word.len()..].trim_ascii_start();
            let rest = rest.strip_prefix(b"'").or(rest.strip_prefix(b"\"")).unwrap_or(rest).trim_ascii_start();
            let literal = rest.strip_prefix(b"=").or(rest.strip_prefix(b":")).map(<[u8]>::trim_ascii_start);
            literal.is_some_and(|literal| matches!(literal.first(), Some(b'"' | b'\'')))
        })
    };
    let repeated = memchr::memmem::find(settings, &value.to_ascii_lowercase()).is_some();
    given(b"host") && given(b"user") && !repeated
}

/// How many brackets are opened and not closed again; less than none where
/// what was open before is closed.
fn balance(options: &[u8]) -> i32 {
    let mut depth = 0;
    for byte in options {
        depth += match byte {
            b'{' | b'(' => 1,
            b'}' | b')' => -1,
            _ => 0,
        };
        if depth < 0 {
            return depth;
        }
    }
    depth
}

/// `Data Source=…;User ID=sa;Password=…`, all on one line.
fn connects(name: &[u8], before: &[u8]) -> bool {
    let line = before.rsplit(|byte| matches!(byte, b'\n' | b'"')).next().unwrap_or(before);
    let holds = |words: &[&[u8]]| words.iter().any(|word| memchr::memmem::find(line, word).is_some());
    matches!(name, b"password" | b"pwd") && line.ends_with(b";") && holds(&[b"user id=", b"userid=", b"uid=", b"user="])
}
