//! What a value looks like: its characters, its randomness, its words.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Counts of the kinds of characters in a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// All bytes.
    pub len: usize,
    /// `a`–`z`.
    pub lower: usize,
    /// `A`–`Z`.
    pub upper: usize,
    /// `0`–`9`.
    pub digit: usize,
    /// Printable ASCII that is neither letter nor digit.
    pub symbol: usize,
    /// Everything else.
    pub other: usize,
    /// How often a letter meets a digit or the case changes within a word
    /// (a capital at a word's start does not count).
    pub switches: usize,
    /// Whether all characters are hexadecimal digits.
    pub hex: bool,
}

impl Shape {
    /// Measures a value.
    pub fn of(value: &[u8]) -> Shape {
        let mut shape = Shape { len: value.len(), hex: !value.is_empty(), ..Shape::default() };
        let mut before = b' ';
        for &byte in value {
            match byte {
                b'a'..=b'z' => shape.lower += 1,
                b'A'..=b'Z' => shape.upper += 1,
                b'0'..=b'9' => shape.digit += 1,
                0x20..=0x7E => shape.symbol += 1,
                _ => shape.other += 1,
            }
            shape.hex &= byte.is_ascii_hexdigit();
            shape.switches += usize::from(switches(before, byte));
            before = byte;
        }
        shape
    }

    /// Letters of both cases.
    pub fn letters(&self) -> usize {
        self.lower + self.upper
    }

    /// How many of lower, upper, digit and symbol occur.
    pub fn classes(&self) -> usize {
        [self.lower, self.upper, self.digit, self.symbol].iter().filter(|count| **count > 0).count()
    }
}

fn switches(before: u8, byte: u8) -> bool {
    let to_digit = before.is_ascii_alphabetic() && byte.is_ascii_digit();
    let from_digit = before.is_ascii_digit() && byte.is_ascii_alphabetic();
    to_digit || from_digit || before.is_ascii_lowercase() && byte.is_ascii_uppercase()
}

/// Shannon entropy in bits a byte.
pub fn entropy(value: &[u8]) -> f32 {
    let mut counts = [0u32; 256];
    for byte in value {
        counts[usize::from(*byte)] += 1;
    }
    let len = value.len() as f32;
    let share = |count: &u32| {
        let share = *count as f32 / len;
        -share * share.log2()
    };
    counts.iter().filter(|count| **count > 0).map(share).sum()
}

/// Half bits that each letter costs after another in words and identifiers.
static COST: &[u8] = include_bytes!("../../rules/words/bigrams.txt");

/// Mean cost in bits of a letter after another; words lie near 3.5, random
/// letters near 6. `None` when no two letters stand side by side.
pub fn surprise(value: &[u8]) -> Option<f32> {
    let pairs = value.windows(2).filter(|pair| pair.iter().all(u8::is_ascii_alphabetic));
    let mut sum = 0u32;
    let mut count = 0u32;
    for pair in pairs {
        let row = usize::from(pair[0].to_ascii_lowercase() - b'a');
        let column = usize::from(pair[1].to_ascii_lowercase() - b'a');
        sum += u32::from(COST.get(row * 27 + column).map_or(0, |cost| cost - b'A'));
        count += 1;
    }
    (count > 0).then(|| sum as f32 / 2.0 / count as f32)
}

type Words = HashSet<&'static str>;

static COMMON: LazyLock<Words> = LazyLock::new(|| include_str!("../../rules/words/common.txt").lines().collect());
static PLACEHOLDER: LazyLock<Words> =
    LazyLock::new(|| include_str!("../../rules/words/placeholders.txt").lines().collect());

/// Whether a lower-case word is in the dictionary.
pub fn is_common(word: &str) -> bool {
    COMMON.contains(word)
}

/// The share of the letters of `value` that belong to dictionary words of
/// three letters and more; 1.0 when there are no letters.
pub fn wordy(value: &str) -> f32 {
    covered(value, 3, &|word| COMMON.contains(word) || PLACEHOLDER.contains(word))
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
    let plain = unleet(value);
    covered(value, 1, &|word| PLACEHOLDER.contains(word)) >= 1.0
        || plain != value && covered(&plain, 1, &|word| PLACEHOLDER.contains(word)) >= 1.0
}

/// `P@ssw0rd` to `Password`: the usual digits and signs that stand for
/// letters, where a letter stands beside them.
pub fn unleet(value: &str) -> String {
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

/// Whether the value looks drawn at random rather than written: letters in
/// unlikely order, or digits and cases mixed among each other.
pub fn is_random(value: &str) -> bool {
    let bytes = value.as_bytes();
    let shape = Shape::of(bytes);
    if shape.len < 6 || entropy(bytes) < least_entropy(shape.len) {
        return false;
    }
    let mixed = shape.switches * 4 >= shape.len && shape.digit > 0;
    let unlikely = surprise(bytes).is_some_and(|cost| cost > 4.9);
    let words = wordy(value);
    if shape.hex && shape.len >= 16 {
        return shape.digit > 0 && shape.letters() > 0 && shape.switches * 6 >= shape.len;
    }
    match shape.len {
        ..12 => (mixed || unlikely) && words < 0.6,
        12..20 => mixed && words < 0.75 || unlikely && words < 0.5,
        _ => words < 0.55 && (mixed || unlikely || shape.switches * 6 >= shape.len),
    }
}

fn least_entropy(len: usize) -> f32 {
    match len {
        ..10 => 2.0,
        10..16 => 2.6,
        16..24 => 2.9,
        _ => 3.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::template::expand;

    #[test]
    fn words_are_not_random_and_tokens_are() {
        for word in ["user_password_field", "com.example.security.TokenProvider", "MyPasswordInput", "liverpool"] {
            assert!(!is_random(word), "{word}");
        }
        for seed in 1..40 {
            for template in ["{alnum:24}", "{alnum:40}", "{hex:32}", "{base64url:43}", "{lowernum:20}"] {
                let token = expand(template, seed);
                assert!(is_random(&token), "{template} {seed}");
            }
        }
    }

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
        for value in ["password123", "P@ssw0rd", "changeme!", "your-api-key-here", "test1234", "Admin@123", "s3cr3t"] {
            assert!(is_placeholder_words(value), "{value}");
        }
        assert!(!is_placeholder_words("liverpool99"));
        assert!(!is_placeholder_words("kXp83hqz"));
    }

    #[test]
    fn entropy_is_measured_in_bits() {
        assert_eq!(entropy(b"aaaa"), 0.0);
        assert_eq!(entropy(b"abab"), 1.0);
        assert!(surprise(b"1a2").is_none());
    }
}
