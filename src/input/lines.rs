//! Which lines of a text another one does not have.

use imara_diff::{Algorithm, Diff, InternedInput};

/// Ranges of lines, from 1, both ends included, in order.
pub type Lines = Vec<(u32, u32)>;

/// The lines that `new` adds to `old`. The ends of lines do not count: a
/// file checked out with other ends is not all new.
pub fn added(old: &str, new: &str) -> Lines {
    let input = InternedInput::new(lines(old), lines(new));
    let diff = Diff::compute(Algorithm::Histogram, &input);
    let hunks = diff.hunks().filter(|hunk| !hunk.after.is_empty());
    hunks.map(|hunk| (hunk.after.start + 1, hunk.after.end)).collect()
}

fn lines(text: &str) -> Split<'_> {
    Split(text)
}

struct Split<'a>(&'a str);

impl<'a> imara_diff::TokenSource for Split<'a> {
    type Token = &'a str;
    type Tokenizer = std::iter::Map<std::str::SplitInclusive<'a, char>, fn(&'a str) -> &'a str>;

    fn tokenize(&self) -> Self::Tokenizer {
        self.0.split_inclusive('\n').map(|line| line.trim_end_matches(['\r', '\n']))
    }

    fn estimate_tokens(&self) -> u32 {
        u32::try_from(self.0.len() / 32 + 1).unwrap_or(u32::MAX)
    }
}

/// The lines that are in both lists.
pub fn shared(a: &[(u32, u32)], b: &[(u32, u32)]) -> Lines {
    let pairs = a.iter().flat_map(|a| b.iter().map(move |b| (a.0.max(b.0), a.1.min(b.1))));
    pairs.filter(|(from, to)| from <= to).collect()
}

/// How many lines the ranges hold.
pub fn count(lines: &[(u32, u32)]) -> u32 {
    lines.iter().map(|(from, to)| to - from + 1).sum()
}

/// Whether a range of lines meets one of `lines`.
pub fn meets(lines: &[(u32, u32)], first: u32, last: u32) -> bool {
    let before = lines.partition_point(|(_, to)| *to < first);
    lines.get(before).is_some_and(|(from, _)| *from <= last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_were_there_are_not_added() {
        assert_eq!(added("a\nb\nc\n", "a\nx\nb\nc\ny\nz\n"), [(2, 2), (5, 6)]);
        assert_eq!(added("a\r\nb\r\n", "a\nb\n"), []);
        assert_eq!(added("", "a\nb"), [(1, 2)]);
        assert_eq!(added("a", "a\n"), []);
        assert_eq!(added("a\nb\n", "b\n"), []);
    }

    #[test]
    fn ranges_meet() {
        let lines = [(2, 4), (9, 9)];
        assert!(meets(&lines, 4, 6) && meets(&lines, 1, 2) && meets(&lines, 9, 20));
        assert!(!meets(&lines, 5, 8) && !meets(&lines, 10, 11));
        assert_eq!(shared(&lines, &[(1, 2), (4, 9)]), [(2, 2), (4, 4), (9, 9)]);
        assert_eq!(count(&lines), 4);
    }
}
