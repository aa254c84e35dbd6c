//! Headers and statements that sign somebody in.

use super::{Found, password};
use crate::finding::Confidence;
use crate::secrets::assignment::{Form, Verdict, is_uuid, stands_in};
use crate::secrets::checksum::radix;
use crate::secrets::place::Place;
use crate::secrets::shape::is_random;

/// `Authorization: Basic …`, `Authorization", "Bearer …"`, `['Authorization'] = 'Token …'`.
pub(super) fn authorization(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    let start = at + "authorization".len();
    let rest = &text[start..(start + 40).min(text.len())];
    let glue = rest.iter().take_while(|byte| b"\"':=, \t\\>()[]`f".contains(byte)).count();
    let scheme = &rest[glue..];
    let words: [&[u8]; 5] = [b"basic ", b"bearer ", b"token ", b"apikey ", b"key="];
    let begins = |word: &&&[u8]| scheme.len() > word.len() && scheme[..word.len()].eq_ignore_ascii_case(word);
    let Some(word) = words.iter().find(begins) else {
        return;
    };
    let from = start + glue + word.len();
    let part = |byte: &&u8| byte.is_ascii_alphanumeric() || b"-_+/=.~:".contains(byte);
    let len = text[from..].iter().take(4096).take_while(part).count();
    let Ok(value) = std::str::from_utf8(&text[from..from + len]) else {
        return;
    };
    let basic = word.starts_with(b"basic");
    found.push(("authorization-header", from..from + len, if basic { pair(value, place) } else { bearer(value) }));
}

/// Judges the user and password that `Basic` puts into base64.
pub(in crate::secrets) fn pair(value: &str, place: Place) -> Verdict {
    let bytes = radix::base64(value.as_bytes()).ok_or("not base64")?;
    let pair = std::str::from_utf8(&bytes).map_err(|_| "not a user and a password")?;
    let (user, secret) = pair.split_once(':').ok_or("not a user and a password")?;
    if secret == user || secret.len() < 4 || pair.contains(char::is_control) {
        return Err("a placeholder");
    }
    password(secret.as_bytes(), Form::Quoted, place)
}

/// Judges what is behind a scheme, where nothing but a token can stand,
/// however long it is and whatever it is made of.
fn bearer(value: &str) -> Verdict {
    stands_in("", value)?;
    let random = value.len() >= 16 && is_random(value) && !value.starts_with("eyJ");
    // As sure as a token under a name: what is drawn like this is one in tests too.
    if random && value.len() >= 20 {
        return Ok(Confidence::High);
    }
    (random || is_uuid(value)).then_some(Confidence::Medium).ok_or("not random enough")
}

/// How far before its password a statement may begin.
const STATEMENT: usize = 200;

/// `CREATE USER x IDENTIFIED BY '…'`; prose identifies things as well.
pub(super) fn identified(text: &[u8], at: usize, place: Place, found: &mut Vec<Found>) {
    let start = at + "identified by".len();
    let before = text[at.saturating_sub(STATEMENT)..at].to_ascii_lowercase();
    let words: [&[u8]; 4] = [b"user ", b"grant ", b"role ", b"identified with"];
    if !words.iter().any(|word| memchr::memmem::find(&before, word).is_some()) {
        return;
    }
    let rest = &text[start..(start + 200).min(text.len())];
    let glue = rest.iter().take_while(|byte| b" \\".contains(byte)).count();
    let Some(quote) = rest.get(glue).filter(|byte| matches!(byte, b'\'' | b'"')) else {
        return;
    };
    let from = start + glue + 1;
    let Some(len) = memchr::memchr(*quote, &rest[glue + 1..]) else {
        return;
    };
    let value = &text[from..from + len];
    let user = [&[*quote], &value.to_ascii_lowercase()[..], &[*quote]].concat();
    let verdict = match memchr::memmem::find(&before, &user) {
        Some(_) => Err("the value repeats the name"),
        None => password(value, Form::Quoted, place),
    };
    found.push(("sql-password", from..from + len, verdict));
}
