//! Detectors with a form of their own: one automaton finds the literal that
//! begins it, the detector's pattern is then tried at that place only.

use std::ops::Range;
use std::sync::OnceLock;

use regex::bytes::{Regex, RegexBuilder};

use super::checksum::{Kind, passes};
use super::detector::{Detector, InTests, Matcher, OnFail, Pattern};
use super::place::{Place, Role};
use super::shape::{Shape, entropy, is_random, wordy};
use super::structure::MADE_UP;
use crate::finding::Confidence;

/// A match before overlaps are settled.
pub(super) struct Matched {
    pub span: Range<usize>,
    pub confidence: Confidence,
    pub dropped: Option<&'static str>,
}

/// How far around a match a required word may stand.
const NEAR: usize = 120;

/// Where a pattern must meet the text it is given.
#[derive(Clone, Copy)]
pub(super) enum Ends {
    /// At both ends.
    Whole,
    /// At its start.
    Start,
    /// Anywhere.
    Free,
}

/// Compiles a detector's pattern when it is first needed.
pub(super) fn compiled<'r>(cell: &'r OnceLock<Option<Regex>>, regex: &str, ends: Ends) -> Option<&'r Regex> {
    cell.get_or_init(|| {
        let anchored = match ends {
            Ends::Whole => format!(r"\A(?:{regex})\z"),
            Ends::Start => format!(r"\A(?:{regex})"),
            Ends::Free => regex.to_owned(),
        };
        RegexBuilder::new(&anchored).unicode(false).build().ok()
    })
    .as_ref()
}

/// Tries `detector` at `at`, where one of its literals stands.
pub(super) fn try_at(detector: &Detector, regex: &Regex, text: &[u8], at: usize, place: Place) -> Option<Matched> {
    let Matcher::Pattern(Pattern { max_len, capture, back, .. }) = &detector.matcher else {
        return None;
    };
    let hit = at;
    let at = at.saturating_sub(*back);
    if *back == 0 && !opens(text, at) || *back > 0 && !follows(text, hit) {
        return None;
    }
    let end = (hit + max_len).min(text.len());
    let found = regex.captures(&text[at..end])?;
    let group = found.get(*capture)?;
    if *back > 0 && (at + group.start() > hit || at + group.end() <= hit || !opens(text, at + group.start())) {
        return None;
    }
    let span = at + group.start()..at + group.end();
    if *capture == 0 && text.get(span.end).is_some_and(|byte| is_token(*byte)) && closes_hard(&text[span.clone()]) {
        return None;
    }
    let (confidence, dropped) = judge(detector, text, &span, place);
    Some(Matched { span, confidence, dropped })
}

/// Whether a literal within a token can stand here: a cheap look before a
/// pattern is run.
fn follows(text: &[u8], hit: usize) -> bool {
    let before = text.get(hit.saturating_sub(4)..hit).unwrap_or(&[]);
    before.len() == 4 && before.iter().all(|byte| byte.is_ascii_alphanumeric() || b"+/_~.-".contains(byte))
}

fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// A token that ends in a letter or digit must not run on.
fn closes_hard(value: &[u8]) -> bool {
    value.last().is_some_and(|byte| is_token(*byte))
}

/// Whether a token can begin here: not in the middle of a word, unless the
/// word is the end of an escape (`\n`, `%3D`, `\u003d`).
fn opens(text: &[u8], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or(b' ', |at| text[at]);
    if before(1) == b'-' && before(2).is_ascii_alphanumeric() && is_kebab(&text[at..]) {
        return false;
    }
    let escape = before(2) == b'\\' || before(3) == b'%' || before(6) == b'\\' && before(5) == b'u';
    !is_token(before(1)) || before(1) == b'_' || escape
}

/// Whether a text begins with a plain word and a hyphen, as names in
/// `provider-key-30b7…` go on.
fn is_kebab(text: &[u8]) -> bool {
    let word = text.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
    word > 0 && text.get(word) == Some(&b'-')
}

fn judge(detector: &Detector, text: &[u8], span: &Range<usize>, place: Place) -> (Confidence, Option<&'static str>) {
    let value = &text[span.clone()];
    let mut confidence = detector.confidence;
    if let Some(check) = detector.checksum {
        let right = passes(check.kind, value);
        if right && check.kind != Kind::AwsAccount {
            return (Confidence::Certain, None);
        }
        match check.on_fail {
            _ if right => {}
            OnFail::Drop if check.kind == Kind::AwsAccount => return (confidence, Some("an account of documentation")),
            OnFail::Drop => return (confidence, Some("its check digits are wrong")),
            OnFail::Demote => confidence = lower(confidence),
        }
    }
    if in_blob(text, span) {
        return (confidence, Some("part of a longer run of encoded data"));
    }
    if let Some(why) = made_up(detector, value) {
        return (confidence, Some(why));
    }
    if !detector.requires.is_empty() && !near(text, span, detector.requires) {
        return (confidence, Some("no word that it needs stands near"));
    }
    let doubtful = matches!(place.role, Role::Test | Role::Translation) && detector.in_tests == InTests::Demote;
    (if doubtful { lower(confidence) } else { confidence }, None)
}

/// Whether a token opens a line of armour: one as long as the line before it,
/// both of nothing but base64, bare or each in a string. Lines of a list of
/// tokens begin alike.
fn in_armour(text: &[u8], span: &Range<usize>) -> bool {
    let window = &text[span.start.saturating_sub(2 * BLOB)..span.start];
    let Some(start) = memchr::memrchr(b'\n', window) else { return false };
    if !unquoted(&window[start + 1..]).is_empty() {
        return false;
    }
    let above = unquoted(window[..start].rsplit(|byte| *byte == b'\n').next().unwrap_or(window));
    let rest = &text[span.start..(span.start + 2 * BLOB).min(text.len())];
    let line = unquoted(rest.split(|byte| *byte == b'\n').next().unwrap_or(rest));
    let coded = |line: &[u8]| line.iter().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(byte));
    let alike = above.get(..3) == line.get(..3);
    (60..2 * BLOB).contains(&line.len()) && above.len() == line.len() && coded(above) && coded(line) && !alike
}

/// A line of armour without the quotes of a string, its comma and its `\n`.
fn unquoted(line: &[u8]) -> &[u8] {
    let line = line.trim_ascii();
    let line = line.strip_suffix(b",").or(line.strip_suffix(b" +")).unwrap_or(line);
    let line = line.strip_prefix(b"\"").unwrap_or(line);
    let line = line.strip_suffix(b"\"").unwrap_or(line);
    line.strip_suffix(b"\\n").unwrap_or(line)
}

/// How long a run of encoded data is at least, on either side of a token.
const BLOB: usize = 48;

/// Whether a token is a chance hit within base64: a long run without a path's
/// words goes on to its left, joined by signs that only base64 has.
fn in_blob(text: &[u8], span: &Range<usize>) -> bool {
    if in_armour(text, span) {
        return true;
    }
    let part = |byte: &&u8| byte.is_ascii_alphanumeric() || b"+/".contains(byte);
    let before = text[..span.start].iter().rev().take(BLOB).take_while(part).count();
    let run = &text[span.start - before..span.start];
    let steps = run.iter().filter(|byte| **byte == b'/').count();
    // An address may have words or a long step before a token, but nothing behind it.
    let goes_on = text.get(span.end).is_some_and(|byte| part(&byte) || *byte == b'=');
    let added = before >= BLOB / 2 && run.last() == Some(&b'+');
    let joined = before >= BLOB / 2 && run.last() == Some(&b'/') && steps <= 2 && goes_on;
    let long = before == BLOB && (run.contains(&b'+') || steps < 4);
    let run = String::from_utf8_lossy(run);
    let spoken = run.split('+').all(|word| word.len() <= 14 && wordy(word) >= 0.5);
    added && !spoken || (joined || long) && is_random(&run)
}

fn made_up(detector: &Detector, value: &[u8]) -> Option<&'static str> {
    let literal = match &detector.matcher {
        Matcher::Pattern(pattern) if pattern.back == 0 => {
            pattern.literals.iter().filter(|literal| value.starts_with(literal.as_bytes())).map(|l| l.len()).max()
        }
        _ => None,
    };
    let value = &value[literal.unwrap_or(0)..];
    let lower: Vec<u8> = value.to_ascii_lowercase();
    let holds = |word: &[u8]| memchr::memmem::find(&lower, word).is_some();
    let runs = value.windows(6).any(|six| six.iter().all(|byte| *byte == six[0]));
    if runs || MADE_UP.iter().any(|word| holds(word.as_bytes())) {
        return Some("a placeholder");
    }
    let least = if detector.entropy > 0.0 { detector.entropy } else { 2.6 };
    let shape = Shape::of(value);
    (shape.len >= 16 && entropy(value) < least).then_some("not random enough")
}

fn near(text: &[u8], span: &Range<usize>, words: &[&str]) -> bool {
    let from = span.start.saturating_sub(NEAR);
    let to = (span.end + NEAR).min(text.len());
    let around = text[from..to].to_ascii_lowercase();
    words.iter().any(|word| memchr::memmem::find(&around, word.as_bytes()).is_some())
}

/// One step less sure.
pub(super) fn lower(confidence: Confidence) -> Confidence {
    match confidence {
        Confidence::Certain => Confidence::High,
        Confidence::High => Confidence::Medium,
        _ => Confidence::Low,
    }
}
