use std::fs;
use std::path::Path;

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
    let mut names: Vec<_> = fs::read_dir(dir.path()).expect("a folder").map(|e| e.expect("a name").path()).collect();
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
