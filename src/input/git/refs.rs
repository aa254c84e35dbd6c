//! Names of commits, and what stands between two of them.

use std::collections::BTreeSet;

use super::Oid;
use super::raw::oid;
use crate::input::InputError;
use crate::input::command::Git;

/// The commit that a revision names.
pub(super) fn commit(git: &Git, name: &str) -> Result<Oid, InputError> {
    git.line(&["rev-parse", "--git-dir"])?;
    let asked = format!("{name}^{{commit}}");
    let found = git.line(&["rev-parse", "--verify", "--quiet", "--end-of-options", &asked]);
    found.map(Into::into).map_err(|_| InputError::Revision { name: name.to_owned() })
}

/// Where two lines of history part.
pub(super) fn merge_base(git: &Git, base: &Oid, head: &Oid) -> Result<Oid, InputError> {
    let found = git.line(&["merge-base", base, head]);
    found.map(Into::into).map_err(|_| InputError::MergeBase { base: base.to_string(), head: head.to_string() })
}

/// The commits at which a shallow clone ends.
pub(super) fn boundary(git: &Git) -> Result<BTreeSet<Oid>, InputError> {
    let path = git.line(&["rev-parse", "--git-path", "shallow"])?;
    // No such file: the clone is whole.
    let text = std::fs::read_to_string(git.dir().join(path)).unwrap_or_default();
    Ok(text.lines().filter_map(|line| oid(line.trim()).flatten()).collect())
}

/// One line of what `pre-push` and `pre-receive` are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Update {
    /// What the reference names there now; `None` when it is new.
    pub old: Option<Oid>,
    /// What it shall name; `None` when it is to go.
    pub new: Option<Oid>,
}

/// Reads `<local ref> <local object> <remote ref> <remote object>` lines.
pub(super) fn pushed(text: &[u8]) -> Result<Vec<Update>, InputError> {
    updates(text, "pre-push", [4, 3, 1])
}

/// Reads `<old object> <new object> <ref>` lines.
pub(super) fn received(text: &[u8]) -> Result<Vec<Update>, InputError> {
    updates(text, "pre-receive", [3, 0, 1])
}

/// Lines of so many words, with the old and the new object at these places.
fn updates(text: &[u8], hook: &'static str, [count, old, new]: [usize; 3]) -> Result<Vec<Update>, InputError> {
    let text = String::from_utf8_lossy(text);
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let each = lines.map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let at = |index: usize| words.get(index).and_then(|word| oid(word));
        match (at(old), at(new)) {
            (Some(old), Some(new)) if words.len() == count => Ok(Update { old, new }),
            _ => Err(InputError::Protocol { hook }),
        }
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn updates_are_read_or_refused() {
        let (a, zero) = ("a".repeat(40), "0".repeat(40));
        let pushed = pushed(format!("refs/heads/x {a} refs/heads/x {zero}\n\n").as_bytes());
        assert_eq!(pushed.expect("it is right"), [Update { old: None, new: Some(a.as_str().into()) }]);
        let received = received(format!("{a} {zero} refs/heads/x\n").as_bytes());
        assert_eq!(received.expect("it is right"), [Update { old: Some(a.as_str().into()), new: None }]);
        assert!(super::received(b"hello\n").is_err());
        assert!(super::pushed(format!("{a} {zero} refs/heads/x\n").as_bytes()).is_err());
    }
}
