//! How bad a finding is, and how sure the guard is of it.

use serde::{Deserialize, Serialize};

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
