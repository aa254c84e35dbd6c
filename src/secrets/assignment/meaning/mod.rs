//! What a value means when it is no secret: a placeholder, a reference, an
//! address, a name, a hash.

mod code;
mod coded;
mod place;
mod typed;

use super::cursor::Form;
use super::key::{Promise, is_credential, promise};
use crate::secrets::place::{Place, Syntax};
use crate::secrets::shape::{is_common, is_placeholder_words, is_random, readable};
use code::{formatted, has_hole, interpolated, is_code, is_foreign, is_pattern, is_word};
pub use coded::is_uuid;
use coded::{is_algorithm, is_guid, is_hashed, is_public_key, is_record, is_spelled, repeats};
pub use place::is_entry_point;
use place::{is_address, is_drawn, is_file, is_path, is_reference};
pub(super) use typed::is_typed;

// The sorted lists of `rules/words/values.yaml`.
include!(concat!(env!("OUT_DIR"), "/values.rs"));

/// Values that by their form are something else.
pub(super) fn structure(value: &str, form: Form, place: Place) -> Result<(), &'static str> {
    let bytes = value.as_bytes();
    let has = |text: &str| value.contains(text);
    if bytes.len() < 4 {
        return Err("too short");
    }
    if bytes.len() > 1000 {
        return Err("too long for a generic secret");
    }
    let spaced = bytes.iter().any(|byte| byte.is_ascii_whitespace() || byte.is_ascii_control());
    if spaced && !is_grouped(value) {
        return Err("several words");
    }
    if !value.is_ascii() {
        return Err("text for people");
    }
    let braces = ["${", "{{", "#{", "$(", "<%", "%(", "@@", "%{", "[[", "\\(", "=>", "::", "()", "->", "{$", "<?"];
    let filled = !is_drawn(value)
        && (braces.iter().any(|open| has(open))
            || has_hole(value)
            || formatted(value)
            || interpolated(value, form, place.fills));
    if is_code(value, form) && !is_drawn(value) {
        return Err("code");
    }
    if value.contains("\\u00") || value.matches("\\u").count() >= 2 || is_foreign(value) {
        return Err("text for people");
    }
    // Whole web tokens are judged as such; this is part of one, or unsigned.
    if value.starts_with("eyJ") && (value.matches('.').count() == 2 || value.len() < 40) {
        return Err("a web token, judged by its own detector");
    }
    if PUBLISHED.iter().any(|prefix| value.starts_with(prefix)) {
        return Err("a key that is meant to be published");
    }
    if is_spelled(value) {
        return Err("words in base64");
    }
    if is_record(value) {
        return Err("a record in base64");
    }
    if is_public_key(value) {
        return Err("a public key");
    }
    if is_pattern(value) {
        return Err("a regular expression");
    }
    if is_guid(value) {
        return Err("a GUID");
    }
    if is_hashed(value) {
        return Err("a password hash");
    }
    let first = bytes.first().copied().unwrap_or(0);
    if filled || matches!(first, b'$' | b'<' | b'[' | b'{' | b'(' | b'&') && !is_random(value) && !is_uuid(value) {
        return Err("a reference or a template");
    }
    if matches!(first, b'*' | b'!') && place.syntax == Syntax::Config && value.chars().skip(1).all(is_word) {
        return Err("an anchor or a tag");
    }
    if has("://") {
        return Err("an address");
    }
    if is_measure(value) {
        return Err("a number");
    }
    if is_version(value) {
        return Err("a version");
    }
    if value.matches(':').count() >= 4 {
        return Err("a record of several fields");
    }
    if repeats(bytes) {
        return Err("a placeholder");
    }
    if is_path(value) || is_file(value) || is_address(value) {
        return Err("a path or an address");
    }
    if is_reference(value) || is_entry_point(value) {
        return Err("a reference to where the value is");
    }
    Ok(())
}

/// `abcd efgh ijkl mnop`: how a mail provider shows the password that it made
/// for a program.
fn is_grouped(value: &str) -> bool {
    let groups = || value.split(' ');
    let lower = groups().all(|group| group.len() == 4 && group.bytes().all(|byte| byte.is_ascii_lowercase()));
    lower && groups().count() == 4 && !groups().any(is_common)
}

/// `1.25e-05`: a number with a point or a signed exponent, such as a price
/// for each token.
fn is_measure(value: &str) -> bool {
    let marked = ['.', '-', '+'].iter().any(|mark| value.contains(*mark));
    marked && value.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) && value.parse::<f64>().is_ok()
}

/// The letters and digits of a text, in lower case.
fn plain(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

/// `^0.2.0-alpha.2`, `0.0.2-preview-20240726`: three numbers, and what comes
/// before a release.
fn is_version(value: &str) -> bool {
    let plain = value.trim_start_matches(|c: char| "^~<>=v".contains(c));
    let (numbers, rest) = plain.split_at(plain.find(['-', '+']).unwrap_or(plain.len()));
    let parts = || numbers.split('.');
    parts().count() == 3
        && parts().all(|part| (1..=6).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
        && rest.split(['.', '-', '+']).all(|part| {
            let date = part.bytes().all(|byte| byte.is_ascii_digit());
            part.bytes().all(|byte| byte.is_ascii_alphanumeric()) && (date || part.len() < 4 || readable(part) >= 0.5)
        })
}

/// Values that stand in for others: they ask to be replaced, repeat, count up or
/// run along the keyboard.
pub fn stands_in(name: &str, value: &str) -> Result<(), &'static str> {
    if repeats(value.as_bytes()) || is_typed(value) {
        return Err("a placeholder");
    }
    asks(name, value)
}

/// Values that ask to be replaced.
pub(super) fn asks(name: &str, value: &str) -> Result<(), &'static str> {
    if plain(name) == plain(value) {
        return Err("the value repeats the name");
    }
    let lower = value.to_ascii_lowercase();
    let framed = value.find('<').is_some_and(|open| value[open..].contains('>'));
    if framed || ASKS.iter().any(|word| lower.contains(word)) || APART.iter().any(|word| begins_with_word(value, word))
    {
        return Err("a placeholder");
    }
    let said =
        ["password", "passwd", "passphrase"].iter().any(|word| lower.contains(word) && value.len() <= word.len() + 4);
    let lettered = value.bytes().any(|byte| byte.is_ascii_alphabetic());
    if said || lettered && is_placeholder_words(value) {
        return Err("made of placeholder words");
    }
    Ok(())
}

/// Whether a word stands in a value and begins there: `myMock`, not `Hammock`.
fn begins_with_word(value: &str, word: &str) -> bool {
    let bytes = value.as_bytes();
    (0..bytes.len()).any(|at| {
        let here = bytes.get(at..at + word.len()).is_some_and(|part| part.eq_ignore_ascii_case(word.as_bytes()));
        let before = at.checked_sub(1).map_or(b' ', |at| bytes[at]);
        here && (!before.is_ascii_alphabetic() || before.is_ascii_lowercase() && bytes[at].is_ascii_uppercase())
    })
}

/// Values that by their words are no secret.
pub(super) fn words(name: &str, value: &str) -> Result<(), &'static str> {
    let text = plain(value);
    let own = plain(name);
    if text.len() >= 4 && own.ends_with(&text) || text.len() >= 8 && own.contains(&text) {
        return Err("the value repeats the name");
    }
    // `sslunix.nopwd: sslnopwd`: both are named after what they are about.
    let named = crate::words::segments(name);
    let last = named.last().map_or("", String::as_str);
    let lettered = value.bytes().all(|byte| byte.is_ascii_alphabetic() || b"_-.".contains(&byte));
    if lettered && last.len() >= 3 && text.ends_with(last) {
        return Err("named after the same thing");
    }
    if holds_name(name, value) {
        return Err("named after the same thing");
    }
    asks(name, value)?;
    if is_algorithm(value) {
        return Err("the name of an algorithm");
    }
    if is_pair(value) {
        return Err("a name and a value of its own");
    }
    if named.iter().any(|word| word.starts_with("token")) && !is_credential(&named) && is_contract(value) {
        return Err("the address of a contract");
    }
    let joined = value.chars().all(|c| c.is_ascii_alphanumeric() || "_-. ".contains(c));
    let few = value.bytes().filter(u8::is_ascii_digit).count() <= 2;
    let names = joined && (few || value.contains(['_', '-', '.'])) && promise(value, false) >= Promise::Token;
    if names && !is_random(value) {
        return Err("itself the name of a secret");
    }
    Ok(())
}

/// `access_token=x`: found by its own name.
fn is_pair(value: &str) -> bool {
    value.split_once('=').is_some_and(|(name, rest)| {
        let word = name.len() >= 3 && name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
        word && rest.len() >= 4 && promise(name, false) >= Promise::Token
    })
}

/// `0xc02a…`, `USDC:0xa0b8…`: twenty bytes, by which coins are traded.
fn is_contract(value: &str) -> bool {
    let digits = value.rsplit(':').next().and_then(|last| last.strip_prefix("0x"));
    digits.is_some_and(|digits| digits.len() == 40 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// The shortest name that does not stand in a value by chance.
const WHOLE_NAME: usize = 12;

/// `x/PrivateKey_bio.html = y/PrivateKey_bio.pod`: a name with a word or two
/// around it. A token may begin with its name; then the rest is random.
fn holds_name(name: &str, value: &str) -> bool {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let around = value.split_once(stem).filter(|_| stem.len() >= WHOLE_NAME);
    around.is_some_and(|(before, after)| [before, after].iter().all(|rest| rest.len() <= 8 && !is_random(rest)))
}
