//! What commits bring: their messages, and the files that they change.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::raw::Change;
use super::super::refs;
use super::super::{Added, Content, Oid, Unit};
use super::{FIXED, Plan, read, shown};
use crate::input::InputError;
use crate::input::command::Git;

/// Plans the files and messages of commits, oldest first; `list` is what
/// `rev-list` reads, after `known` on its command line.
pub(super) fn commits(git: &Git, list: String, known: &[&str], plan: &mut Plan) -> Result<(), InputError> {
    if list.is_empty() {
        return Ok(());
    }
    let listing: Vec<&str> =
        ["rev-list", "--reverse", "--topo-order", "--stdin"].iter().chain(known).copied().collect();
    let listed = git.fed(&listing, list.into_bytes())?;
    if listed.is_empty() {
        return Ok(());
    }
    let ends = refs::boundary(git)?;
    let text = String::from_utf8_lossy(&listed);
    if let Some(end) = text.lines().find(|line| ends.contains(*line)) {
        return Err(InputError::Shallow { commit: end.to_owned() });
    }
    let args: Vec<&str> =
        ["diff-tree", "--stdin", "-r", "-c", "--root", "--always"].iter().chain(&FIXED).copied().collect();
    let raw = read(&args, &git.fed(&args, listed.clone())?)?;
    let planned: BTreeSet<(Arc<str>, Oid)> = plan.units.iter().filter_map(named).collect();
    plan.units.extend(raw.commits.iter().map(|oid| message("commit", oid)));
    let new = units(&raw.changes).into_iter();
    plan.units.extend(new.filter(|unit| named(unit).is_none_or(|named| !planned.contains(&named))));
    Ok(())
}

fn named(unit: &Unit) -> Option<(Arc<str>, Oid)> {
    match &unit.content {
        Content::Object(oid) => Some((unit.path.clone(), oid.clone())),
        _ => None,
    }
}

pub(super) fn message(kind: &str, oid: &Oid) -> Unit {
    let path = format!("{kind} {}", oid.get(..12).unwrap_or(oid)).into();
    Unit { commit: Some(oid.clone()), ..Unit::new(path, Content::Object(oid.clone()), Added::All) }
}

/// The files that changes bring. What only moved brings nothing; what moved
/// and changed is compared with what is gone.
pub(super) fn units(changes: &[Change]) -> Vec<Unit> {
    let mut gone: BTreeMap<&Option<Oid>, Vec<Oid>> = BTreeMap::new();
    for change in changes.iter().filter(|change| change.status == b'D') {
        gone.entry(&change.commit).or_default().extend(change.old.iter().flatten().cloned());
    }
    let gone: BTreeMap<_, Arc<[Oid]>> = gone.into_iter().map(|(commit, gone)| (commit, gone.into())).collect();
    let each = changes.iter().filter(|change| change.is_file).filter_map(|change| {
        let new = change.new.as_ref()?;
        let old: Vec<Oid> = change.old.iter().flatten().cloned().collect();
        let gone = gone.get(&change.commit);
        if old.contains(new) || old.is_empty() && gone.is_some_and(|gone| gone.contains(new)) {
            return None;
        }
        let added = match (old.is_empty(), gone) {
            (true, Some(gone)) => Added::Moved(gone.clone()),
            (true, None) => Added::All,
            (false, _) => Added::Since(old),
        };
        let content = Content::Object(new.clone());
        Some(Unit { commit: change.commit.clone(), ..Unit::new(shown(change), content, added) })
    });
    each.collect()
}
