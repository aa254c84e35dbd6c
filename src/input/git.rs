//! Changed lines: unified diffs, from git's plumbing or from standard input.

use std::path::Path;

use super::{InputError, decode};
use crate::source::Source;

/// One file's text with the lines (from 1, both ends included) that are new.
pub struct Change {
    /// Path and text; of a diff alone, lines outside it are empty.
    pub source: Source,
    /// The new lines.
    pub added: Vec<(u32, u32)>,
}

/// What `git diff-index` or `git diff-tree` adds; `arguments` name the trees.
///
/// # Errors
/// When git cannot compare them: no repository, no such revision, no merge base.
pub fn changes(dir: &Path, arguments: &[&str]) -> Result<Vec<Change>, InputError> {
    // Nothing in a config or an attribute may change what is compared.
    let fixed = [
        "-p",
        "--no-color",
        "--no-ext-diff",
        "--no-textconv",
        "--text",
        "--unified=3",
        "--src-prefix=a/",
        "--dst-prefix=b/",
        "-M100%",
        "-O/dev/null",
        "--no-relative",
    ];
    let (command, rest) = arguments.split_first().unwrap_or((&"diff-tree", &[]));
    let arguments: Vec<&str> =
        ["-c", "core.quotePath=false", command].into_iter().chain(fixed).chain(rest.iter().copied()).collect();
    Ok(diff(&super::command::git(dir, &arguments)?))
}

/// The commit at which a branch left another, or the empty tree's name.
///
/// # Errors
/// When git says no.
pub fn one_line(dir: &Path, arguments: &[&str]) -> Result<String, InputError> {
    let said = super::command::git(dir, arguments)?;
    Ok(String::from_utf8_lossy(&said).trim().to_owned())
}

/// Reads a unified diff; what is no part of one is passed over.
pub fn diff(bytes: &[u8]) -> Vec<Change> {
    let decoded = decode(bytes);
    let mut reader = Reader::default();
    for line in decoded.text.split_inclusive('\n') {
        reader.line(line);
    }
    reader.finish();
    reader.changes
}

#[derive(Default)]
struct Reader {
    changes: Vec<Change>,
    path: Option<String>,
    text: String,
    line: u32,
    added: Vec<(u32, u32)>,
    /// Lines of the hunk still to come: old, new.
    left: (u32, u32),
}

impl Reader {
    fn line(&mut self, line: &str) {
        if self.left != (0, 0) {
            return self.body(line);
        }
        if let Some(path) = line.strip_prefix("+++ ") {
            self.finish();
            let path = path.trim_end_matches(['\n', '\r']).split('\t').next().unwrap_or(path);
            let path = path.trim_matches('"');
            self.path = (path != "/dev/null").then(|| path.strip_prefix("b/").unwrap_or(path).to_owned());
        } else if let Some((old, start, new)) = line.strip_prefix("@@ -").and_then(hunk) {
            // Keeps line numbers right without the text between the hunks.
            let gap = start.saturating_sub(self.line + 1).min(1 << 20);
            self.text.extend(std::iter::repeat_n('\n', gap as usize));
            self.line = self.line.max(start.saturating_sub(1));
            self.left = (old, new);
        }
    }

    fn body(&mut self, line: &str) {
        let (old, new) = self.left;
        match line.as_bytes().first() {
            Some(b'-') => self.left.0 = old.saturating_sub(1),
            Some(b'\\') => {}
            Some(b'+') => {
                self.left.1 = new.saturating_sub(1);
                self.keep(&line[1..]);
                match self.added.last_mut() {
                    Some((_, last)) if *last + 1 == self.line => *last = self.line,
                    _ => self.added.push((self.line, self.line)),
                }
            }
            _ => {
                self.left = (old.saturating_sub(1), new.saturating_sub(1));
                self.keep(line.strip_prefix(' ').unwrap_or(line));
            }
        }
    }

    fn keep(&mut self, text: &str) {
        self.text.push_str(text);
        if !text.ends_with('\n') {
            self.text.push('\n');
        }
        self.line += 1;
    }

    fn finish(&mut self) {
        let (text, added) = (std::mem::take(&mut self.text), std::mem::take(&mut self.added));
        self.line = 0;
        self.left = (0, 0);
        if let Some(path) = self.path.take().filter(|_| !added.is_empty()) {
            self.changes.push(Change { source: Source::new(path, text), added });
        }
    }
}

/// `12,3 +14,5 @@ …`: old count, new start, new count.
fn hunk(text: &str) -> Option<(u32, u32, u32)> {
    let (old, rest) = text.split_once(" +")?;
    let (new, _) = rest.split_once(" @@")?;
    let count = |side: &str| side.split_once(',').map_or(Some(1), |(_, count)| count.parse().ok());
    let start = new.split(',').next()?.parse().ok()?;
    Some((count(old)?, start, count(new)?))
}

#[cfg(test)]
mod tests {
    use super::diff;

    #[test]
    fn added_lines_keep_their_file_and_number() {
        let text =
            "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -9,2 +10,3 @@ fn\n one\n+two\n three\n@@ -40 +42 @@\n-a\n+++ b\n";
        let found = diff(text.as_bytes());
        assert_eq!(found.len(), 1);
        assert_eq!(&**found[0].source.path(), "x");
        assert_eq!(found[0].added, [(11, 11), (42, 42)]);
        assert_eq!(found[0].source.line(11), "two");
        assert_eq!(found[0].source.line(42), "++ b");
    }

    #[test]
    fn what_is_no_diff_adds_nothing() {
        assert!(diff(b"hello\n+++ b/x\n@@ -1 +1 @@\n").is_empty());
        assert!(diff(b"@@ -1,4294967295 +4294967295,2 @@\n+x\n").is_empty());
    }
}
