//! Applies the edits that a program may make without asking.
//!
//! A fix is applied as a whole or not at all, a file is replaced as a whole
//! or not touched, and nothing outside the root is written. What does not
//! parse afterwards, though it did before, is not written either.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::check::{Examined, Failure, pool};
use crate::files::{Class, File, Kind};
use crate::finding::{Edit, Fate, Fix, Note};
use crate::input::{InputError, Root};
use crate::report::clean;
use crate::rust::needles::Needles;
use crate::rust::parse;
use crate::secrets::Scanner;
use crate::source::Source;

/// A file as it is and as it would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The path as shown.
    pub path: Arc<str>,
    /// The text that was checked.
    pub before: Arc<str>,
    /// The text with the edits.
    pub after: String,
}

/// What would be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// One for each file, sorted by path.
    pub changes: Vec<Change>,
    /// How many findings they mend.
    pub fixes: usize,
    /// Files that could be mended and are left alone, and why.
    pub left: Vec<Note>,
}

impl Change {
    /// The change as a unified diff in which secrets are masked.
    pub fn diff(&self, scanner: &Scanner) -> String {
        let path = clean(&self.path);
        let (before, after) = (masked(scanner, &path, &self.before), masked(scanner, &path, &self.after));
        let diff = similar::TextDiff::from_lines(&before, &after);
        diff.unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string()
    }
}

/// The text without what is a secret, or what a terminal would obey.
fn masked(scanner: &Scanner, path: &str, text: &str) -> String {
    let secrets = scanner.scan(path, text);
    let mut hidden = vec![false; text.len()];
    for hit in secrets.iter().filter(|hit| hit.dropped.is_none()) {
        hidden[hit.span.range()].fill(true);
    }
    let shown: String = text.char_indices().map(|(at, c)| if hidden[at] && c != '\n' { '*' } else { c }).collect();
    let lines = shown.split_inclusive('\n').map(|line| match line.strip_suffix('\n') {
        Some(line) => clean(&line.trim_end_matches('\r').replace('\t', "    ")) + "\n",
        None => clean(line),
    });
    lines.collect()
}

/// The edits that mend reported findings and do not stand in each other's
/// way; what is left waits for another round.
///
/// # Errors
/// When no thread can be started to parse the result.
pub fn plan(examined: &Examined) -> Result<Plan, Failure> {
    Ok(pool(Some(1))?.install(|| sound(examined)))
}

fn sound(examined: &Examined) -> Plan {
    let files: BTreeMap<&str, &File> = examined.files.iter().map(|file| (&**file.source.path(), file)).collect();
    let counts = |fix: &&Fix| fix.machine_applicable && fix.edits.iter().all(|edit| ours(&files, edit));
    let reported = examined.report.findings.iter().filter(|finding| finding.fate == Fate::Reported);
    let fixes: Vec<&Fix> = reported.filter_map(|finding| finding.fix.as_ref()).filter(counts).collect();
    let mut left: Vec<Note> = Vec::new();
    loop {
        let stays = |edit: &Edit| left.iter().any(|note| note.path.as_ref() == Some(&edit.path));
        let plan = merge(&files, fixes.iter().copied().filter(|fix| !fix.edits.iter().any(stays)));
        let refused = plan.changes.iter().filter_map(|change| {
            let message = format!("not fixed: {}", obstacle(&examined.root, files[&*change.path], change)?);
            Some(Note { path: Some(change.path.clone()), line: None, message })
        });
        let refused: Vec<Note> = refused.collect();
        if refused.is_empty() {
            return Plan { left, ..plan };
        }
        left.extend(refused);
    }
}

/// Why a change cannot be written.
fn obstacle(root: &Root, file: &File, change: &Change) -> Option<String> {
    match current(root, &change.path, &change.before) {
        Err(why) => Some(why.to_string()),
        Ok(_) => breaks(file, change).then(|| "the result would not parse".to_owned()),
    }
}

/// Whether the file is written by the people who run the guard.
fn ours(files: &BTreeMap<&str, &File>, edit: &Edit) -> bool {
    files.get(&*edit.path).is_some_and(|file| {
        let text = file.source.text();
        !matches!(file.class, Class::Vendored | Class::Generated) && text.get(edit.span.range()).is_some()
    })
}

fn merge<'a>(files: &BTreeMap<&str, &File>, fixes: impl Iterator<Item = &'a Fix>) -> Plan {
    let mut taken: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
    let mut plan = Plan::default();
    for fix in fixes {
        let free = |edit: &Edit| taken.get(&*edit.path).is_none_or(|others| others.iter().all(|o| apart(o, edit)));
        if !fix.edits.iter().all(free) {
            continue;
        }
        plan.fixes += 1;
        for edit in &fix.edits {
            let others = taken.entry(&edit.path).or_default();
            if !others.contains(&edit) {
                others.push(edit);
            }
        }
    }
    let changes = taken.into_iter().map(|(path, edits)| edited(&files[path].source, edits));
    plan.changes = changes.filter(|change| change.after != *change.before).collect();
    plan
}

/// Whether two edits can both be made: the same one is made once.
fn apart(a: &Edit, b: &Edit) -> bool {
    a == b || a.span.end < b.span.start || b.span.end < a.span.start
}

fn edited(source: &Source, mut edits: Vec<&Edit>) -> Change {
    edits.sort_by_key(|edit| edit.span);
    let mut after = String::with_capacity(source.text().len());
    let mut at = 0;
    for edit in edits {
        let range = edit.span.range();
        after.push_str(&source.text()[at..range.start]);
        after.push_str(&edit.text);
        at = range.end;
    }
    after.push_str(&source.text()[at..]);
    Change { path: source.path().clone(), before: source.text().into(), after }
}

fn breaks(file: &File, change: &Change) -> bool {
    let parses = |text: &str| parse::parse(&Source::new(change.path.clone(), text), &Needles::all()).1.is_none();
    file.kind == Kind::Rust && parses(&change.before) && !parses(&change.after)
}

/// Writes all changes. When one cannot be written, those before it are taken
/// back.
///
/// # Errors
/// Which file could not be written, and why.
pub fn apply(plan: &Plan, root: &Root) -> Result<(), Failure> {
    let mut done: Vec<&Change> = Vec::new();
    for change in &plan.changes {
        if let Err(why) = replace(root, &change.path, &change.before, &change.after) {
            for change in done.iter().rev() {
                // The first failure is the one to report.
                let _ = replace(root, &change.path, &change.after, &change.before);
            }
            return Err(InputError::Path { path: change.path.to_string(), why: format!("not fixed: {why}") }.into());
        }
        done.push(change);
    }
    Ok(())
}

/// Byte order mark of UTF-8, which a text does not show.
const BOM: &[u8] = b"\xEF\xBB\xBF";

fn replace(root: &Root, shown: &str, before: &str, after: &str) -> io::Result<()> {
    let (path, mark) = current(root, shown, before)?;
    write_whole(&path, &[mark, after.as_bytes()].concat())
}

/// Where the file is that holds this text, and what precedes the text in it.
fn current(root: &Root, shown: &str, text: &str) -> io::Result<(PathBuf, &'static [u8])> {
    let path = inside(root, shown)?;
    let bytes = fs::read(&path)?;
    let mark: &[u8] = if bytes.starts_with(BOM) { BOM } else { b"" };
    match bytes[mark.len()..] == *text.as_bytes() {
        true => Ok((path, mark)),
        false => Err(io::Error::other("it is not, or no longer, the UTF-8 text that was checked")),
    }
}

/// Where the file is, if it is a regular one below the root and no link
/// leads out of it.
fn inside(root: &Root, shown: &str) -> io::Result<PathBuf> {
    let outside = || io::Error::other("it lies outside of the workspace");
    let plain = Path::new(shown).components().all(|part| matches!(part, Component::Normal(_)));
    let path = root.dir.join(shown);
    let folder = path.parent().ok_or_else(outside)?.canonicalize()?;
    if !plain || !folder.starts_with(root.dir.canonicalize()?) {
        return Err(outside());
    }
    match path.symlink_metadata()?.is_file() {
        true => Ok(path),
        false => Err(io::Error::other("it is no regular file")),
    }
}

/// Replaces a file by another with the same permissions, written beside it:
/// a reader sees the old or the new one, also after a crash.
fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}.secret-guard", std::process::id()));
    let written = fs::File::create_new(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.set_permissions(fs::metadata(path)?.permissions())?;
        file.sync_all()?;
        fs::rename(&beside, path)
    });
    if written.is_err() {
        // Whatever is there is ours and of no use.
        let _ = fs::remove_file(&beside);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(dir: &Path) -> Root {
        Root { dir: dir.to_path_buf(), workspace: None, git: false, home: dir.to_path_buf() }
    }

    fn change(path: &str, before: &str, after: &str) -> Change {
        Change { path: path.into(), before: before.into(), after: after.to_owned() }
    }

    #[test]
    fn nothing_outside_the_root_is_written() {
        let dir = tempfile::tempdir().expect("a folder");
        let home = dir.path().join("home");
        fs::create_dir(&home).expect("a folder");
        let outside = dir.path().join("a.rs");
        fs::write(&outside, "old").expect("a file");
        let mut ways = vec!["../a.rs".to_owned(), outside.display().to_string()];
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&outside, home.join("link.rs")).expect("a link");
            std::os::unix::fs::symlink(dir.path(), home.join("up")).expect("a link");
            ways.extend(["link.rs".to_owned(), "up/a.rs".to_owned()]);
        }
        for way in ways {
            let plan = Plan { changes: vec![change(&way, "old", "new")], ..Plan::default() };
            assert!(apply(&plan, &root(&home)).is_err(), "{way}");
            assert_eq!(fs::read_to_string(&outside).expect("it is there"), "old", "{way}");
        }
    }

    #[test]
    fn when_one_file_cannot_be_written_none_is() {
        let dir = tempfile::tempdir().expect("a folder");
        for name in ["a.rs", "b.rs"] {
            fs::write(dir.path().join(name), "old").expect("a file");
        }
        let changes = vec![change("a.rs", "old", "new"), change("b.rs", "something else", "new")];
        assert!(apply(&Plan { changes, ..Plan::default() }, &root(dir.path())).is_err());
        let mut names: Vec<_> =
            fs::read_dir(dir.path()).expect("a folder").map(|e| e.expect("a name").path()).collect();
        names.sort();
        assert_eq!(names, [dir.path().join("a.rs"), dir.path().join("b.rs")], "nothing is left behind");
        assert!(names.iter().all(|path| fs::read_to_string(path).expect("it is there") == "old"));
    }

    #[test]
    fn edits_that_touch_wait_for_the_next_round() {
        let source = Source::new("a.rs", "abcdef");
        let edit = |start, end| Edit::new(&source, crate::source::Span::new(start, end), "x");
        assert!(apart(&edit(0, 2), &edit(0, 2)), "the same one is made once");
        assert!(apart(&edit(0, 2), &edit(3, 4)));
        assert!(!apart(&edit(0, 2), &edit(2, 4)));
        assert!(!apart(&edit(1, 5), &edit(2, 3)));
    }
}
