//! Reads `--raw -z`: which paths changed, from which objects to which.

use super::Oid;

/// One path that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// The commit that changed it, when several were asked for.
    pub commit: Option<Oid>,
    /// `A`, `M`, `D`, `T`, `U`; of a merge, the letter for its first parent.
    pub status: u8,
    /// The object before, one for each parent; `None` where there was none.
    pub old: Vec<Option<Oid>>,
    /// The object after; `None` for one that git has not stored.
    pub new: Option<Oid>,
    /// Whether it is a file or a link now, not a submodule or nothing.
    pub is_file: bool,
    /// The path from the top of the tree.
    pub path: Vec<u8>,
}

/// What git printed: the changes, and every commit it spoke of.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Raw {
    pub changes: Vec<Change>,
    pub commits: Vec<Oid>,
}

/// Reads the whole output; what is cut off or not understood is an error.
pub(super) fn parse(bytes: &[u8]) -> Option<Raw> {
    let mut raw = Raw::default();
    let mut words = bytes.split(|byte| *byte == 0);
    while let Some(word) = words.next() {
        let word = word.strip_prefix(b"\n").unwrap_or(word);
        if word.starts_with(b":") {
            let change = change(std::str::from_utf8(word).ok()?, raw.commits.last())?;
            let path = words.next()?.to_vec();
            raw.changes.push(Change { path, ..change });
        } else if !word.is_empty() {
            raw.commits.push(oid(std::str::from_utf8(word).ok()?)??);
        }
    }
    Some(raw)
}

/// `:100644 100644 <old> <new> M`; one more colon, mode and object for each
/// further parent.
fn change(text: &str, commit: Option<&Oid>) -> Option<Change> {
    let parents = text.bytes().take_while(|byte| *byte == b':').count();
    let words: Vec<&str> = text[parents..].split(' ').collect();
    let mode = words.get(parents)?;
    let objects = words.get(parents + 1..2 * parents + 2)?;
    let status = *words.get(2 * parents + 2)?.as_bytes().first()?;
    let mut objects = objects.iter().map(|text| oid(text)).collect::<Option<Vec<_>>>()?;
    let new = objects.pop()?;
    let is_file = mode.starts_with("100") || *mode == "120000";
    Some(Change { commit: commit.cloned(), status, old: objects, new, is_file, path: Vec::new() })
}

/// An object's name; the inner `None` for the name that is all zeros.
pub(super) fn oid(text: &str) -> Option<Option<Oid>> {
    let valid = matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    valid.then(|| text.bytes().any(|byte| byte != b'0').then(|| text.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_of_commits_and_merges_are_read() {
        let (a, b, c, zero) = ("a".repeat(40), "b".repeat(40), "c".repeat(40), "0".repeat(40));
        let text = format!(
            "{c}\0:100644 100644 {a} {b} M\0src/x y\0{b}\0::100644 000000 100644 {a} {zero} {c} MA\0:odd\0\
             :100644 000000 {a} {zero} D\0gone\0"
        );
        let raw = parse(text.as_bytes()).expect("it is whole");
        assert_eq!(raw.commits.len(), 2);
        let paths: Vec<&[u8]> = raw.changes.iter().map(|change| &*change.path).collect();
        assert_eq!(paths, [&b"src/x y"[..], b":odd", b"gone"]);
        assert_eq!(raw.changes[1].old, [Some(a.as_str().into()), None]);
        assert_eq!(raw.changes[1].commit.as_deref(), Some(b.as_str()));
        assert!(raw.changes[0].is_file && !raw.changes[2].is_file);
        assert_eq!(raw.changes[2].new, None);
    }

    #[test]
    fn what_is_cut_off_is_an_error() {
        assert!(parse(b":100644 100644 aaaa").is_none());
        assert!(parse(b"fatal: no").is_none());
        assert_eq!(parse(b""), Some(Raw::default()));
    }
}
