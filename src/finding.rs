//! What every rule says and every report prints.
//!
//! A [`Finding`] stands on its own: its labels carry the source line they
//! point into, with secret text already masked, so that no report has to
//! open a file again and none can print what must not be printed.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::source::{LineCol, Source, Span};

/// What a finding does to the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Not reported unless asked for.
    Allow,
    /// Reported; the run stays green.
    Warn,
    /// Reported; the run exits with 1.
    Deny,
}

impl Level {
    /// The lower-case word used in configs and reports.
    pub fn word(self) -> &'static str {
        match self {
            Level::Allow => "allow",
            Level::Warn => "warn",
            Level::Deny => "deny",
        }
    }
}

/// How sure the guard is that the finding is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// More likely than not somebody should look; off in most hooks.
    Low,
    /// Right most of the time.
    Medium,
    /// Right nearly always.
    High,
    /// Proven: a checksum, an exact registry name.
    Certain,
}

impl Confidence {
    /// Every confidence, from the least.
    pub const ALL: [Confidence; 4] = [Confidence::Low, Confidence::Medium, Confidence::High, Confidence::Certain];

    /// One step less sure.
    pub fn lower(self) -> Confidence {
        match self {
            Confidence::Certain => Confidence::High,
            Confidence::High => Confidence::Medium,
            _ => Confidence::Low,
        }
    }

    /// The confidence of that word.
    pub fn parse(word: &str) -> Option<Confidence> {
        Confidence::ALL.into_iter().find(|known| known.word() == word)
    }

    /// The lower-case word used in configs and reports.
    pub fn word(self) -> &'static str {
        match self {
            Confidence::Low => "low",
            Confidence::Medium => "medium",
            Confidence::High => "high",
            Confidence::Certain => "certain",
        }
    }
}

impl From<secret_guard_vault::schema::judge::Confidence> for Confidence {
    fn from(sure: secret_guard_vault::schema::judge::Confidence) -> Self {
        use secret_guard_vault::schema::judge::Confidence as Sure;
        match sure {
            Sure::Low => Confidence::Low,
            Sure::Medium => Confidence::Medium,
            Sure::High => Confidence::High,
        }
    }
}

/// A place in a file with what there is to say of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// The path as shown: relative to the root, `/`-separated.
    pub path: Arc<str>,
    /// Byte offsets in the file.
    pub span: Span,
    /// Where the span starts.
    pub start: LineCol,
    /// Where the span ends (the column after the last character).
    pub end: LineCol,
    /// What is here; lower case, no full stop. May be empty on the primary.
    pub message: String,
    /// The line the span starts on, clipped and masked.
    pub snippet: Snippet,
    /// A name for the place that is not a position: `table.column`.
    pub logical: Option<String>,
}

/// One line of source as it may be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snippet {
    /// The text; every masked character is `*`.
    pub text: String,
    /// Byte range in `text` to underline.
    pub mark: Span,
    /// Characters of the line that were cut before `text`.
    pub cut: u32,
}

/// Characters of context kept on each side of a mark in a long line.
const CONTEXT: usize = 120;

impl Label {
    /// A label on `span` of `source`.
    pub fn new(source: &Source, span: Span, message: impl Into<String>) -> Self {
        Label {
            path: source.path().clone(),
            span,
            start: source.line_col(span.start),
            end: source.line_col(span.end),
            message: message.into(),
            snippet: Snippet::new(source, span, &[]),
            logical: None,
        }
    }

    /// The same label with the characters under `secrets` masked.
    pub fn masked(mut self, source: &Source, secrets: &[Span]) -> Self {
        self.snippet = Snippet::new(source, self.span, secrets);
        self
    }

    /// The same label with a logical name such as `table.column`.
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.logical = Some(name.into());
        self
    }
}

impl Snippet {
    fn new(source: &Source, span: Span, secrets: &[Span]) -> Self {
        let line = source.line_span(source.line_of(span.start));
        let text = source.text();
        let from = floor(text, (span.start as usize).saturating_sub(CONTEXT)).max(line.range().start);
        let shown_end = (span.end as usize).min((span.start as usize).saturating_add(CONTEXT));
        let to = floor(text, shown_end.saturating_add(CONTEXT)).min(line.range().end);
        let to = to.max(from);
        let mut shown = String::with_capacity(to - from);
        let mut mark = Span::default();
        for (at, c) in text[from..to].char_indices() {
            let at = (from + at) as u32;
            if at <= span.start {
                mark.start = shown.len() as u32;
            }
            let hidden = secrets.iter().any(|s| s.start <= at && at < s.end);
            shown.push(if hidden { '*' } else { visible(c) });
            if at < span.end {
                mark.end = shown.len() as u32;
            }
        }
        mark.end = mark.end.max(mark.start);
        let cut = text[line.range().start..from].chars().count() as u32;
        Snippet { text: shown, mark, cut }
    }
}

/// Terminals obey control and direction characters; a report must not.
fn visible(c: char) -> char {
    let redirects = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    match c {
        '\t' => ' ',
        c if c.is_control() || redirects => '\u{fffd}',
        c => c,
    }
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A replacement of one span of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The path as shown in reports, relative to the root.
    pub path: Arc<str>,
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// The same place for formats that speak in lines.
    pub start: LineCol,
    /// End of the replaced text.
    pub end: LineCol,
    /// What stands there afterwards.
    pub text: String,
}

impl Edit {
    /// Replaces `span` of `source` by `text`.
    pub fn new(source: &Source, span: Span, text: impl Into<String>) -> Self {
        Edit {
            path: source.path().clone(),
            span,
            start: source.line_col(span.start),
            end: source.line_col(span.end),
            text: text.into(),
        }
    }
}

/// Edits that mend a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What it does, as an order: "use the canonical name `X`".
    pub title: String,
    /// All edits, applied together or not at all.
    pub edits: Vec<Edit>,
    /// Whether a program may apply it without asking.
    pub machine_applicable: bool,
}

/// What became of a finding after suppressions and the baseline.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Fate {
    /// It counts.
    #[default]
    Reported,
    /// A directive in the source allows it.
    Suppressed {
        /// Line of the directive.
        line: u32,
        /// The reason given there.
        reason: String,
    },
    /// The baseline knows it.
    Baselined,
    /// It lies in a module that may do it.
    Sanctioned {
        /// The entry of the config, as a path or `crate::module`.
        by: String,
        /// The reason given there.
        reason: String,
    },
}

/// One thing that is wrong, at one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's id, such as `env-read`.
    #[serde(deserialize_with = "word")]
    pub rule: Word,
    /// What it does to the run; the engine applies the config to it.
    pub level: Level,
    /// How sure the guard is.
    pub confidence: Confidence,
    /// One line, lower case, no full stop; never holds a secret value.
    pub message: String,
    /// Where.
    pub primary: Label,
    /// The way that led there: sources, steps, declarations.
    pub related: Vec<Label>,
    /// What to write instead.
    pub help: Option<String>,
    /// Edits that do it.
    pub fix: Option<Fix>,
    /// What stays the same when lines move: the name read, the column, the
    /// enclosing function. Never a secret value.
    pub key: String,
    /// The names of secrets it speaks of, such as environment variables.
    pub names: Vec<String>,
    /// Whether all findings with this key are one and the same thing, found
    /// several times: one secret in many places.
    pub by_value: bool,
    /// Hash of rule, key and occurrence; set by the engine.
    pub fingerprint: String,
    /// Set by the engine.
    pub fate: Fate,
}

impl Finding {
    /// A finding with no related places, help or fix.
    pub fn new(
        rule: &'static str,
        level: Level,
        confidence: Confidence,
        message: impl Into<String>,
        primary: Label,
    ) -> Self {
        let message = message.into();
        Finding {
            rule,
            level,
            confidence,
            key: message.clone(),
            message,
            primary,
            related: Vec::new(),
            help: None,
            fix: None,
            names: Vec::new(),
            by_value: false,
            fingerprint: String::new(),
            fate: Fate::Reported,
        }
    }

    /// Adds a related place.
    pub fn with_related(mut self, label: Label) -> Self {
        self.related.push(label);
        self
    }

    /// Says what to write instead.
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Attaches a fix.
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Says which secrets it speaks of, by name.
    pub fn with_names(mut self, names: impl IntoIterator<Item = String>) -> Self {
        self.names.extend(names);
        self
    }

    /// Sets what identifies the finding across edits.
    pub fn with_key(mut self, key: impl Into<String>) -> Self {
        self.key = key.into();
        self
    }
}

/// A word of which there are few. Behind this name serde does not think that
/// it is borrowed from what is read.
pub type Word = &'static str;

/// Reads a word of which there are few, and keeps each once.
pub(crate) fn word<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<&'static str, D::Error> {
    static WORDS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let word = String::deserialize(deserializer)?;
    let mut words = WORDS.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(words.get(word.as_str()).copied().unwrap_or_else(|| {
        let kept: &'static str = word.leak();
        words.insert(kept);
        kept
    }))
}

/// Something about the run itself that a person should know: a file that
/// could not be read, a syntax error, a shallow clone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Note {
    /// The file it speaks of, as shown in reports.
    pub path: Option<Arc<str>>,
    /// Line, when there is one.
    pub line: Option<u32>,
    /// One line, lower case, no full stop.
    pub message: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_label_shows_no_secret() {
        let text = format!("let key = \"{}\";", "x".repeat(500));
        let source = Source::new("a.rs", text);
        let secret = Span::new(11, 511);
        let label = Label::new(&source, secret, "").masked(&source, &[secret]);
        assert!(!label.snippet.text.contains('x'));
        assert!(label.snippet.text.starts_with("let key = \"*"));
    }

    #[test]
    fn a_long_line_is_clipped_around_the_mark() {
        let text = format!("{}MARK{}", "é".repeat(5000), "ü".repeat(5000));
        let source = Source::new("a.rs", text);
        let label = Label::new(&source, Span::new(10_000, 10_004), "");
        let shown = &label.snippet;
        assert_eq!(&shown.text[shown.mark.range()], "MARK");
        assert!(shown.text.len() < 1000);
        assert_eq!(shown.cut as usize + shown.text.find("MARK").map_or(0, |n| n / 2), 5000);
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        let source = Source::new("a.rs", "a\u{1b}[31mb\u{202e}");
        let label = Label::new(&source, Span::new(0, 1), "");
        assert!(!label.snippet.text.contains(['\u{1b}', '\u{202e}']));
    }
}
