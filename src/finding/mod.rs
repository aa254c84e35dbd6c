//! What every rule says and every report prints.
//!
//! A [`Finding`] stands on its own: its labels carry the source line they
//! point into, with secret text already masked, so that no report has to
//! open a file again and none can print what must not be printed.

mod fix;
mod label;
mod level;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

pub use fix::{Edit, Fix};
pub use label::{Label, Snippet};
pub use level::{Confidence, Level};

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
