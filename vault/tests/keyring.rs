//! R9 and R26: the keyring, against a real daemon.
#![cfg(all(feature = "keyring", target_os = "linux"))]

#[path = "common/memory.rs"]
mod memory;
#[path = "common/session.rs"]
mod session;

use std::sync::Arc;
use std::time::{Duration, Instant};

use secret_guard_vault::account::AccountId;
use secret_guard_vault::audit::AuditError;
use secret_guard_vault::custody::{KeyError, KeyHolder as _, KeyName, KeyringHolder};
use secret_guard_vault::home::Home;
use secret_guard_vault::keyring::{Keyring as _, KeyringError, PlatformKeyring, SecretService};
use secret_guard_vault::manifest::{Class, Manifest, Profile};
use secret_guard_vault::source::KeyringSource;
use secret_guard_vault::store::StoreError;
use secret_guard_vault::{Secret, Status};
use session::{Daemon, in_session};

fn holder() -> KeyringHolder<SecretService> {
    KeyringHolder::new(SecretService::session())
}

fn account() -> AccountId {
    AccountId::parse("acme-prod").expect("an account id")
}

fn name() -> KeyName {
    KeyName::kek(&account(), [1; 16])
}

fn value(text: &str) -> Secret<Vec<u8>> {
    Secret::new(text.as_bytes().to_vec())
}

#[test]
fn r26_a_real_keyring_keeps_gives_and_forgets() {
    in_session("r26_a_real_keyring_keeps_gives_and_forgets", |home| {
        let _daemon = Daemon::unlocked(home);
        let keyring = SecretService::session();
        assert!(keyring.read("acme-prod/secret/api-key").expect("open").is_none());
        for text in ["first", "second \0 \u{fe}"] {
            keyring.write("acme-prod/secret/api-key", &value(text)).expect("written");
            let read = keyring.read("acme-prod/secret/api-key").expect("open").expect("there");
            assert!(read.ct_eq(text));
        }
        keyring.remove("acme-prod/secret/api-key").expect("removed");
        keyring.remove("acme-prod/secret/api-key").expect("nothing to remove is no error");
        assert!(keyring.read("acme-prod/secret/api-key").expect("open").is_none());
    });
}

#[test]
fn r26_keys_outlive_the_daemon_and_are_never_made_over() {
    in_session("r26_keys_outlive_the_daemon_and_are_never_made_over", |home| {
        let daemon = Daemon::unlocked(home);
        let made = holder().create(&name()).expect("a key");
        assert_eq!(holder().is_lasting(), Ok(true));
        assert!(matches!(holder().create(&name()), Err(KeyError::Exists { .. })));
        holder().set_note(&account(), "anchor", b"a note").expect("kept");
        drop(daemon);
        let _daemon = Daemon::unlocked(home);
        assert!(made.expose(|made| holder().load(&name()).expect("the key").ct_eq(made)));
        assert_eq!(holder().note(&account(), "anchor").expect("open").as_deref(), Some(&b"a note"[..]));
    });
}

#[test]
fn r09_locked_missing_and_wrong_are_three_errors_of_a_real_keyring() {
    in_session("r09_locked_missing_and_wrong_are_three_errors_of_a_real_keyring", |home| {
        let daemon = Daemon::unlocked(home);
        assert!(matches!(holder().load(&name()), Err(KeyError::Missing { .. })));
        SecretService::session().write(&name().to_string(), &value("not a key")).expect("written");
        assert!(matches!(holder().load(&name()), Err(KeyError::Wrong { .. })));
        let other = KeyName::kek(&account(), [2; 16]);
        holder().create(&other).expect("a key");
        daemon.lock();
        let never = KeyName::kek(&account(), [3; 16]);
        for name in [name(), other, never] {
            assert!(matches!(holder().load(&name), Err(KeyError::Locked { .. })), "{name}");
            assert!(matches!(holder().create(&name), Err(KeyError::Locked { .. })), "{name}");
        }
    });
}

#[test]
fn r26_a_locked_keyring_answers_at_once_instead_of_asking_a_person() {
    in_session("r26_a_locked_keyring_answers_at_once_instead_of_asking_a_person", |home| {
        let daemon = Daemon::unlocked(home);
        let keyring = SecretService::session();
        keyring.write("acme-prod/secret/api-key", &value("kept")).expect("written");
        daemon.lock();
        assert_eq!(keyring.read("acme-prod/secret/api-key").err(), Some(KeyringError::Locked));
        assert_eq!(keyring.write("acme-prod/secret/api-key", &value("lost")).err(), Some(KeyringError::Locked));
        assert_eq!(keyring.remove("acme-prod/secret/api-key").err(), Some(KeyringError::Locked));
        drop(daemon);
        let _daemon = Daemon::unlocked(home);
        assert!(keyring.read("acme-prod/secret/api-key").expect("open").expect("there").ct_eq("kept"));
    });
}

#[test]
fn r26_a_daemon_killed_in_the_middle_of_a_call_is_an_error_and_no_missing() {
    in_session("r26_a_daemon_killed_in_the_middle_of_a_call_is_an_error_and_no_missing", |home| {
        let daemon = Daemon::unlocked(home);
        SecretService::session().write("acme-prod/secret/api-key", &value("kept")).expect("written");
        daemon.signal("STOP");
        let call = std::thread::spawn(|| SecretService::session().read("acme-prod/secret/api-key"));
        std::thread::sleep(Duration::from_millis(300));
        assert!(!call.is_finished(), "a stopped daemon cannot have answered");
        daemon.signal("KILL");
        assert!(call.join().expect("no panic").is_err());
        drop(daemon);
        let _daemon = Daemon::unlocked(home);
        let read = SecretService::session().read("acme-prod/secret/api-key");
        assert!(read.expect("works again").expect("there").ct_eq("kept"));
    });
}

#[test]
fn r26_without_a_daemon_the_keyring_is_unavailable_and_nothing_hangs() {
    in_session("r26_without_a_daemon_the_keyring_is_unavailable_and_nothing_hangs", |home| {
        let daemon = Daemon::unlocked(home);
        daemon.signal("STOP");
        let begun = Instant::now();
        assert!(matches!(holder().load(&name()), Err(KeyError::Unavailable { .. })));
        // No bound on speed, but on hope: the bus gives up after two seconds a call.
        assert!(begun.elapsed() < Duration::from_secs(60));
        daemon.signal("CONT");
    });
}

#[test]
fn r14_the_copy_of_the_anchor_in_a_real_keyring_shows_a_folder_that_was_put_back() {
    in_session("r14_the_copy_of_the_anchor_in_a_real_keyring_shows_a_folder_that_was_put_back", |home| {
        let daemon = Daemon::unlocked(home);
        let folder = home.join("vault");
        let open = || Home::open(&folder, Arc::new(holder()), &account(), "tester");
        let made = Home::init(&folder, Arc::new(holder()), &account(), "tester").expect("a new home");
        made.store.put("api-key", Class::Runtime, &value("first"), 0).expect("stored");
        let names = ["vault.db", "vault.db.anchor", "audit.log", "audit.log.mark"];
        let older = names.map(|name| std::fs::read(folder.join(name)).expect("a file"));
        made.store.put("api-key", Class::Runtime, &value("second"), 1).expect("stored");
        made.store.checkpoint().expect("copied");
        drop(made);
        assert!(open().expect("open").store.get("api-key").expect("readable").expect("there").value.ct_eq("second"));

        let newest = names.map(|name| std::fs::read(folder.join(name)).expect("a file"));
        let put = |files: &[Vec<u8>]| {
            names
                .iter()
                .zip(files)
                .for_each(|(name, bytes)| std::fs::write(folder.join(name), bytes).expect("put back"));
        };
        put(&older);
        assert!(matches!(open().err(), Some(StoreError::Audit(AuditError::Tampered { .. }))), "the log shows it first");
        put(&[&older[..2], &newest[2..]].concat());
        assert!(matches!(open().err(), Some(StoreError::RolledBack { .. })), "and so does the store alone");
        put(&newest);
        daemon.lock();
        assert!(matches!(open().err(), Some(StoreError::Key(KeyError::Locked { .. }))));
    });
}

#[test]
fn r26_a_secret_is_resolved_from_a_real_keyring() {
    in_session("r26_a_secret_is_resolved_from_a_real_keyring", |home| {
        let daemon = Daemon::unlocked(home);
        let made = Home::init(&home.join("vault"), Arc::new(holder()), &account(), "tester").expect("a new home");
        let entry = KeyringSource::<SecretService>::entry_name(&account(), "deploy-key");
        SecretService::session().write(&entry, &value("kept")).expect("written");
        let manifest = "version: 1\nsecrets:\n  - { id: deploy-key, class: operator, kind: secret, env: DEPLOY_KEY, \
                        owner: team }\n";
        let source = KeyringSource::new(SecretService::session(), account());
        let vault = made.vault(Manifest::parse(manifest).expect("a manifest"), Profile::Strict).bind(source).build();
        assert!(vault.resolve("deploy-key").expect("a value").value.ct_eq("kept"));
        daemon.lock();
        assert_eq!(vault.resolve("deploy-key").expect_err("locked").status(), Status::SourceLocked);
    });
}

#[test]
fn a_store_of_keyring_core_serves_as_well() {
    let store = keyring_core::mock::Store::new().expect("a store in memory");
    let keyring = PlatformKeyring::new(store);
    assert_eq!(keyring.is_lasting(), Ok(false), "memory is no place for keys");
    assert!(keyring.read("acme-prod/secret/api-key").expect("open").is_none());
    keyring.write("acme-prod/secret/api-key", &value("kept")).expect("written");
    assert!(keyring.read("acme-prod/secret/api-key").expect("open").expect("there").ct_eq("kept"));
    keyring.remove("acme-prod/secret/api-key").expect("removed");
    assert!(keyring.read("acme-prod/secret/api-key").expect("open").is_none());
}

/// Run by the test below in processes of their own; does nothing without its variable.
#[test]
fn child_inits() {
    let Some(folder) = std::env::var_os("INIT_FOLDER") else { return };
    match Home::init(folder.as_ref(), Arc::new(holder()), &account(), "racer") {
        Ok(_) => println!("\nSAID made"),
        Err(error) => println!("\nSAID {}", error.code()),
    }
}

#[test]
fn r09_of_processes_that_init_at_once_one_wins_and_makes_one_key() {
    in_session("r09_of_processes_that_init_at_once_one_wins_and_makes_one_key", |home| {
        let _daemon = Daemon::unlocked(home);
        let folder = home.join("vault");
        let child = |_| {
            let mut command = std::process::Command::new(std::env::current_exe().expect("this test"));
            command.args(["--exact", "child_inits", "--nocapture"]).env("INIT_FOLDER", &folder);
            command.stdout(std::process::Stdio::piped()).spawn().expect("a child")
        };
        let children: Vec<_> = (0..6).map(child).collect();
        let mut said: Vec<String> = children
            .into_iter()
            .map(|child| {
                let text = String::from_utf8(child.wait_with_output().expect("its end").stdout).expect("text");
                text.lines().find_map(|line| line.strip_prefix("SAID ")).expect(&text).to_owned()
            })
            .collect();
        said.sort();
        assert_eq!(said, [vec!["Exists"; 5], vec!["made"]].concat());
        let keys = holder().keys(&account()).expect("listed");
        assert_eq!(keys.iter().filter(|name| name.kek_id().is_some()).count(), 1, "one key for one store");
        let made = Home::open(&folder, Arc::new(holder()), &account(), "tester").expect("the winner's");
        made.store.put("api-key", Class::Runtime, &value("kept"), 0).expect("stored");
    });
}

#[test]
fn r05_a_value_that_went_through_a_real_keyring_leaves_no_copy() {
    in_session("r05_a_value_that_went_through_a_real_keyring_leaves_no_copy", |home| {
        let _daemon = Daemon::unlocked(home);
        let (keyring, needle) = (SecretService::session(), memory::Needle::text(21, 48));
        keyring.write("acme-prod/secret/api-key", &needle.value()).expect("written");
        assert_eq!(needle.copies(), 0, "after writing");
        let read = keyring.read("acme-prod/secret/api-key").expect("open").expect("there");
        assert!(needle.is(&read) && needle.copies() >= 1);
        drop(read);
        assert_eq!(needle.copies(), 0, "after reading");
    });
}
