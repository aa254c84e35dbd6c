//! What is printed: one value in, one file for each format.
//!
//! No format opens a file again, and none prints a character that steers a
//! terminal. The same [`Report`] gives the same bytes, whatever the number
//! of threads; the time a run took is no part of it.

mod advice;
mod cargo;
mod derived;
mod excerpt;
mod github;
mod human;
mod json;
mod junit;
mod markdown;
mod overview;
mod paint;
mod sarif;
mod short;
mod stats;
mod text;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::catalog::Card;
use crate::finding::{Fate, Finding, Level, Note};

pub use excerpt::{Excerpt, Look};
pub use stats::{Stat, Stats};
pub use text::{clean, count, note_line};

use paint::paint;

/// The version of the program, as reports give it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The outcome of a run.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The cards of all rules, sorted by id.
    pub cards: Vec<&'static Card>,
    /// Findings with their fate, sorted by place.
    pub findings: Vec<Finding>,
    /// What sanctioned modules exempt.
    pub exemptions: Vec<Exemption>,
    /// What could not be looked at.
    pub notes: Vec<Note>,
    /// What the change that is checked takes away from the guard itself.
    pub weakened: Vec<Note>,
    /// What was looked at.
    pub summary: Summary,
    /// What the rooms counted on the way, for `--stats`.
    pub stats: Stats,
    /// Whether a tool that ran beside the guard was not content.
    pub others_failed: bool,
}

/// What was looked at.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// The folder paths are relative to.
    pub root: PathBuf,
    /// All files.
    pub files: usize,
    /// Rust files among them.
    pub rust_files: usize,
    /// SQL files among them.
    pub sql_files: usize,
    /// Crates of the workspace.
    pub crates: usize,
    /// Files kept out by the config's `exclude`.
    pub excluded: usize,
    /// Findings that were there before the change that is checked.
    pub older: usize,
    /// Length of all texts.
    pub bytes: usize,
}

/// What one sanctioned module exempts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exemption {
    /// The rule.
    pub rule: String,
    /// The entry, as a path or `crate::module`.
    pub by: String,
    /// Findings it exempts.
    pub exempt: usize,
    /// Findings of the rule, exempt ones included.
    pub total: usize,
}

impl Exemption {
    /// An entry that has exempted nothing yet.
    pub fn new(rule: &str, by: String) -> Self {
        Exemption { rule: rule.to_owned(), by, exempt: 0, total: 0 }
    }
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For a person at a terminal.
    Human,
    /// One line a finding.
    Short,
    /// One JSON object; see `docs/json.md`.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// GitHub workflow commands.
    Github,
    /// The lines `cargo --message-format json` prints.
    Cargo,
    /// JUnit XML.
    Junit,
}

impl Report {
    /// The report in a format. `look` matters to people only.
    pub fn render(&self, format: Format, look: Look) -> String {
        match format {
            Format::Human => human::render(self, look),
            Format::Short => short::render(self),
            Format::Json => json::render(self),
            Format::Sarif => sarif::render(self),
            Format::Github => github::render(self),
            Format::Cargo => cargo::render(self),
            Format::Junit => junit::render(self),
        }
    }

    /// The report as Markdown, for the summary of a CI job.
    pub fn markdown(&self) -> String {
        markdown::render(self)
    }

    /// Adds what another run found.
    pub fn join(&mut self, other: Report) {
        self.findings.extend(other.findings);
        self.exemptions.extend(other.exemptions);
        self.notes.extend(other.notes);
        self.weakened.extend(other.weakened);
        self.cards.extend(other.cards);
        self.cards.sort_by(|a, b| a.id.cmp(&b.id));
        self.cards.dedup_by(|a, b| a.id == b.id);
        self.others_failed |= other.others_failed;
        self.summary.files = self.summary.files.max(other.summary.files);
    }

    /// The findings that count.
    pub fn reported(&self) -> impl Iterator<Item = &Finding> {
        let counts = |finding: &&Finding| finding.fate == Fate::Reported;
        self.findings.iter().filter(counts)
    }

    /// How many findings of a level count.
    pub fn count(&self, level: Level) -> usize {
        self.reported().filter(|f| f.level == level).count()
    }

    /// Whether something is denied, so that the run exits with 1.
    pub fn is_denied(&self) -> bool {
        self.count(Level::Deny) > 0
    }

    fn card(&self, rule: &str) -> Option<&'static Card> {
        self.cards.iter().find(|card| card.id == rule).copied()
    }
}
