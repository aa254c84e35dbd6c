//! Archives and notebooks, opened on request, in trees, changes and history.

#[path = "common/token.rs"]
mod token;

mod common;

use std::io::Write as _;
use std::path::Path;

use common::{folder, git, run, write};
use flate2::Compression;
use flate2::write::GzEncoder;
use token::github;

/// A gzipped tar archive of these files.
fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut tar = Vec::new();
    for (name, text) in files {
        let mut header = [0; 512];
        header[..name.len()].copy_from_slice(name.as_bytes());
        header[124..136].copy_from_slice(format!("{:011o}\0", text.len()).as_bytes());
        header[156] = b'0';
        header[257..263].copy_from_slice(b"ustar\0");
        tar.extend(header);
        tar.extend(text.as_bytes());
        tar.resize(tar.len().next_multiple_of(512), 0);
    }
    tar.extend([0; 1024]);
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(&tar).expect("it packs");
    encoder.finish().expect("it packs")
}

fn places(dir: &Path, args: &[&str]) -> Vec<String> {
    let (_, out, err) = run(dir, &[&["scan", "-q", "--format", "short"], args].concat());
    assert!(!out.contains(&github(1)[4..]) && !err.contains(&github(1)[4..]), "{out}{err}");
    let deny = out.lines().filter(|line| line.contains(": deny["));
    deny.map(|line| line.split(':').take(2).collect::<Vec<_>>().join(":")).collect()
}

fn commit(dir: &Path) {
    git(dir, &["add", "-A"]);
    git(dir, &["commit", "-qm", "change"]);
}

fn line(seed: u64) -> String {
    format!("let key = \"{}\";\n", github(seed))
}

#[test]
fn archives_are_opened_on_request_only() {
    let dir = folder(&[]);
    let path = dir.path();
    let text = format!("fn f() {{}}\n{}", line(1));
    write(path, "app.crate", &archive(&[("app/src/lib.rs", &text), ("app/readme", "nothing")]));
    assert!(places(path, &["--archives"]).contains(&"app.crate!app/src/lib.rs:2".to_owned()));
    let (code, out, err) = run(path, &["scan", "--format", "short"]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("`--archives` opens them") || err.contains("`--archives` opens them"), "{out}{err}");
}

#[test]
fn of_a_changed_archive_only_new_lines_of_its_members_count() {
    let dir = folder(&[]);
    let path = dir.path();
    git(path, &["init", "-q"]);
    write(path, "a.tgz", &archive(&[("old.rs", &line(1)), ("more.rs", "fn f() {}\n")]));
    commit(path);
    let more = format!("fn f() {{}}\n{}", line(2));
    write(path, "a.tgz", &archive(&[("old.rs", &line(1)), ("more.rs", &more), ("new.rs", &line(3))]));
    git(path, &["add", "-A"]);
    assert_eq!(places(path, &["--staged", "--archives"]), ["a.tgz!more.rs:2", "a.tgz!new.rs:1"]);
    commit(path);
    let history = places(path, &["--history", "--archives"]);
    for place in ["a.tgz!more.rs:2", "a.tgz!new.rs:1", "a.tgz!old.rs:1"] {
        assert!(history.contains(&place.to_owned()), "{history:?}");
    }
}

#[test]
fn cells_of_notebooks_have_lines_of_their_own() {
    let dir = folder(&[]);
    let path = dir.path();
    git(path, &["init", "-q"]);
    let cell = |text: &str| format!(r#"{{"cell_type": "code", "metadata": {{}}, "outputs": [], "source": {text}}}"#);
    let notebook = |cells: &[String]| {
        format!(r#"{{"cells": [{}], "metadata": {{}}, "nbformat": 4, "nbformat_minor": 5}}"#, cells.join(", "))
    };
    let secret = |seed: u64| cell(&format!(r#"["import x\n", "key = '{}'"]"#, github(seed)));
    write(path, "a.ipynb", notebook(&[secret(1)]).as_bytes());
    assert_eq!(places(path, &["--archives"]), ["a.ipynb!cell1.py:2"]);
    commit(path);
    write(path, "a.ipynb", notebook(&[cell(r#""b = 1""#), secret(1), secret(2)]).as_bytes());
    git(path, &["add", "-A"]);
    assert_eq!(places(path, &["--staged", "--archives"]), ["a.ipynb!cell3.py:2"], "cells move");
}
