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
