//! What comments say of a column.

use super::super::segments;
use super::{LISTS, Leaning, has, hides_value};

/// What a comment says: `bcrypt hash`, `stored in clear text`.
pub fn of_comment(text: &str) -> Option<Leaning> {
    clear(&text.to_lowercase()).or_else(|| hidden(text))
}

/// How far before the phrase stands what denies it, in bytes.
const DENIED_WITHIN: usize = 24;

/// That it can be read is said, or denied.
fn clear(lower: &str) -> Option<Leaning> {
    let at = LISTS.clear.iter().find_map(|phrase| lower.find(phrase.as_str()))?;
    let before = &lower[..at];
    let denied = |word: &String| before.rfind(word.as_str()).is_some_and(|n| at - n < DENIED_WITHIN);
    Some(if LISTS.denied.iter().any(denied) { Leaning::Protected } else { Leaning::Proven })
}

/// The first word of hashing, with what stands before it.
fn hidden(text: &str) -> Option<Leaning> {
    let said: Vec<(usize, String)> = text.split_whitespace().enumerate().flat_map(cut).collect();
    let serves = |at: usize| {
        has(&LISTS.serving, &said[at].1) && said.get(at + 1).is_some_and(|(_, next)| has(&LISTS.tools, next))
    };
    let hides = |at: &usize| hides_value(&said[*at].1) && !has(&LISTS.shown, &said[*at].1) && !serves(*at);
    let at = (0..said.len()).find(hides)?;
    let before = &said[at.saturating_sub(4)..at];
    let says = |list: &[String]| before.iter().any(|(_, word)| has(list, word));
    if says(&LISTS.undone) {
        return Some(Leaning::Readable);
    }
    // "key used to encrypt", "secret for hmac": what it does, not what it is.
    let other = says(&LISTS.purposes) || elsewhere(text.split_whitespace().skip(said[at].0 + 1));
    (!other).then_some(Leaning::Protected)
}

fn cut((at, word): (usize, &str)) -> impl Iterator<Item = (usize, String)> {
    segments(word).into_iter().map(move |segment| (at, segment))
}

/// "the hash in key_index", "hash is kept in `tokens_hashed`": the hash of
/// which a comment speaks stands in another column.
fn elsewhere<'a>(after: impl Iterator<Item = &'a str>) -> bool {
    let mut after = after.skip_while(|word| has(&LISTS.kept, word));
    let inside = after.next() == Some("in");
    let place = after.find(|word| !has(&LISTS.kept, word)).unwrap_or("");
    let place = place.trim_matches(|c: char| !c.is_alphanumeric() && c != '`' && c != '_');
    inside && (place.contains('_') || place.starts_with('`'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_speak_for_themselves() {
        assert_eq!(of_comment("bcrypt hash of the password"), Some(Leaning::Protected));
        assert_eq!(of_comment("AES-GCM encrypted"), Some(Leaning::Protected));
        assert_eq!(of_comment("stored in clear text, sorry"), Some(Leaning::Proven));
        assert_eq!(of_comment("never stored in plain text"), Some(Leaning::Protected));
        assert_eq!(of_comment("TODO: this should be hashed"), Some(Leaning::Readable));
        assert_eq!(of_comment("key used to encrypt exports"), None);
        assert_eq!(of_comment("the user's password"), None);
        assert_eq!(of_comment("HMAC secret or API key"), None);
        assert_eq!(of_comment("encrypted HMAC secret"), Some(Leaning::Protected));
        assert_eq!(of_comment("HMAC of the secret"), Some(Leaning::Protected));
        assert_eq!(of_comment("API token; the fingerprint is shown in the list"), None);
    }

    #[test]
    fn a_hash_that_stands_elsewhere_says_nothing_of_the_column() {
        assert_eq!(of_comment("shown once; lookups use the hash in key_index"), None);
        assert_eq!(of_comment("its hash is kept in the column `digest`"), None);
        assert_eq!(of_comment("SHA-256 hash in hex"), Some(Leaning::Protected));
        assert_eq!(of_comment("hash of raw_token, in base64"), Some(Leaning::Protected));
    }
}
