//! The forms in which a value may appear in text.

use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use zeroize::Zeroizing;

use super::LEAST;

/// Long values are looked for piece by piece: a writer then never has to hold back more than one piece.
const PIECE: usize = 256;

/// What RFC 3986 leaves as it is.
const UNRESERVED: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

type Form = Zeroizing<Vec<u8>>;

/// Every form of a value that is long enough to be told from innocent text.
pub(super) fn of(value: &[u8]) -> Vec<Form> {
    let mut forms: Vec<Form> = pieces(value).flat_map(of_piece).filter(|form| form.len() >= LEAST).collect();
    forms.sort_by(|one, other| one.as_slice().cmp(other));
    forms.dedup();
    forms
}

/// Pieces of at least [`PIECE`] bytes, unless the value is shorter.
fn pieces(value: &[u8]) -> impl Iterator<Item = &[u8]> {
    let count = (value.len() / PIECE).max(1);
    (0..count).map(move |n| if n + 1 == count { &value[n * PIECE..] } else { &value[n * PIECE..(n + 1) * PIECE] })
}

fn of_piece(piece: &[u8]) -> Vec<Form> {
    let mut forms = vec![Zeroizing::new(piece.to_vec())];
    for shift in 0..3 {
        forms.push(base64(&STANDARD_NO_PAD, piece, shift));
        forms.push(base64(&URL_SAFE_NO_PAD, piece, shift));
    }
    for set in [&UNRESERVED, NON_ALPHANUMERIC] {
        let percent = percent_encode(piece, set).to_string();
        forms.push(Zeroizing::new(lower_hex(&percent).into_bytes()));
        forms.push(Zeroizing::new(percent.replace("%20", "+").into_bytes()));
        forms.push(Zeroizing::new(percent.into_bytes()));
    }
    if let Ok(text) = std::str::from_utf8(piece) {
        forms.extend(escaped(text).map(|form| Zeroizing::new(form.into_bytes())));
    }
    forms
}

/// The part of base64 that depends on the piece alone when it begins `shift` bytes after a group of three.
fn base64(engine: &impl base64::Engine, piece: &[u8], shift: usize) -> Form {
    let mut bytes = Zeroizing::new(vec![0; shift]);
    bytes.extend_from_slice(piece);
    let text = Zeroizing::new(engine.encode(&*bytes));
    let (start, end) = ((shift * 8).div_ceil(6), (shift + piece.len()) * 8 / 6);
    Zeroizing::new(text.as_bytes()[start..end].to_vec())
}

fn lower_hex(percent: &str) -> String {
    let mut text = String::with_capacity(percent.len());
    let mut rest = percent;
    while let Some(at) = rest.find('%') {
        let (plain, escape) = rest.split_at(at);
        let (escape, after) = escape.split_at(escape.len().min(3));
        text.push_str(plain);
        text.push_str(&escape.to_ascii_lowercase());
        rest = after;
    }
    text + rest
}

/// As JSON writes it, with and without what only some writers escape, and as Rust's `{:?}` does; each once and, as for
/// a text that is put into another one, twice.
fn escaped(text: &str) -> impl Iterator<Item = String> {
    let json = json(text);
    let ascii: String = json.chars().map(ascii).collect();
    let once = [json.replace('/', "\\/"), ascii, json, inner(&format!("{text:?}"))];
    let twice = once.clone().map(|text| self::json(&text));
    once.into_iter().chain(twice)
}

fn json(text: &str) -> String {
    inner(&serde_json::to_string(text).unwrap_or_default())
}

/// Without the quotes around it.
fn inner(quoted: &str) -> String {
    quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default().to_owned()
}

/// `\uXXXX` for what is not ASCII, as many JSON writers have it.
fn ascii(c: char) -> String {
    if c.is_ascii() {
        return c.to_string();
    }
    c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect()
}
