//! Unified diffs, as `git diff` and `diff -u` write them, coloured or not.
//!
//! Only what a diff shows is kept: the text between its hunks is unknown, so
//! lines are numbered by a list of where each hunk begins.

use std::borrow::Cow;

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

/// `@@ -1,2 +3,4 @@`; with one more `@` and old range for each further parent.
struct Hunk {
    signs: usize,
    old: u32,
    start: u32,
    new: u32,
}

impl Hunk {
    fn parse(line: &str) -> Option<Hunk> {
        let signs = line.bytes().take_while(|byte| *byte == b'@').count().checked_sub(1).filter(|signs| *signs > 0)?;
        let (ranges, _) = line[signs + 1..].split_once(&line[..=signs])?;
        let mut words = ranges.split_whitespace();
        let mut old = 0;
        for _ in 0..signs {
            old = range(words.next()?.strip_prefix('-')?)?.1.max(old);
        }
        let (start, new) = range(words.next()?.strip_prefix('+')?)?;
        Some(Hunk { signs, old: if signs == 1 { old } else { 0 }, start, new })
    }
}

fn range(text: &str) -> Option<(u32, u32)> {
    match text.split_once(',') {
        Some((start, count)) => Some((start.parse().ok()?, count.parse().ok()?)),
        None => Some((text.parse().ok()?, 1)),
    }
}

/// The path of a header: up to a tab, and without the quotes and escapes
/// that git gives to unusual names.
fn path_in(text: &str) -> String {
    match text.strip_prefix('"').and_then(|text| text.rsplit_once('"')) {
        Some((quoted, _)) => unescaped(quoted),
        None => text.split('\t').next().unwrap_or(text).to_owned(),
    }
}

fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes().peekable();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        let mut number = None;
        while let Some(digit) = rest.peek().filter(|digit| matches!(digit, b'0'..=b'7')) {
            number = Some(number.unwrap_or(0u32) * 8 + u32::from(digit - b'0'));
            rest.next();
            if number >= Some(0o40) {
                break;
            }
        }
        bytes.push(match number {
            Some(number) => number as u8,
            None => match rest.next() {
                Some(b'n') => b'\n',
                Some(b't') => b'\t',
                other => other.unwrap_or(b'\\'),
            },
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The path without the letter that git puts before it (`a/` and `b/`, or
/// `i/` and `w/` and others), which a config may leave out.
fn unprefixed<'a>(old: &str, new: &'a str) -> &'a str {
    let letter = |path: &str| path.as_bytes().first().copied().filter(|_| path.as_bytes().get(1) == Some(&b'/'));
    let known = |first: u8, second: u8| {
        matches!((first, second), (b'a', b'b') | (b'i' | b'c' | b'o' | b'1', b'w' | b'i' | b'2'))
    };
    match (letter(old), letter(new)) {
        (Some(first), Some(second)) if known(first, second) => &new[2..],
        (None, Some(b'b' | b'w' | b'i')) if old == "/dev/null" => &new[2..],
        _ => new,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(text: &str) -> Change {
        let mut found = diff(text.as_bytes()).changes;
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }

    #[test]
    fn added_lines_keep_their_file_and_number() {
        let found = only(
            "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -9,2 +10,3 @@ fn\n one\n+two\n three\n@@ -40 +42 @@\n-a\n+++ b\n",
        );
        assert_eq!(found.path, "x");
        assert_eq!(found.text, "one\ntwo\nthree\n\n++ b\n");
        assert_eq!(found.added, [(2, 2), (5, 5)]);
        assert_eq!(found.hunks, [(1, 10), (5, 42)]);
    }

    #[test]
    fn what_is_no_diff_adds_nothing() {
        let found = diff(b"hello\n+world\n");
        assert!(found.changes.is_empty() && !found.is_diff);
        assert!(diff(b"@@ -1,4294967295 +4294967295,2 @@\n+x\n").changes.is_empty());
        assert!(!diff(b"Binary files a/x and b/x differ\n").notes.is_empty());
    }

    #[test]
    fn a_hunk_that_says_too_little_hides_nothing() {
        let found = only("--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+one\n+two\n");
        assert_eq!(found.added, [(1, 2)]);
    }

    #[test]
    fn colours_and_prefixes_do_not_matter() {
        let found = only(
            "\u{1b}[1m--- i/x\u{1b}[m\n\u{1b}[1m+++ w/x\u{1b}[m\n\u{1b}[36m@@ -1 +1 @@\u{1b}[m\n\u{1b}[32m+\u{1b}[m\u{1b}[32mnew\u{1b}[m\n",
        );
        assert_eq!((found.path.as_str(), found.text.as_str()), ("x", "new\n"));
        assert_eq!(only("--- src/x\n+++ src/x\n@@ -0,0 +1 @@\n+a\n").path, "src/x");
        assert_eq!(only("--- /dev/null\n+++ b/new\t2026\n@@ -0,0 +1 @@\n+a\n").path, "new");
        assert_eq!(only("--- \"a/\\303\\274\"\n+++ \"b/\\303\\274\"\n@@ -1 +1 @@\n+a\n").path, "ü");
    }

    #[test]
    fn of_a_merge_only_what_no_parent_has_is_new() {
        let found = only("--- a/x\n+++ b/x\n@@@ -1,2 -1,2 +1,3 @@@\n  one\n +two\n++three\n");
        assert_eq!(found.text, "one\ntwo\nthree\n");
        assert_eq!(found.added, [(3, 3)]);
    }

    #[test]
    fn line_ends_stay() {
        let found = only("--- a/x\r\n+++ b/x\r\n@@ -1 +1,2 @@\r\n \r\n+a\r\n\\ No newline at end of file\r\n");
        assert_eq!(found.path, "x");
        assert_eq!(found.added, [(2, 2)]);
    }
}
