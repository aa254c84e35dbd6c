//! What is wrong in a file a person wrote for the guard.

use crate::finding::Label;
use crate::source::{Source, Span};

/// A mistake in a config or manifest, at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// One line, lower case, no full stop.
    pub message: String,
    /// Where.
    pub label: Label,
    /// What to write instead.
    pub help: Option<String>,
}

impl Problem {
    /// A problem at `span` of `source`.
    pub fn new(source: &Source, span: Span, message: impl Into<String>) -> Self {
        Problem { message: message.into(), label: Label::new(source, span, ""), help: None }
    }

    /// Says what to write instead.
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Offers the nearest of `names`, or lists them all when none is near.
    pub fn with_nearest(self, word: &str, names: &[&str]) -> Self {
        let help = match nearest(word, names) {
            Some(name) => format!("did you mean `{name}`?"),
            None if names.is_empty() => return self,
            None => format!("known here: {}", names.join(", ")),
        };
        self.with_help(help)
    }
}

/// The name closest to `word`, if one is close enough to be meant: at most a
/// third of its letters differ (by insertion, deletion, change or swap).
pub fn nearest<'a>(word: &str, names: &[&'a str]) -> Option<&'a str> {
    let allowed = |name: &str| (name.chars().count().max(word.chars().count()) / 3).max(1);
    let distance = |name: &str| edits(word, name);
    names
        .iter()
        .map(|name| (distance(name), *name))
        .filter(|(edits, name)| *edits <= allowed(name))
        .min()
        .map(|(_, name)| name)
}

/// Longest word that is compared; nobody misspells a whole paragraph.
const LONGEST: usize = 64;

/// Edit distance with adjacent swaps (optimal string alignment).
fn edits(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.to_lowercase().chars().take(LONGEST).collect();
    let b: Vec<char> = b.to_lowercase().chars().take(LONGEST).collect();
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = change.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_name_is_offered_only_when_it_is_near() {
        let names = ["env-read", "deprecated-alias", "unused-suppression"];
        assert_eq!(nearest("env-raed", &names), Some("env-read"));
        assert_eq!(nearest("Env_Read", &names), Some("env-read"));
        assert_eq!(nearest("quux", &names), None);
    }
}
