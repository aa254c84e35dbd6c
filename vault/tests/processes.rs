//! R15: writers and readers in processes that are killed at any moment.
#![cfg(feature = "store")]

mod common;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::Duration;

use common::home::{Home, audit_key, open_alone, value};
use secret_guard_vault::audit::verify;
use secret_guard_vault::manifest::Class;
use secret_guard_vault::store::StoreError;

/// Run by the test below in processes of their own; does nothing without its variable.
#[test]
fn child_writes() {
    let Some(path) = std::env::var_os("STORE_WRITER") else { return };
    let store = open_alone(path.as_ref()).expect("open");
    loop {
        let seen = store.get("counter").expect("readable").map_or(0, |stored| stored.version);
        match store.put("counter", Class::Runtime, &value(&format!("tick {}", seen + 1)), seen) {
            Ok(version) => println!("\nACK {version}"),
            Err(StoreError::Conflict { .. }) => {}
            Err(error) => println!("\nERR {error}"),
        }
    }
}

/// As above: versions never fall, and each has its own value.
#[test]
fn child_reads() {
    let Some(path) = std::env::var_os("STORE_READER") else { return };
    let store = open_alone(path.as_ref()).expect("open");
    let mut last = 0;
    loop {
        match store.get("counter") {
            Ok(None) if last == 0 => {}
            Ok(Some(stored)) if stored.version >= last && stored.value.ct_eq(format!("tick {}", stored.version)) => {
                last = stored.version;
            }
            other => println!("\nERR {last} then {other:?}"),
        }
        println!("\nREAD");
    }
}

fn spawn(test: &str, variable: &str, home: &Home, out: &Path) -> Child {
    let mut command = Command::new(std::env::current_exe().expect("this test"));
    command.args(["--exact", test, "--nocapture"]).env(variable, &home.path);
    let out = std::fs::File::create(out).expect("out");
    command.stderr(out.try_clone().expect("out")).stdout(out).spawn().expect("a child")
}

#[test]
fn r15_killed_writers_and_readers_lose_no_update_and_leave_one_chain_without_a_gap() {
    let rounds = if std::env::var_os("VAULT_LONG").is_some() { 100 } else { 5 };
    let home = Home::new();
    let outputs: Vec<PathBuf> = (0..16).map(|n| home.dir.path().join(format!("out-{n}"))).collect();
    let mut acknowledged: Vec<u64> = Vec::new();
    let mut reads = 0;
    for round in 0..rounds {
        let roles = outputs.iter().enumerate().map(|(n, out)| {
            let (test, variable) =
                if n < 8 { ("child_writes", "STORE_WRITER") } else { ("child_reads", "STORE_READER") };
            spawn(test, variable, &home, out)
        });
        let mut children: Vec<Child> = roles.collect();
        for (n, child) in children.iter_mut().enumerate() {
            let wait = if n == 0 { 600 + round % 7 * 61 } else { (round + n as u64) % 5 * 13 };
            std::thread::sleep(Duration::from_millis(wait));
            child.kill().expect("killed");
            child.wait().expect("gone");
        }
        let text: String = outputs.iter().map(|out| std::fs::read_to_string(out).expect("out") + "\n").collect();
        assert!(!text.contains("ERR") && !text.contains("panicked"), "{text}");
        acknowledged.extend(text.lines().filter_map(|line| line.strip_prefix("ACK ")?.parse::<u64>().ok()));
        reads += text.lines().filter(|line| *line == "READ").count();
        let versions = home.open().versions("counter").expect("readable after kills");
        assert_eq!(versions, (1..=versions.len() as u64).collect::<Vec<_>>(), "no gap");
        assert!(acknowledged.iter().all(|version| versions.contains(version)), "no lost update");
        verify(&home.log(), &audit_key().public(), None).expect("one chain");
    }
    let distinct: BTreeSet<_> = acknowledged.iter().collect();
    assert!(distinct.len() == acknowledged.len(), "no version was given twice");
    assert!(!distinct.is_empty() && reads > 0, "somebody must get somewhere");
    home.open().check().expect("whole");
    println!("{} versions acknowledged, {reads} reads, {rounds} rounds", distinct.len());
}
