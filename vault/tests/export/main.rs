//! R22: keys and values under a passphrase, carried to another vault.
#![cfg(all(feature = "store", target_os = "linux"))]

#[path = "../common/mod.rs"]
mod common;

mod refused;

use std::path::Path;
use std::time::Duration;

use common::home::value;
use common::keyfile::{acme, fill, holder, init, key_names, new_keys};
use common::lines;
use secret_guard_vault::Secret;
use secret_guard_vault::custody::KeyError;
use secret_guard_vault::envelope::Cost;
use secret_guard_vault::home::Home;
use secret_guard_vault::manifest::{Manifest, Profile};
use secret_guard_vault::ops::{Exported, OpsError, Terms, export_env, export_kek, import_env, import_kek};

const SECRETS: usize = 3;

fn terms() -> Terms {
    Terms { lifetime: Duration::from_secs(3600), cost: Cost::LEAST }
}

fn passphrase() -> Secret<Vec<u8>> {
    value("correct horse")
}

fn ids() -> Vec<String> {
    (0..SECRETS).map(|n| format!("secret-{n}")).collect()
}

fn manifest() -> Manifest {
    let entry = |n| format!("  - {{ id: secret-{n}, class: runtime, kind: secret, env: SECRET_{n}, owner: team }}\n");
    let entries: String = (0..SECRETS).map(entry).collect();
    Manifest::parse(&format!("version: 1\nsecrets:\n{entries}")).expect("a manifest")
}

fn exported_keys(home: &Home) -> Exported {
    export_kek(home, &passphrase(), terms()).expect("exported")
}

fn exported_values(home: &Home) -> Exported {
    let vault = home.vault(manifest(), Profile::Strict).build();
    export_env(&vault, (&manifest(), &home.trail), &ids(), &passphrase(), terms()).expect("exported")
}

fn filled(folder: &Path) -> Home {
    let home = init(folder);
    fill(&home, SECRETS);
    home
}

/// Another machine: keys of its own.
fn elsewhere() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder");
    new_keys(folder.path());
    folder
}

#[test]
fn r22_keys_come_to_another_holder_once() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let home = filled(folder.path());
    let export = exported_keys(&home);
    assert_eq!(export.count, 1);
    let other = elsewhere();
    let import = |bytes: &[u8]| import_kek(&*holder(other.path()), (&acme(), None), &passphrase(), bytes);
    let done = import(&export.bytes).expect("imported");
    assert_eq!((done.new.len(), done.same.len()), (1, 0));
    let kek = key_names(folder.path()).into_iter().find(|name| name.contains("/kek/")).expect("a key");
    assert_eq!(key_names(other.path()), [kek]);
    let again = import(&export.bytes).expect("imported");
    assert_eq!((again.new.len(), again.same), (0, done.new));
    assert!(lines(home.trail.log().path()).iter().any(|line| line.contains("export-kek")));
}

#[test]
fn r22_what_is_exported_and_imported_stands_in_a_checkpointed_log() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let home = filled(folder.path());
    let (log, account) = (home.trail.log().path().to_owned(), acme());
    let ends_signed = |event: &str| {
        let lines = lines(&log);
        let [before, last] = &lines[lines.len() - 2..] else { panic!("two lines") };
        assert!(before.contains(event) && last.contains("checkpoint"), "{event}");
    };
    let (keys, values) = (exported_keys(&home), exported_values(&home));
    ends_signed("export-env");
    import_env(&home, &manifest(), &passphrase(), &values.bytes).expect("imported");
    ends_signed("import-env");
    import_kek(&*holder(folder.path()), (&account, Some(&home.trail)), &passphrase(), &keys.bytes).expect("imported");
    ends_signed("import-kek");
    // Whoever cannot write it down gets nothing.
    std::fs::remove_file(&log).expect("removed");
    let other = elsewhere();
    let refused =
        import_kek(&*holder(other.path()), (&account, Some(&home.trail)), &passphrase(), &keys.bytes).expect_err("no");
    assert!(matches!(refused, OpsError::Audit(_)), "{refused}");
    assert_eq!(key_names(other.path()), [""; 0]);
}

/// Whether all that the log says of an operation is its intent and that it was refused.
fn is_refused(home: &Home, event: &str) -> bool {
    let mut told = lines(home.trail.log().path());
    told.retain(|line| line.contains(event));
    let [intent, outcome] = &told[..] else { return false };
    intent.contains("-intent") && intent.contains("pending") && outcome.contains("refused")
}

#[test]
fn r22_an_import_that_fails_says_so_in_the_log() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let home = filled(folder.path());
    let (keys, values) = (exported_keys(&home), exported_values(&home));
    let other = elsewhere();
    let mine = holder(other.path());
    import_kek(&*mine, (&acme(), None), &passphrase(), &keys.bytes).expect("imported");
    for name in mine.keys(&acme()).expect("names") {
        mine.remove(&name).expect("removed");
        mine.keep(&name, &Secret::new([7; 32])).expect("kept");
    }
    let failed = import_kek(&*mine, (&acme(), Some(&home.trail)), &passphrase(), &keys.bytes);
    assert!(matches!(failed, Err(OpsError::Key(KeyError::Exists { .. }))), "{failed:?}");
    assert!(is_refused(&home, "import-kek"));
    let database = rusqlite::Connection::open(home.store.path()).expect("a database");
    let gone = database.execute("DELETE FROM record WHERE id = 'secret-1'", []);
    assert_eq!(gone, Ok(1));
    import_env(&home, &manifest(), &passphrase(), &values.bytes).expect_err("a record is gone");
    assert!(is_refused(&home, "import-env"));
}

#[test]
fn r22_values_come_to_another_store_and_importing_again_changes_nothing() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let export = exported_values(&filled(folder.path()));
    assert_eq!(export.count, SECRETS);
    assert!(!export.bytes.windows(7).any(|window| window == b"value 0"));
    let other = tempfile::tempdir().expect("a scratch folder");
    let home = init(other.path());
    home.store.put("secret-1", secret_guard_vault::manifest::Class::Runtime, &value("mine"), 0).expect("stored");
    let done = import_env(&home, &manifest(), &passphrase(), &export.bytes).expect("imported");
    assert_eq!((done.new, done.same.len()), (ids(), 0));
    for (n, version) in [(0, 1), (1, 2), (2, 1)] {
        let stored = home.store.get(&format!("secret-{n}")).expect("readable").expect("there");
        assert!(stored.version == version && stored.value.ct_eq(format!("value {n}")));
    }
    let again = import_env(&home, &manifest(), &passphrase(), &export.bytes).expect("imported");
    assert_eq!((again.new.len(), again.same), (0, ids()));
}

#[test]
fn r22_two_imports_of_the_same_values_at_once_both_end_and_write_each_once() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let export = exported_values(&filled(folder.path()));
    let other = tempfile::tempdir().expect("a scratch folder");
    drop(init(other.path()));
    let import = || {
        let home = common::keyfile::open(other.path());
        import_env(&home, &manifest(), &passphrase(), &export.bytes).expect("imported")
    };
    let done = std::thread::scope(|scope| {
        let both = [scope.spawn(import), scope.spawn(import)];
        both.map(|one| one.join().expect("it ends"))
    });
    let mut new: Vec<String> = done.into_iter().flat_map(|done| done.new).collect();
    new.sort();
    assert_eq!(new, ids());
    let home = common::keyfile::open(other.path());
    assert!(ids().iter().all(|id| home.store.versions(id).expect("readable") == [1]));
}
