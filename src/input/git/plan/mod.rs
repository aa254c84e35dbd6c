//! What is to be scanned, for each way of asking.

mod commits;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use commits::{commits, message, units};

use super::raw::{self, Change};
use super::refs::{self, Update};
use super::{Added, Content, Oid, Unit};
use crate::finding::Note;
use crate::input::InputError;
use crate::input::command::{Git, failed};

/// What the user asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// What the next commit adds.
    Staged,
    /// What the files of the work tree add to the index.
    Unstaged,
    /// What commits add.
    Range {
        /// They are not in this revision.
        base: String,
        /// They are in this one.
        head: String,
        /// Whether to compare with the point where both parted (`A...B`).
        parted: bool,
    },
    /// Everything that any reference reaches.
    History,
    /// What a push adds: the lines that git gives to `pre-push`.
    Push(Vec<u8>),
    /// What a push adds: the lines that git gives to `pre-receive`.
    Receive(Vec<u8>),
}

/// What is to be scanned.
#[derive(Debug, Default)]
pub struct Plan {
    /// In this order.
    pub units: Vec<Unit>,
    /// What could not be planned.
    pub notes: Vec<Note>,
}

/// Nothing in a config or an attribute may change what is compared.
const FIXED: [&str; 8] =
    ["--raw", "-z", "--no-abbrev", "--no-renames", "--no-relative", "--no-color", "--no-ext-diff", "-O/dev/null"];

/// Asks git what there is to scan.
///
/// # Errors
/// When git has no answer: no repository, no such revision, no common
/// history, a clone that ends too early.
pub fn plan(dir: &Path, asked: &Asked) -> Result<Plan, InputError> {
    let git = Git::of(dir, asked);
    let mut plan = match asked {
        Asked::Staged => staged(&git),
        Asked::Unstaged => unstaged(&git),
        Asked::Range { base, head, parted } => range(&git, base, head, *parted),
        Asked::History => history(&git),
        Asked::Push(lines) => pushed(&git, &refs::pushed(lines)?, &["--not", "--remotes"]),
        Asked::Receive(lines) => pushed(&git, &refs::received(lines)?, &["--not", "--all"]),
    }?;
    if plan.units.is_empty() && plan.notes.is_empty() {
        plan.notes.push(nothing());
    }
    Ok(plan)
}

/// The note that no line was added.
pub fn nothing() -> Note {
    Note { path: None, line: None, message: "there is nothing to scan: no line was added".to_owned() }
}

impl Git {
    /// git in the environment that the hook in question gives.
    pub(super) fn of(dir: &Path, asked: &Asked) -> Git {
        match asked {
            Asked::Receive(_) => Git::receiving(dir),
            _ => Git::at(dir),
        }
    }
}

fn changes(git: &Git, command: &[&str], rest: &[&str]) -> Result<Vec<Change>, InputError> {
    let args: Vec<&str> = command.iter().chain(&FIXED).chain(rest).copied().collect();
    read(&args, &git.output(&args)?).map(|raw| raw.changes)
}

fn read(args: &[&str], bytes: &[u8]) -> Result<raw::Raw, InputError> {
    raw::parse(bytes).ok_or_else(|| failed(args, "an answer that cannot be read".to_owned()))
}

fn staged(git: &Git) -> Result<Plan, InputError> {
    let against = |tree: &str| changes(git, &["diff-index", "--cached", "--ita-invisible-in-index"], &[tree, "--"]);
    let found = against("HEAD").or_else(|error| {
        // Before the first commit there is no HEAD.
        let unborn = git.line(&["rev-parse", "--git-dir"]).is_ok()
            && git.line(&["rev-parse", "--verify", "--quiet", "HEAD"]).is_err()
            && git.line(&["symbolic-ref", "--quiet", "HEAD"]).is_ok();
        if !unborn {
            return Err(error);
        }
        against(&git.line(&["hash-object", "-t", "tree", "--stdin"])?)
    })?;
    let mut plan = Plan::default();
    plan.notes.extend(found.iter().filter(|change| change.status == b'U').map(|change| Note {
        path: Some(shown(change)),
        line: None,
        message: "not scanned: its conflicts are not resolved".to_owned(),
    }));
    plan.units.extend(units(&found));
    Ok(plan)
}

fn unstaged(git: &Git) -> Result<Plan, InputError> {
    let top = git.line(&["rev-parse", "--show-toplevel"])?;
    let found = changes(git, &["diff-files", "--ita-invisible-in-index"], &["--"])?;
    let changed = found.iter().filter(|change| change.is_file && change.status != b'U');
    let units = changed.map(|change| {
        let path = Path::new(&top).join(crate::input::name_of(&change.path));
        Unit::new(shown(change), Content::File(path), Added::Since(change.old.iter().flatten().cloned().collect()))
    });
    Ok(Plan { units: units.collect(), notes: Vec::new() })
}

fn range(git: &Git, base: &str, head: &str, parted: bool) -> Result<Plan, InputError> {
    let (base, head) = (refs::commit(git, base)?, refs::commit(git, head)?);
    let from = if parted { refs::merge_base(git, &base, &head)? } else { base.clone() };
    let now = changes(git, &["diff-tree", "-r"], &[&from, &head, "--"])?;
    let mut plan = Plan { units: units(&now), notes: Vec::new() };
    let list = format!("^{base}\n{head}\n");
    commits(git, list, &[], &mut plan)?;
    Ok(plan)
}

fn history(git: &Git) -> Result<Plan, InputError> {
    let mut plan = Plan::default();
    let tips = git.output(&["for-each-ref", "--format=%(objectname) %(objecttype)"])?;
    let mut list = String::new();
    for line in String::from_utf8_lossy(&tips).lines() {
        let (name, kind) = line.split_once(' ').unwrap_or((line, ""));
        if kind == "tag" {
            plan.units.push(message("tag", &name.into()));
        }
        list.push_str(name);
        list.push('\n');
    }
    // A head that no reference names, as after a checkout of a commit.
    if let Ok(head) = git.line(&["rev-parse", "--verify", "--quiet", "HEAD"]) {
        list.push_str(&head);
        list.push('\n');
    }
    commits(git, list, &[], &mut plan)?;
    for unit in &mut plan.units {
        unit.added = Added::All;
    }
    let mut seen = BTreeSet::new();
    plan.units.retain(|unit| match &unit.content {
        Content::Object(oid) => seen.insert(oid.clone()),
        _ => true,
    });
    Ok(plan)
}

fn pushed(git: &Git, updates: &[Update], known: &[&str]) -> Result<Plan, InputError> {
    let mut plan = Plan::default();
    let mut list = String::new();
    for new in updates.iter().filter_map(|update| update.new.as_ref()) {
        let kind = git.line(&["cat-file", "-t", new])?;
        if kind == "tag" {
            plan.units.push(message("tag", new));
        }
        if kind == "tag" || kind == "commit" {
            list.push_str(&format!("{new}^{{}}\n"));
        }
    }
    if list.is_empty() {
        return Ok(plan);
    }
    // What the other side has is not here when others pushed it.
    let here = |old: &&Oid| git.line(&["cat-file", "-e", old]).is_ok();
    for old in updates.iter().filter_map(|update| update.old.as_ref()).filter(here) {
        list.push_str(&format!("^{old}\n"));
    }
    commits(git, list, known, &mut plan)?;
    Ok(plan)
}

fn shown(change: &Change) -> Arc<str> {
    String::from_utf8_lossy(&change.path).into()
}
