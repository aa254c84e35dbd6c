//! R22: exports and imports that are refused.

use std::path::Path;
use std::time::Duration;

use crate::common::home::{account, value};
use crate::common::keyfile::{acme, holder, init, key_names};
use crate::{elsewhere, exported_keys, exported_values, filled, ids, manifest, passphrase, terms};
use secret_guard_vault::Secret;
use secret_guard_vault::custody::{Key, KeyError, KeyName};
use secret_guard_vault::envelope::EnvelopeError;
use secret_guard_vault::home::Home;
use secret_guard_vault::manifest::{Manifest, Profile};
use secret_guard_vault::ops::{OpsError, Terms, export_env, export_kek, import_env, import_kek};
use secret_guard_vault::resolver::ResolveError;
use secret_guard_vault::store::StoreError;

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
