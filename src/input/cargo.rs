//! The crates of a workspace, read from its `Cargo.toml` files.
//!
//! Cargo itself is not run: in a hostile checkout it would load the
//! checkout's configuration and toolchain. The rules for members and for
//! targets that nobody declared are those of the Cargo book.

mod package;
pub(super) mod select;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};
use toml::Table;

use super::{InputError, Root};
use crate::files::Crate;
use crate::finding::Note;

/// What there is to build.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    /// All crates, sorted by root file.
    pub crates: Vec<Crate>,
    /// Packages: name and folder as shown.
    packages: Vec<(String, String)>,
}

/// Reads the workspace at the root; none is fine.
pub(super) fn workspace(root: &Root, notes: &mut Vec<Note>) -> Result<Workspace, InputError> {
    let Some(dir) = &root.workspace else {
        return Ok(Workspace::default());
    };
    let top = read(&dir.join("Cargo.toml"))
        .map_err(|why| InputError::Manifest { path: root.shown(&dir.join("Cargo.toml")).to_string(), why })?;
    let mut workspace = Workspace::default();
    for (member, read) in members(dir, &top) {
        let path = member.join("Cargo.toml");
        match read {
            Ok(table) => package::add(&mut workspace, root, &member, &table, &top),
            Err(why) => notes.push(Note {
                path: Some(root.shown(&path)),
                line: None,
                message: format!("its crates are unknown: {why}"),
            }),
        }
    }
    workspace.crates.sort_by(|a, b| (&a.root, &a.name).cmp(&(&b.root, &b.name)));
    workspace.packages.sort();
    Ok(workspace)
}

/// Whether the `Cargo.toml` in `dir` has a `[workspace]`.
pub(super) fn is_workspace(dir: &Path) -> bool {
    read(&dir.join("Cargo.toml")).is_ok_and(|table| table.contains_key("workspace"))
}

/// Whether the workspace in `dir` has `package` (a folder) as a member.
pub(super) fn has_member(dir: &Path, package: &Path) -> bool {
    let table = read(&dir.join("Cargo.toml")).unwrap_or_default();
    table.contains_key("workspace") && members(dir, &table).contains_key(package)
}

fn read(path: &Path) -> Result<Table, String> {
    /// No manifest that a person wrote comes near.
    const MAX: u64 = 4 << 20;
    let meta = std::fs::metadata(path).map_err(|error| error.to_string())?;
    if !meta.is_file() || meta.len() > MAX {
        return Err("not a file of a sane size".to_owned());
    }
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    text.parse::<Table>().map_err(|error| error.message().replace('\n', " "))
}

/// The folders of all members and their manifests: the root package, what
/// `members` matches, and path dependencies of members that lie inside the
/// workspace.
fn members(dir: &Path, top: &Table) -> BTreeMap<PathBuf, Result<Table, String>> {
    let mut queue = BTreeSet::new();
    if top.contains_key("package") {
        queue.insert(dir.to_path_buf());
    }
    let mut found = BTreeMap::new();
    let workspace = top.get("workspace").and_then(toml::Value::as_table);
    let listed = |key| workspace.into_iter().flat_map(move |table| words(table, key));
    let excluded: Vec<PathBuf> = listed("exclude").map(|path| normal(&dir.join(path))).collect();
    queue.extend(listed("members").flat_map(|pattern| expand(dir, pattern)));
    let is_excluded = |path: &Path| excluded.iter().any(|out| path.starts_with(out));
    queue.retain(|path| path == dir || !is_excluded(path));
    while let Some(member) = queue.pop_first() {
        let table = read(&member.join("Cargo.toml"));
        // Outside a workspace a package stands alone.
        for path in table.iter().filter(|_| workspace.is_some()).flat_map(package::path_dependencies) {
            let path = normal(&member.join(path));
            let inside = path.starts_with(dir) && path.join("Cargo.toml").is_file();
            if inside && !is_excluded(&path) && path != member && !found.contains_key(&path) {
                queue.insert(path);
            }
        }
        found.insert(member, table);
    }
    found
}

fn words<'a>(table: &'a Table, key: &str) -> impl Iterator<Item = &'a str> {
    let list = table.get(key).and_then(toml::Value::as_array);
    list.into_iter().flatten().filter_map(toml::Value::as_str)
}

/// The folders a `members` pattern stands for, each with a `Cargo.toml`.
fn expand(dir: &Path, pattern: &str) -> Vec<PathBuf> {
    let mut dirs = vec![dir.to_path_buf()];
    for part in pattern.split(['/', '\\']).filter(|part| !part.is_empty()) {
        dirs = match matcher(part) {
            Some(matcher) => dirs.iter().flat_map(|dir| below(dir, &matcher)).collect(),
            None => dirs.iter().map(|dir| dir.join(part)).collect(),
        };
    }
    dirs.iter().map(|dir| normal(dir)).filter(|dir| dir.join("Cargo.toml").is_file()).collect()
}

fn matcher(part: &str) -> Option<GlobMatcher> {
    let is_glob = part.contains(['*', '?', '[']);
    let build = || GlobBuilder::new(part).literal_separator(true).build().ok();
    is_glob.then(build)?.map(|glob| glob.compile_matcher())
}

fn below(dir: &Path, matcher: &GlobMatcher) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
    let dirs = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    let mut found: Vec<PathBuf> =
        dirs.filter(|entry| matcher.is_match(entry.file_name())).map(|entry| entry.path()).collect();
    found.sort();
    found
}

/// The path without `.` and `..`, by its words alone.
fn normal(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(out.pop()),
            part => out.push(part),
        }
    }
    out
}
