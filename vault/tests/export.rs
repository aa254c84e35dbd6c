//! R22: keys and values under a passphrase, carried to another vault.
#![cfg(all(feature = "store", target_os = "linux"))]

mod common;

use std::path::Path;
use std::time::Duration;

use common::home::{account, value};
use common::keyfile::{acme, fill, holder, init, key_names, new_keys};
use common::lines;
use secret_guard_vault::Secret;
use secret_guard_vault::custody::{Key, KeyError, KeyName};
use secret_guard_vault::envelope::{Cost, EnvelopeError};
use secret_guard_vault::home::Home;
use secret_guard_vault::manifest::{Manifest, Profile};
use secret_guard_vault::ops::{Exported, OpsError, Terms, export_env, export_kek, import_env, import_kek};
use secret_guard_vault::resolver::ResolveError;
use secret_guard_vault::store::StoreError;

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
fn r22_keys_come_to_no_holder_that_knows_of_a_log_which_is_not_there() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let home = filled(folder.path());
    drop(exported_keys(&home));
    let trail = |home: &Path, keys: &Path| Home::trail(home, &holder(keys), &acme(), "operator");
    let here = folder.path().join("home");
    assert!(trail(&here, folder.path()).expect("readable").is_some());
    std::fs::remove_file(home.trail.log().path()).expect("removed");
    for place in [here, folder.path().join("nowhere")] {
        let gone = trail(&place, folder.path()).err();
        assert!(matches!(gone, Some(StoreError::LogGone { .. })), "{gone:?}");
    }
    let other = elsewhere();
    assert!(trail(&other.path().join("home"), other.path()).expect("a new machine").is_none());
    // A place that cannot be looked at may have a log.
    let unknown = trail(&other.path().join("keys"), other.path()).err();
    assert!(matches!(unknown, Some(StoreError::Unavailable { .. })), "{unknown:?}");
}

#[test]
fn r22_the_account_that_an_export_names_is_shown_only_if_it_is_one() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let mut bytes = exported_keys(&filled(folder.path())).bytes;
    let at = bytes.windows(9).position(|window| window == b"acme-prod").expect("its account");
    bytes[at] = 0x1b;
    let refused = import_kek(&*holder(folder.path()), (&acme(), None), &passphrase(), &bytes);
    assert!(matches!(refused, Err(OpsError::Malformed { .. })), "{refused:?}");
}

#[test]
fn r22_a_key_that_differs_from_the_one_that_is_there_is_not_overwritten() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let export = exported_keys(&filled(folder.path()));
    let other = elsewhere();
    let done = import_kek(&*holder(other.path()), (&acme(), None), &passphrase(), &export.bytes).expect("imported");
    let id: Vec<u8> = (0..16).map(|n| u8::from_str_radix(&done.new[0][n * 2..n * 2 + 2], 16).expect("hex")).collect();
    let name = KeyName::kek(&acme(), id.try_into().expect("16 bytes"));
    let keys = holder(other.path());
    keys.remove(&name).expect("removed");
    let mine: Key = Secret::new([7; 32]);
    keys.keep(&name, &mine).expect("kept");
    let refused = import_kek(&*keys, (&acme(), None), &passphrase(), &export.bytes);
    assert!(matches!(refused, Err(OpsError::Key(KeyError::Exists { .. }))), "{refused:?}");
    assert!(keys.load(&name).expect("a key").ct_eq([7; 32]));
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

#[test]
fn r22_ids_that_are_not_declared_stop_an_import_before_it_begins() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let export = exported_values(&filled(folder.path()));
    let other = tempfile::tempdir().expect("a scratch folder");
    let home = init(other.path());
    let text = "version: 1\nsecrets:\n  - { id: secret-0, class: runtime, kind: secret, env: A, owner: team }\n";
    let refused = import_env(&home, &Manifest::parse(text).expect("a manifest"), &passphrase(), &export.bytes);
    assert!(matches!(refused, Err(OpsError::Unknown { ids }) if ids == ["secret-1", "secret-2"]));
    assert!(home.store.ids().expect("readable").is_empty());
}

#[test]
fn r22_an_export_of_a_value_that_is_refused_is_refused() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let home = init(folder.path());
    let vault = home.vault(manifest(), Profile::Strict).build();
    let refused = export_env(&vault, (&manifest(), &home.trail), &ids(), &passphrase(), terms());
    assert!(matches!(refused, Err(OpsError::Resolve(ResolveError::Source { .. }))), "{refused:?}");
    let unknown = export_env(&vault, (&manifest(), &home.trail), &["x".to_owned()], &passphrase(), terms());
    assert!(matches!(unknown, Err(OpsError::Unknown { .. })));
}

#[test]
fn r22_another_passphrase_account_or_kind_is_told_apart() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let home = filled(folder.path());
    let (keys, values) = (exported_keys(&home).bytes, exported_values(&home).bytes);
    let other = elsewhere();
    let import = |name: &str, word: &str, bytes: &[u8]| {
        import_kek(&*holder(other.path()), (&account(name), None), &value(word), bytes)
    };
    let refused = import("acme-prod", "wrong horse", &keys);
    assert!(matches!(refused, Err(OpsError::Envelope(EnvelopeError::WrongPassphrase))), "{refused:?}");
    let refused = import("acme-test", "correct horse", &keys);
    assert!(matches!(refused, Err(OpsError::OtherAccount { .. })), "{refused:?}");
    assert!(matches!(import("acme-prod", "correct horse", &values), Err(OpsError::Malformed { .. })));
    assert!(matches!(import_env(&home, &manifest(), &passphrase(), &keys), Err(OpsError::Malformed { .. })));
    assert!(key_names(other.path()).is_empty());
}

#[test]
fn r22_an_export_lives_for_a_while_and_nobody_can_make_that_longer() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let home = filled(folder.path());
    for lifetime in [Duration::ZERO, Duration::from_secs(59), Duration::from_secs(91 * 24 * 3600), Duration::MAX] {
        let refused = export_kek(&home, &passphrase(), Terms { lifetime, ..terms() });
        assert!(matches!(refused, Err(OpsError::Lifetime)), "{lifetime:?}");
    }
    let export = exported_keys(&home);
    let other = elsewhere();
    let import = |bytes: &[u8]| import_kek(&*holder(other.path()), (&acme(), None), &passphrase(), bytes);
    // The times stand in the clear: a past one is told at once, a later one does not open.
    let times = export.bytes.windows(8).position(|window| window == export.expires_ms.to_be_bytes()).expect("there");
    let with = |created: u64, expires: u64| {
        let mut bytes = export.bytes.clone();
        bytes[times - 12..times - 4].copy_from_slice(&created.to_be_bytes());
        bytes[times..times + 8].copy_from_slice(&expires.to_be_bytes());
        import(&bytes)
    };
    let created = export.expires_ms - 3_600_000;
    assert!(matches!(with(1, 2), Err(OpsError::Expired { expired_ms: 2 })));
    assert!(matches!(with(created, export.expires_ms + 1), Err(OpsError::Envelope(EnvelopeError::WrongPassphrase))));
    assert!(matches!(with(u64::MAX - 1, u64::MAX), Err(OpsError::Store(StoreError::Clock(_)))));
    assert!(key_names(other.path()).is_empty());
    assert_eq!(with(created, export.expires_ms).expect("the untouched one").new.len(), 1);
}

#[test]
fn r22_an_import_bounds_what_it_is_asked_to_spend() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let export = exported_keys(&filled(folder.path()));
    let at = export.bytes.windows(4).position(|window| window == b"SGE1").expect("an envelope") + 4;
    let other = elsewhere();
    for (place, numbers) in [(0, [0, 1, 1 << 20 | 1, u32::MAX]), (4, [0, 1, 17, u32::MAX]), (8, [0, 5, 255, u32::MAX])]
    {
        for number in numbers {
            let mut bytes = export.bytes.clone();
            bytes[at + place..at + place + 4].copy_from_slice(&number.to_be_bytes());
            let refused = import_kek(&*holder(other.path()), (&acme(), None), &passphrase(), &bytes);
            let is_cost = matches!(refused, Err(OpsError::Envelope(EnvelopeError::Cost)));
            assert!(is_cost, "{place} {number}: {refused:?}");
        }
    }
    let huge = [b"SGX1".as_slice(), &u32::MAX.to_be_bytes(), &[0; 64]].concat();
    assert!(matches!(
        import_kek(&*holder(other.path()), (&acme(), None), &passphrase(), &huge),
        Err(OpsError::Malformed { .. })
    ));
}

#[test]
fn r22_an_export_cut_at_any_length_is_refused() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let export = exported_keys(&filled(folder.path()));
    let other = elsewhere();
    for len in (0..export.bytes.len()).step_by(if std::env::var_os("VAULT_EVERY_BYTE").is_some() { 1 } else { 17 }) {
        let refused = import_kek(&*holder(other.path()), (&acme(), None), &passphrase(), &export.bytes[..len]);
        assert!(matches!(refused, Err(OpsError::Malformed { .. } | OpsError::Envelope(_))), "{len}: {refused:?}");
    }
    assert!(key_names(other.path()).is_empty());
}
