//! What a terminal sees, on a real one: a pair of pseudo-terminals.

#![cfg(unix)]

mod common;

use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use common::{folder, guard, write};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

/// Both ends of a terminal: what a person looks at, and what the program
/// writes to.
fn terminal() -> (File, File) {
    let screen = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal can be had");
    grantpt(&screen).expect("it can be granted");
    unlockpt(&screen).expect("it can be unlocked");
    let name = ptsname(&screen, Vec::new()).expect("it has a name");
    let path = OsStr::from_bytes(name.to_bytes());
    let line = OpenOptions::new().read(true).write(true).open(path).expect("its other end can be opened");
    (File::from(screen), line)
}

/// What stands on a terminal when the program has ended. Its git waits as
/// long as a big repository makes it.
fn shown(args: &[&str], slow: bool) -> String {
    let dir = folder(&[("src/lib.rs", "pub fn f() {}\n")]);
    let bin = folder(&[]);
    common::git(dir.path(), &["init", "-q"]);
    let path = std::env::var_os("PATH").expect("a path to programs");
    if slow {
        let real = std::env::split_paths(&path).map(|dir| dir.join("git")).find(|git| git.is_file());
        let real = real.expect("git is needed for this test");
        let script = format!("#!/bin/sh\nsleep 3\nexec {} \"$@\"\n", real.display());
        write(bin.path(), "git", script.as_bytes());
        std::fs::set_permissions(bin.path().join("git"), PermissionsExt::from_mode(0o755)).expect("it can be run");
    }
    let dirs = std::iter::once(bin.path().to_path_buf()).chain(std::env::split_paths(&path));
    let (mut screen, line) = terminal();
    let mut command = guard(dir.path());
    command.args(args).env("PATH", std::env::join_paths(dirs).expect("a path to programs"));
    command.stdout(Stdio::null()).stderr(Stdio::from(line));
    let mut child = command.spawn().expect("the program starts");
    // The other end is open in the child alone: reading ends when it ends.
    drop(command);
    let mut seen = Vec::new();
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = screen.read(&mut buffer) {
        seen.extend_from_slice(&buffer[..count]);
    }
    assert!(child.wait().expect("it ends").success());
    String::from_utf8(seen).expect("it is text")
}

#[test]
fn a_long_run_says_that_it_goes_on_and_takes_the_word_back() {
    let seen = shown(&["check"], true);
    let (_, after) = seen.rsplit_once("checking …").unwrap_or_else(|| panic!("no word of it: {seen:?}"));
    assert!(after.contains("\r\u{1b}[K"), "the word stays: {seen:?}");
    assert!(after.contains("checked 1 file"), "{seen:?}");
}

#[test]
fn nothing_is_said_when_nobody_wants_it() {
    assert!(!shown(&["check", "-q"], true).contains("checking"));
    assert!(!shown(&["check", "--format", "json"], false).contains('\u{1b}'));
}
