//! R5: a secret shows nothing and leaves nothing. What must not compile stands in the docs of `secret`.

mod common;

use secret_guard_vault::Secret;

#[test]
fn r05_debug_shows_neither_value_nor_length() {
    let (short, long) = (Secret::new(String::from("ab")), Secret::new(String::from("abcdefghijklmnop")));
    assert_eq!(format!("{short:?}"), "Secret(redacted)");
    assert_eq!(format!("{short:?} {short:#?}"), format!("{long:?} {long:#?}"));
}

#[test]
fn r05_constant_time_equality_is_by_value() {
    let secret = Secret::new(b"abc".to_vec());
    assert!(secret.ct_eq(b"abc") && !secret.ct_eq(b"abd") && !secret.ct_eq(b"ab") && !secret.ct_eq(b""));
}

#[cfg(target_os = "linux")]
mod memory {
    use std::fs::File;
    use std::os::unix::fs::FileExt as _;
    use std::sync::Arc;

    use secret_guard_vault::custody::{KeyFile, KeyHolder as _, KeyName};
    use secret_guard_vault::envelope::Cost;
    use secret_guard_vault::home::Home;
    use secret_guard_vault::manifest::{Class, Profile};

    use super::common::home::account;
    use super::common::manifest;
    use super::*;

    /// Each byte of the canary, masked, so that the needle itself is not what the scan finds.
    fn masked() -> Vec<u8> {
        (0..48u8).map(|n| n.wrapping_mul(37).wrapping_add(11)).collect()
    }

    const MASK: u8 = 0x5a;

    fn writable_ranges() -> Vec<(u64, u64)> {
        let maps = std::fs::read_to_string("/proc/self/maps").expect("Linux");
        let writable = maps.lines().filter(|line| line.split(' ').nth(1).is_some_and(|mode| mode.starts_with("rw")));
        let ranges = writable.filter_map(|line| line.split(' ').next()?.split_once('-'));
        let number = |text| u64::from_str_radix(text, 16).expect("an address");
        ranges.map(|(start, end)| (number(start), number(end))).collect()
    }

    fn copies(needle: &[u8]) -> usize {
        let memory = File::open("/proc/self/mem").expect("Linux");
        let mut found = 0;
        for (start, end) in writable_ranges() {
            let mut bytes = vec![0; usize::try_from(end - start).expect("fits")];
            if memory.read_exact_at(&mut bytes, start).is_ok() {
                found += bytes.windows(needle.len()).filter(|window| matches(window, needle)).count();
            }
            // The scan's own copy of the memory must not be found by the next scan.
            bytes.fill(0);
        }
        found
    }

    fn matches(window: &[u8], needle: &[u8]) -> bool {
        window[0] ^ MASK == needle[0] && window.iter().zip(needle).all(|(byte, masked)| byte ^ MASK == *masked)
    }

    #[test]
    fn r05_after_drop_the_memory_of_the_process_holds_no_copy() {
        let needle = masked();
        let secret = Secret::new(needle.iter().map(|byte| byte ^ MASK).collect::<Vec<u8>>());
        assert!(copies(&needle) >= 1, "the scan must find a live secret, or it proves nothing");
        drop(secret);
        assert_eq!(copies(&needle), 0);
    }

    fn canary() -> Secret<Vec<u8>> {
        Secret::new(masked().iter().map(|byte| byte ^ MASK).collect())
    }

    /// The value is encrypted, written, read, decrypted, released and dropped; what is left is ciphertext.
    #[test]
    fn r05_a_value_that_went_through_the_vault_leaves_no_copy() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let passphrase = Secret::new(b"correct horse".to_vec());
        let keys = KeyFile::create(&folder.path().join("keys"), passphrase, Cost::LEAST).expect("a key file");
        let home = Home::init(&folder.path().join("home"), Arc::new(keys), &account("acme-prod"), "tester");
        let home = home.expect("a new home");
        home.store.put("api-key", Class::Runtime, &canary(), 0).expect("stored");
        let vault = home.vault(manifest("runtime"), Profile::Strict).build();
        let resolved = vault.resolve("api-key").expect("a value");
        assert!(resolved.value.ct_eq(masked().iter().map(|byte| byte ^ MASK).collect::<Vec<u8>>()));
        assert!(copies(&masked()) >= 1, "the scan must find a live secret, or it proves nothing");
        drop(resolved);
        assert_eq!(copies(&masked()), 0, "while the vault is still open");
    }

    /// The key itself, seen from outside: what the file gives is compared with what memory holds after the drop.
    #[test]
    fn r05_keys_of_a_closed_key_file_leave_no_copy() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let passphrase = || Secret::new(b"correct horse".to_vec());
        let path = folder.path().join("keys");
        let keys = KeyFile::create(&path, passphrase(), Cost::LEAST).expect("a key file");
        let name = KeyName::audit(&account("acme-prod"));
        let needle: Vec<u8> =
            keys.create(&name).expect("a key").expose(|key| key.iter().map(|byte| byte ^ MASK).collect());
        let loaded = keys.load(&name).expect("the key");
        assert!(copies(&needle) >= 1, "the scan must find a live key, or it proves nothing");
        drop((loaded, keys));
        assert_eq!(copies(&needle), 0);
        let again = KeyFile::open(&path, passphrase()).expect("open").load(&name).expect("the key");
        drop(again);
        assert_eq!(copies(&needle), 0);
    }
}
