//! What a value looks like: its characters, its randomness, its words.

mod words;

pub use words::{is_common, is_placeholder_words, readable, unleet, wordy};

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
static COST: &[u8] = include_bytes!("../../../rules/words/bigrams.txt");

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
    fn entropy_is_measured_in_bits() {
        assert_eq!(entropy(b"aaaa"), 0.0);
        assert_eq!(entropy(b"abab"), 1.0);
        assert!(surprise(b"1a2").is_none());
    }
}
