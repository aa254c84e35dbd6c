//! Unified diffs, as `git diff` and `diff -u` write them, coloured or not.
//!
//! Only what a diff shows is kept: the text between its hunks is unknown, so
//! lines are numbered by a list of where each hunk begins.

mod hunk;
mod path;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use hunk::Hunk;
use path::{path_in, unprefixed};

use super::decode;
use super::lines::Lines;
use crate::finding::Note;

/// One file of a diff as it is afterwards, as far as the diff shows it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Its path, without the `b/` that git puts before it.
    pub path: String,
    /// The lines shown, an empty one between hunks.
    pub text: String,
    /// Which lines of `text` are new.
    pub added: Lines,
    /// For each hunk its first line in `text`, and in the file.
    pub hunks: Vec<(u32, u32)>,
}

/// What a diff says.
#[derive(Debug, Default)]
pub struct Diff {
    /// Files with added lines.
    pub changes: Vec<Change>,
    /// Files whose lines it does not show.
    pub notes: Vec<Note>,
    /// Whether it holds anything that a diff holds.
    pub is_diff: bool,
}

/// Reads a diff; text around it is passed over.
pub fn diff(bytes: &[u8]) -> Diff {
    let decoded = decode(bytes);
    let mut reader = Reader::default();
    for line in decoded.text.split_inclusive('\n') {
        reader.line(&plain(line));
    }
    reader.finish();
    reader.diff
}

/// The line without colours.
fn plain(line: &str) -> Cow<'_, str> {
    if !line.contains("\u{1b}[") {
        return Cow::Borrowed(line);
    }
    let mut parts = line.split("\u{1b}[");
    let mut text = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let codes = part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').len();
        match part[codes..].strip_prefix(['m', 'K']) {
            Some(rest) => text.push_str(rest),
            None => text.extend(["\u{1b}[", part]),
        }
    }
    Cow::Owned(text)
}

#[derive(Default)]
struct Reader {
    diff: Diff,
    /// The path before, as its header says.
    old: String,
    change: Option<Change>,
    /// The next line of `change.text`.
    line: u32,
    /// Lines of the hunk still to come, old and new.
    left: (u32, u32),
    /// Columns of signs before each line; more than one after a merge.
    signs: usize,
}

impl Reader {
    fn line(&mut self, line: &str) {
        if self.left != (0, 0) {
            return self.body(line);
        }
        let bare = line.trim_end_matches(['\n', '\r']);
        if let Some(path) = bare.strip_prefix("--- ") {
            self.finish();
            self.old = path_in(path);
        } else if let Some(path) = bare.strip_prefix("+++ ") {
            self.open(&path_in(path));
        } else if let Some(hunk) = Hunk::parse(bare) {
            self.hunk(&hunk);
        } else if bare.starts_with("diff ") {
            self.finish();
        } else if bare.starts_with("Binary files ") || bare == "GIT binary patch" {
            self.diff.is_diff = true;
            let message = format!("not scanned, the diff does not show it: {bare}");
            self.diff.notes.push(Note { path: None, line: None, message });
        } else if self.signs > 0 && bare.starts_with('+') {
            // More lines than the hunk announced; none may hide there.
            self.body(line);
        } else if !bare.starts_with('\\') {
            self.signs = 0;
        }
    }

    fn open(&mut self, path: &str) {
        let old = std::mem::take(&mut self.old);
        self.finish();
        self.diff.is_diff = true;
        if path != "/dev/null" {
            self.change = Some(Change { path: unprefixed(&old, path).to_owned(), ..Change::default() });
        }
        self.line = 1;
    }

    fn hunk(&mut self, hunk: &Hunk) {
        self.left = (hunk.old, hunk.new);
        self.signs = hunk.signs;
        if let Some(change) = &mut self.change {
            if !change.hunks.is_empty() {
                change.text.push('\n');
                self.line += 1;
            }
            change.hunks.push((self.line, hunk.start));
        }
    }

    fn body(&mut self, line: &str) {
        let signs = line.len().min(self.signs);
        let (signs, text) = line.split_at_checked(signs).unwrap_or((line, ""));
        let (old, new) = self.left;
        if signs.starts_with('\\') {
            return;
        }
        if signs.contains('-') {
            self.left.0 = old.saturating_sub(1);
            return;
        }
        let is_new = !signs.is_empty() && signs.bytes().all(|sign| sign == b'+');
        self.left = (if is_new { old } else { old.saturating_sub(1) }, new.saturating_sub(1));
        self.keep(if signs.trim_end_matches(['\n', '\r']).is_empty() { "\n" } else { text }, is_new);
    }

    fn keep(&mut self, text: &str, is_new: bool) {
        let Some(change) = &mut self.change else { return };
        change.text.push_str(text);
        if !text.ends_with('\n') {
            change.text.push('\n');
        }
        if is_new {
            match change.added.last_mut() {
                Some((_, last)) if *last + 1 == self.line => *last = self.line,
                _ => change.added.push((self.line, self.line)),
            }
        }
        self.line += 1;
    }

    fn finish(&mut self) {
        self.left = (0, 0);
        self.signs = 0;
        self.diff.changes.extend(self.change.take().filter(|change| !change.added.is_empty()));
    }
}
