//! A detector: what one kind of secret is called and how it is found.
//!
//! Detectors are data. `rules/secrets/*.yaml` holds them, one provider a
//! file; the build script turns the files into [`all`].

use super::checksum::Kind;
use crate::finding::{Confidence, Level};

/// One kind of secret.
#[derive(Debug)]
pub struct Detector {
    /// The id that reports and suppressions use: lower case, joined by `-`.
    pub id: &'static str,
    /// Who issues the secret.
    pub provider: &'static str,
    /// What a person calls it.
    pub name: &'static str,
    /// What it opens.
    pub description: &'static str,
    /// How it is revoked at this provider.
    pub remediation: &'static str,
    /// Where its form is documented.
    pub references: &'static [&'static str],
    /// What a finding does to the run.
    pub level: Level,
    /// How sure a match is before filters and checksums.
    pub confidence: Confidence,
    /// How it is found.
    pub matcher: Matcher,
    /// Least Shannon entropy of the value, in bits a character.
    pub entropy: f32,
    /// The check digits that the value carries.
    pub checksum: Option<Checksum>,
    /// Words of which one must stand near; empty for none.
    pub requires: &'static [&'static str],
    /// What a test, example or documentation file does to the confidence.
    pub in_tests: InTests,
    /// Common Weakness Enumeration number.
    pub cwe: u32,
}

/// How a secret is found.
#[derive(Debug)]
pub enum Matcher {
    /// By its own form, which begins with a known literal.
    Pattern(Pattern),
    /// By the name it is assigned to and the form of the value.
    Assignment(Assignment),
    /// By code, one scanner for each structure.
    Structure,
}

/// A form that begins with a literal.
#[derive(Debug)]
pub struct Pattern {
    /// The whole form; bytes, not Unicode.
    pub regex: &'static str,
    /// One of these begins every match.
    pub literals: &'static [&'static str],
    /// No match is longer.
    pub max_len: usize,
    /// The group that holds the secret; 0 for the whole match.
    pub capture: usize,
    /// How far before its literal a match may begin; 0 when it begins there.
    pub back: usize,
}

/// A value under a name.
#[derive(Debug)]
pub struct Assignment {
    /// Each is words joined by spaces; the name must hold them in a row.
    pub keys: &'static [&'static str],
    /// The whole value's form.
    pub value: &'static str,
}

/// Check digits and what it means when they are wrong.
#[derive(Clone, Copy, Debug)]
pub struct Checksum {
    /// How they are computed.
    pub kind: Kind,
    /// What a wrong one means.
    pub on_fail: OnFail,
}

/// What wrong check digits mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnFail {
    /// The format is documented: it is no token.
    Drop,
    /// Some tokens of this form carry none: one step less sure.
    Demote,
}

/// What a test, example or documentation file does to the confidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InTests {
    /// Nothing.
    Keep,
    /// One step less sure.
    Demote,
}

/// Every detector, in the order of the files.
pub fn all() -> &'static [Detector] {
    DETECTORS
}

/// The detector with this id.
pub fn by_id(id: &str) -> Option<&'static Detector> {
    DETECTORS.iter().find(|detector| detector.id == id)
}

static DETECTORS: &[Detector] = include!(concat!(env!("OUT_DIR"), "/detectors.rs"));
