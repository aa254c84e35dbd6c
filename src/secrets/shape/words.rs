//! The words in a value.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::surprise;

// The sorted lists of `rules/words/placeholders.yaml`.
include!(concat!(env!("OUT_DIR"), "/placeholders.rs"));

type Words = HashSet<&'static str>;

static COMMON: LazyLock<Words> = LazyLock::new(|| include_str!("../../../rules/words/common.txt").lines().collect());
static PLACEHOLDER: LazyLock<Words> = LazyLock::new(|| NAMING.iter().chain(ASKING).copied().collect());
static FILLED: LazyLock<Words> = LazyLock::new(|| PLACEHOLDER.iter().chain(FILLING).copied().collect());

/// Whether a lower-case word is in the dictionary.
pub fn is_common(word: &str) -> bool {
    COMMON.contains(word)
}

/// The share of the letters of `value` that belong to dictionary words of
/// three letters and more; 1.0 when there are no letters.
pub fn wordy(value: &str) -> f32 {
    covered(value, 3, &|word| COMMON.contains(word) || FILLED.contains(word))
}

/// The share of the letters and digits of `value` in runs of four letters and
/// more that read like words, whether or not the dictionary has them.
pub fn readable(value: &str) -> f32 {
    let runs = value.split(|c: char| !c.is_ascii_alphabetic()).flat_map(humps).filter(|run| run.len() > 3);
    let reads = |run: &&str| surprise(run.as_bytes()).is_some_and(|cost| cost <= 4.4) || wordy(run) >= 0.8;
    let read: usize = runs.filter(reads).map(str::len).sum();
    let all = value.bytes().filter(u8::is_ascii_alphanumeric).count();
    read as f32 / all.max(1) as f32
}

/// `camelCase` cut before its capitals.
fn humps(run: &str) -> impl Iterator<Item = &str> {
    let mut rest = run;
    std::iter::from_fn(move || {
        let bytes = rest.as_bytes();
        let hump = (1..bytes.len()).find(|at| bytes[at - 1].is_ascii_lowercase() && bytes[*at].is_ascii_uppercase());
        let (head, tail) = rest.split_at(hump.unwrap_or(rest.len()));
        rest = tail;
        (!head.is_empty()).then_some(head)
    })
}

/// Whether the letters of `value` are all words that stand for "put your own
/// here", or the usual words of a made-up password.
pub fn is_placeholder_words(value: &str) -> bool {
    let made_of = |text: &str| {
        covered(text, 1, &|word| PLACEHOLDER.contains(word)) >= 1.0
            || fills_gaps(text) && covered(text, 1, &|word| FILLED.contains(word)) >= 1.0
    };
    let plain = unleet(value);
    // A one is an `i` or an `l`.
    made_of(value)
        || plain != value && (made_of(&plain) || value.contains('1') && made_of(&unleet(&value.replace('1', "l"))))
}

/// Whether the words of a text may be such as only fill gaps: a name, or what
/// says itself what it stands for, as `dev-secret-2024` does. `Prod2024!` is
/// made as passwords are.
fn fills_gaps(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let signed = text.chars().any(|c| !c.is_ascii_alphanumeric() && !"-_. ".contains(c));
    match (digits, signed) {
        (0, false) => true,
        (0, true) => PLACEHOLDER.iter().any(|word| word.len() >= 4 && lower.contains(word)),
        (1..=4, false) => NAMING.iter().any(|word| lower.contains(word)),
        _ => false,
    }
}

/// `P@ssw0rd` to `Password`: the usual digits and signs that stand for
/// letters, where a letter stands beside them.
pub fn unleet(value: &str) -> String {
    // `P4$$w0rd`: a letter that was found makes its neighbour one.
    (0..3).fold(value.to_owned(), |value, _| unleet_once(&value))
}

fn unleet_once(value: &str) -> String {
    let chars: Vec<char> = value.chars().collect();
    let letter_at = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_alphabetic());
    let each = chars.iter().enumerate().map(|(at, c)| {
        let inside = letter_at(at.checked_sub(1)) || letter_at(Some(at + 1));
        match c {
            '0' if inside => 'o',
            '1' if inside && letter_at(Some(at + 1)) => 'i',
            '3' if inside && letter_at(Some(at + 1)) => 'e',
            '@' | '4' if inside && letter_at(Some(at + 1)) => 'a',
            '$' | '5' if inside => 's',
            c => *c,
        }
    });
    each.collect()
}

fn covered(value: &str, least: usize, known: &dyn Fn(&str) -> bool) -> f32 {
    let (mut letters, mut in_words) = (0usize, 0usize);
    for word in value.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()) {
        letters += word.len();
        in_words += best_cover(&word.to_ascii_lowercase(), least, known);
    }
    if letters == 0 { 1.0 } else { in_words as f32 / letters as f32 }
}

/// The longest a run of letters may be for an exact answer.
const LONGEST: usize = 64;

/// The most letters of `run` that known words cover without overlap.
fn best_cover(run: &str, least: usize, known: &dyn Fn(&str) -> bool) -> usize {
    let run = &run[..run.len().min(LONGEST)];
    let mut best = vec![0usize; run.len() + 1];
    for end in 1..=run.len() {
        best[end] = best[end - 1];
        for start in end.saturating_sub(14)..=end.saturating_sub(least) {
            let gain = best[start] + end - start;
            if end - start >= least && gain > best[end] && known(&run[start..end]) {
                best[end] = gain;
            }
        }
    }
    best[run.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::template::expand;

    #[test]
    fn names_that_no_dictionary_has_read_like_words() {
        for name in ["angularfire2.auth.tenant-id", "sqlite3-fiddle-config", "reflex-vla:pro-fingerprint:v1"] {
            assert!(readable(name) >= 0.6, "{name} {}", readable(name));
        }
        for seed in 1..60 {
            for template in ["{alnum:24}", "{lower:20}", "{base64url:32}", "{lowernum:16}"] {
                let token = expand(template, seed);
                assert!(readable(&token) < 0.6, "{template} {seed}");
            }
        }
    }

    #[test]
    fn made_up_passwords_are_known() {
        for value in [
            "password123",
            "P@ssw0rd",
            "changeme!",
            "your-api-key-here",
            "test1234",
            "Admin@123",
            "s3cr3t",
            "P4$$w0rd",
            "we1come",
        ] {
            assert!(is_placeholder_words(value), "{value}");
        }
        for value in ["dev-secret-2024", "Initialp@ssw0rd!", "change-production-secret", "S3CuR1Ty", "username@appId"] {
            assert!(is_placeholder_words(value), "{value}");
        }
        for value in ["Prod2024!", "AppProd99!", "prod-4417", "MyApp2023!", "Security#77", "apptoken-prod-77213"] {
            assert!(!is_placeholder_words(value), "{value}");
        }
        assert!(!is_placeholder_words("liverpool99"));
        assert!(!is_placeholder_words("kXp83hqz"));
    }
}
