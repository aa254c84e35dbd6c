//! Diffs and texts on standard input.

use crate::common::{folder, git, write};
use crate::{fed, line, output, places, repo};

#[test]
fn a_coloured_diff_without_prefixes_is_read() {
    let dir = repo();
    let path = dir.path();
    write(path, "src/a.rs", format!("one\n{}", line(1)).as_bytes());
    git(path, &["add", "-A"]);
    for extra in [&["--color=always"][..], &["--no-prefix"], &["-U0"], &["--color=always", "--word-diff=none", "-M"]] {
        let args = [&["diff", "--cached"], extra].concat();
        let (code, out, err) = fed(path, &["--diff", "-"], &output(path, &args));
        assert_eq!((code, places(&out)), (1, vec!["src/a.rs:2".to_owned()]), "{extra:?} {err}");
    }
    let (code, _, err) = fed(path, &["--diff", "-"], b"this is no diff\n");
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("no unified diff"), "{err}");
    assert_eq!(fed(path, &["--diff", "-"], b"").0, 0);
}

#[test]
fn only_added_lines_of_a_diff_count() {
    let text = format!("--- a/x.rs\n+++ b/x.rs\n@@ -8,3 +8,3 @@\n {}-{}+{} tail\n", line(1), line(2), line(3));
    let dir = folder(&[]);
    let (code, out, _) = fed(dir.path(), &["--diff", "-"], text.as_bytes());
    assert_eq!((code, places(&out)), (1, vec!["x.rs:9".to_owned()]));
}

#[test]
fn a_text_on_standard_input_is_scanned() {
    let dir = folder(&[]);
    let (code, out, _) = fed(dir.path(), &["--stdin", "--stdin-path", "x.rs"], line(1).as_bytes());
    assert_eq!((code, places(&out)), (1, vec!["x.rs:1".to_owned()]));
    assert_eq!(fed(dir.path(), &["--stdin"], b"hello\n").0, 0);
}
