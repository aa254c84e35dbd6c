//! Words without their plural.

use std::borrow::Cow;

/// Plurals in `ies` whose singular does not end in `y`.
const PLAIN: &[&str] = &["cookies", "movies", "series", "species", "zombies", "selfies"];

/// Ends of words in `s` that are no plural.
const ODD: &[&str] = &[
    "ss", "us", "is", "ous", "aws", "tls", "kms", "sms", "cvs", "https", "dns", "has", "was", "uses", "requires",
    "sas", "gcs", "apns", "secs",
];

/// A word without its plural, where that is plain.
pub fn singular(word: &str) -> Cow<'_, str> {
    match word.strip_suffix("ies") {
        Some(stem) if stem.len() > 2 && !PLAIN.contains(&word) => Cow::Owned(format!("{stem}y")),
        _ => Cow::Borrowed(plain(word)),
    }
}

fn plain(word: &str) -> &str {
    if word.len() < 4 || ODD.iter().any(|end| word.ends_with(end)) {
        return word;
    }
    match word.strip_suffix("es") {
        Some(stem) if ["ss", "sh", "ch", "x"].iter().any(|end| stem.ends_with(end)) => stem,
        _ => word.strip_suffix('s').unwrap_or(word),
    }
}
