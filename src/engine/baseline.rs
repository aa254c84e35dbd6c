//! Findings that were there before the guard: known, counted, never more.
//!
//! The file holds one sorted line a finding: its rule, its fingerprint and a
//! hint for people (`env-read 4f2a… src/main.rs`). The hint is not compared,
//! so a moved file changes nothing. A fingerprint is made of names and a
//! number, never of a secret.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fingerprint;
use crate::finding::{Confidence, Fate, Finding, Label, Level};
use crate::source::{Source, Span};

/// The file's name, beside the config.
pub const FILE_NAME: &str = "secret-guard.baseline";

const RULE: &str = "stale-baseline";

/// What the baseline's first line says.
const HEADER: &str = "# Findings known to secret-guard; written by `cargo secret-guard baseline write`.";

/// The known findings.
#[derive(Clone, Debug)]
pub struct Baseline {
    source: Source,
    /// Rule and fingerprint, with the line that says so.
    entries: BTreeMap<(String, String), Span>,
    /// What values are hashed with.
    salt: Option<String>,
}

/// What stands before the salt.
const SALT: &str = "# salt: ";

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// The place of a line that is no entry. One that is there twice, as a
    /// merge leaves it, is one.
    pub fn parse(source: Source) -> Result<Baseline, Span> {
        let mut entries = BTreeMap::new();
        let mut salt = None;
        for line in 1..=source.line_count() {
            let text = source.line(line);
            if let Some(found) = text.strip_prefix(SALT) {
                salt = Some(found.trim().to_owned()).filter(|salt| !salt.is_empty());
            }
            if text.trim().is_empty() || text.starts_with('#') {
                continue;
            }
            let span = source.line_span(line);
            let mut words = text.split_whitespace();
            let (Some(rule), Some(print)) = (words.next(), words.next()) else {
                return Err(span);
            };
            let hex = print.len() >= 16 && print.bytes().all(|b| b.is_ascii_hexdigit());
            let entry = (rule.to_owned(), print.to_owned());
            if !hex {
                return Err(span);
            }
            entries.insert(entry, span);
        }
        Ok(Baseline { source, entries, salt })
    }

    /// What values are hashed with, so that fingerprints of secrets mean
    /// nothing outside the repository.
    pub fn salt(&self) -> Option<&str> {
        self.salt.as_deref()
    }

    /// The file it was read from, as shown.
    pub(super) fn path(&self) -> Arc<str> {
        self.source.path().clone()
    }

    /// Each entry, rule and fingerprint, with its line.
    pub(super) fn entries(&self) -> impl Iterator<Item = (u32, &(String, String))> {
        self.entries.iter().map(|(entry, span)| (self.source.line_of(span.start), entry))
    }

    /// Whether it has this entry.
    pub(super) fn knows(&self, entry: &(String, String)) -> bool {
        self.entries.contains_key(entry)
    }

    /// How many findings it knows.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The rule of each entry.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(|(rule, _)| rule.as_str())
    }

    /// The text of a baseline that knows `findings`; those of secrets were
    /// hashed with `salt`.
    pub fn write<'a>(findings: impl Iterator<Item = &'a Finding>, salt: Option<&str>) -> String {
        let mut salted = false;
        let mut lines: Vec<String> = findings
            .inspect(|finding| salted |= finding.by_value)
            .map(|finding| {
                let hint: String = finding.primary.path.chars().filter(|c| !c.is_control()).collect();
                format!("{} {} {hint}\n", finding.rule, fingerprint::entry(finding))
            })
            .collect();
        lines.sort();
        // One secret in several places is one entry.
        let entry = |line: &String| line.rsplit_once(' ').map_or(line.clone(), |(entry, _)| entry.to_owned());
        lines.dedup_by(|b, a| entry(a) == entry(b));
        let salt = salt.filter(|_| salted).map_or(String::new(), |salt| format!("{SALT}{salt}\n"));
        format!("{HEADER}\n{salt}{}", lines.concat())
    }

    /// The text of the baseline with these findings besides.
    pub fn extended<'a>(known: Option<&Baseline>, findings: impl Iterator<Item = &'a Finding>, salt: &str) -> String {
        let text = Baseline::write(findings, Some(salt));
        let old = known.map_or("", |known| known.source.text());
        let entries = |text: &str| -> Vec<String> {
            let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
            lines.map(str::to_owned).collect()
        };
        let mut lines = entries(&text);
        let name = |line: &str| line.split(' ').take(2).collect::<Vec<_>>().join(" ");
        let new: Vec<String> = lines.iter().map(|line| name(line)).collect();
        lines.extend(entries(old).into_iter().filter(|line| !new.contains(&name(line))));
        lines.sort();
        format!("{HEADER}\n{SALT}{salt}\n{}\n", lines.join("\n"))
    }

    /// Marks known findings, and adds one for each entry that knows nothing
    /// any more, of rules that were `judged` over everything.
    pub(super) fn apply(&self, findings: &mut Vec<Finding>, judged: &dyn Fn(&str) -> bool) {
        let mut left = self.entries.clone();
        for finding in findings.iter_mut() {
            let entry = (finding.rule.to_owned(), fingerprint::entry(finding));
            if finding.fate == Fate::Reported && self.entries.contains_key(&entry) {
                let first = left.remove(&entry).is_some();
                // A secret that is known is known wherever it stands.
                if first || finding.by_value {
                    finding.fate = Fate::Baselined;
                }
            }
        }
        let stale = left.iter().filter(|((rule, _), _)| judged(rule));
        let stale: Vec<Finding> = stale.map(|((rule, print), span)| self.stale(rule, print, *span)).collect();
        findings.extend(stale);
    }

    fn stale(&self, rule: &str, print: &str, span: Span) -> Finding {
        let message = format!("this entry of `{rule}` is no longer found");
        let label = Label::new(&self.source, span, "");
        Finding::new(RULE, Level::Deny, Confidence::Certain, message, label)
            .with_help("run `cargo secret-guard baseline prune`")
            .with_key(format!("{rule} {print}"))
    }
}
