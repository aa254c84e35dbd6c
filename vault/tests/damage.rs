//! R8: any flipped byte and any cut of any file gives the right value or a typed error.
//!
//! A sample runs by default; `VAULT_EVERY_BYTE=1` runs all of them.
#![cfg(feature = "store")]

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

use common::home::{Home, MemoryKeyring, open_alone, value};
use common::keyfile;
use secret_guard_vault::custody::KeyringHolder;
use secret_guard_vault::envelope::Cost;
use secret_guard_vault::manifest::Class;
use secret_guard_vault::ops::{Restore, Terms, export_kek, import_kek, snapshot};
use secret_guard_vault::store::StoreError;

fn step() -> usize {
    if std::env::var_os("VAULT_EVERY_BYTE").is_some() { 1 } else { 31 }
}

/// Damages one file in every way and asks whether what is made of it is right or an error; anything else panics. Prints
/// the tally, and gives how often it was right and how often an error.
fn damage(name: &str, path: &Path, whole: &[u8], mut ask: impl FnMut(&str) -> bool) -> [usize; 2] {
    let (mut outcomes, mut flips, mut cuts) = ([0, 0], 0, 0);
    for at in (0..whole.len()).step_by(step()) {
        for mask in [0x01, 0xff] {
            let mut flipped = whole.to_vec();
            flipped[at] ^= mask;
            std::fs::write(path, &flipped).expect("written");
            outcomes[usize::from(!ask(&format!("{} with byte {at} flipped by {mask:#x}", path.display())))] += 1;
            flips += 1;
        }
    }
    for len in (0..whole.len()).step_by(step()) {
        std::fs::write(path, &whole[..len]).expect("written");
        outcomes[usize::from(!ask(&format!("{} cut at {len}", path.display())))] += 1;
        cuts += 1;
    }
    std::fs::write(path, whole).expect("written");
    let ([right, refused], bytes) = (outcomes, whole.len());
    println!("\n| {name} | {bytes} | {flips} | {cuts} | {right} | {refused} | 0 | 0 | 0 |");
    outcomes
}

/// Reads both secrets; each must have a version that it ever had, with the value of that version, or be an error.
fn ask(path: &Path, newest: &[(&str, &str)], what: &str) -> Result<(), StoreError> {
    let store = open_alone(path)?;
    for id in ["api-key", "other"] {
        let stored = store.get(id)?.unwrap_or_else(|| panic!("{what}: a false Missing of {id}"));
        let right = newest.iter().any(|(name, text)| *name == id && stored.value.ct_eq(text));
        assert!(right, "{what}: a wrong value of {id}");
    }
    assert!(store.get("nothing")?.is_none(), "{what}");
    Ok(())
}

#[test]
fn r08_a_flipped_byte_of_database_or_anchor_gives_the_right_value_or_a_typed_error() {
    let home = Home::filled();
    for (name, path) in [("database", home.path.clone()), ("anchor", home.beside("anchor"))] {
        let whole = std::fs::read(&path).expect("a file");
        let newest = [("api-key", "second"), ("other", "third")];
        damage(name, &path, &whole, |what| ask(&home.path, &newest, what).is_ok());
    }
    ask(&home.path, &[("api-key", "second"), ("other", "third")], "whole").expect("whole again");
}

/// Run under strace by the test below; does nothing without its variable.
#[test]
fn child_writes_and_dies() {
    let Some(path) = std::env::var_os("DAMAGE_CHILD") else { return };
    let store = open_alone(path.as_ref()).expect("open");
    let _ = store.put("api-key", Class::Runtime, &value("newest"), 2);
    panic!("strace ends this process before it gets here");
}

/// A store whose writer died when all of its commit but the removal of the journal was done.
fn with_hot_journal() -> (Home, PathBuf) {
    let home = Home::filled();
    let output = Command::new("strace")
        .args(["-f", "-qq", "-e", "trace=unlink", "-e", "inject=unlink:error=EIO:signal=SIGKILL:when=1", "-o"])
        .arg(home.dir.path().join("trace"))
        .arg(std::env::current_exe().expect("this test"))
        .args(["--exact", "child_writes_and_dies", "--nocapture"])
        .env("DAMAGE_CHILD", &home.path)
        .output()
        .expect("strace; see tests/setup.sh");
    assert!(!output.status.success());
    let journal = home.path.with_extension("db-journal");
    assert!(journal.exists(), "{}", String::from_utf8_lossy(&output.stderr));
    (home, journal)
}

#[test]
fn r08_a_flipped_byte_of_the_journal_gives_the_right_value_or_a_typed_error() {
    let (home, journal) = with_hot_journal();
    let newest = [("api-key", "second"), ("api-key", "newest"), ("other", "third")];
    let (database, whole) = (std::fs::read(&home.path).expect("a file"), std::fs::read(&journal).expect("a journal"));
    let outcomes = damage("journal", &journal, &whole, |what| {
        let outcome = ask(&home.path, &newest, what);
        std::fs::write(&home.path, &database).expect("put back");
        let _ = std::fs::remove_file(&journal);
        outcome.is_ok()
    });
    assert!(outcomes[0] > 0, "an untouched page must still roll back");
    std::fs::write(&journal, &whole).expect("put back");
    ask(&home.path, &[("api-key", "second"), ("other", "third")], "hot").expect("the journal rolls back");
}

#[test]
fn r08_a_flipped_byte_of_the_database_under_a_hot_journal_is_no_wrong_value() {
    let (home, journal) = with_hot_journal();
    let newest = [("api-key", "second"), ("api-key", "newest"), ("other", "third")];
    let (database, whole) = (std::fs::read(&home.path).expect("a file"), std::fs::read(&journal).expect("a journal"));
    damage("database under a journal", &home.path, &database, |what| {
        std::fs::write(&journal, &whole).expect("put back");
        ask(&home.path, &newest, what).is_ok()
    });
}

/// A vault with a key file, and its two secrets.
fn vault(folder: &Path) -> secret_guard_vault::home::Home {
    let home = keyfile::init(folder);
    keyfile::fill(&home, 2);
    home
}

#[test]
fn r08_a_flipped_byte_of_a_snapshot_is_never_staged() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let (home, path) = (vault(folder.path()), folder.path().join("snapshot"));
    snapshot(&home, &path, "a drill").expect("a snapshot");
    let restore =
        Restore::begin(&folder.path().join("home"), keyfile::holder(folder.path()), &keyfile::acme(), "tester");
    let (restore, whole) = (restore.expect("a restore"), std::fs::read(&path).expect("a file"));
    let [staged, _] = damage("snapshot", &path, &whole, |_| restore.stage(&path).is_ok());
    assert_eq!(staged, 0, "every byte is authenticated");
    restore.stage(&path).expect("the whole one");
    keyfile::assert_filled(&restore.enable("a drill").expect("enabled"), 2, "restored");
}

#[test]
fn r08_a_flipped_byte_of_an_export_is_never_imported() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let (home, path) = (vault(folder.path()), folder.path().join("export"));
    let terms = Terms { cost: Cost::LEAST, ..Terms::default() };
    let whole = export_kek(&home, &value("a passphrase"), terms).expect("exported").bytes;
    let keyring = std::sync::Arc::new(MemoryKeyring::default());
    let holder = KeyringHolder::new(std::sync::Arc::clone(&keyring));
    let import = |path: &Path| {
        let bytes = std::fs::read(path).expect("a file");
        import_kek(&holder, (&keyfile::acme(), None), &value("a passphrase"), &bytes)
    };
    let [imported, _] = damage("export", &path, &whole, |_| import(&path).is_ok());
    assert!(imported == 0 && keyring.entries.lock().expect("a lock").is_empty(), "every byte is authenticated");
    assert_eq!(import(&path).expect("the whole one").new.len(), 1);
}
