//! What a run counted, for `--stats`: groups of named numbers.

use serde::{Deserialize, Serialize};

/// One number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stat {
    /// What it belongs to: `sql`, `flow`.
    #[serde(deserialize_with = "crate::finding::word")]
    pub group: crate::finding::Word,
    /// What is counted; lower case.
    pub name: String,
    /// How many.
    pub count: usize,
    /// `path:line` of the first of them, where that helps.
    pub first: Option<String>,
}

/// Everything counted, in the order it was added.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stats(Vec<Stat>);

impl Stats {
    /// Adds a number.
    pub fn add(&mut self, group: &'static str, name: impl Into<String>, count: usize) {
        self.0.push(Stat { group, name: name.into(), count, first: None });
    }

    /// Adds a number with the place of the first one counted.
    pub fn add_at(&mut self, group: &'static str, name: impl Into<String>, count: usize, first: String) {
        self.0.push(Stat { group, name: name.into(), count, first: Some(first) });
    }

    /// Adds all numbers of another group.
    pub fn extend(&mut self, other: Stats) {
        self.0.extend(other.0);
    }

    /// All numbers.
    pub fn iter(&self) -> impl Iterator<Item = &Stat> {
        self.0.iter()
    }
}

impl std::fmt::Display for Stat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:8} {:>8}  {}", self.group, self.count, self.name)?;
        match &self.first {
            Some(first) => write!(f, " (first at {first})"),
            None => Ok(()),
        }
    }
}
