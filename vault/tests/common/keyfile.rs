//! A whole vault whose keys are in a key file, which other processes can open too.
#![allow(dead_code, reason = "each test file uses its part")]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use secret_guard_vault::Secret;
use secret_guard_vault::account::AccountId;
use secret_guard_vault::custody::{KeyFile, KeyHolder};
use secret_guard_vault::envelope::{self, Cost};
use secret_guard_vault::home::Home;
use secret_guard_vault::manifest::Class;
use secret_guard_vault::store::StoreError;

use super::home::{account, value};

pub fn acme() -> AccountId {
    account("acme-prod")
}

fn passphrase() -> Secret<Vec<u8>> {
    Secret::new(b"of these tests only".to_vec())
}

/// `keys` stands beside the vault's folder, so that the folder alone can be copied and put back.
pub fn holder(folder: &Path) -> Arc<dyn KeyHolder> {
    Arc::new(KeyFile::open(&folder.join("keys"), passphrase()).expect("a key file"))
}

pub fn new_keys(folder: &Path) -> Arc<dyn KeyHolder> {
    Arc::new(KeyFile::create(&folder.join("keys"), passphrase(), Cost::LEAST).expect("a key file"))
}

pub fn init(folder: &Path) -> Home {
    Home::init(&folder.join("home"), new_keys(folder), &acme(), "tester").expect("a new vault")
}

pub fn try_open(folder: &Path) -> Result<Home, StoreError> {
    Home::open(&folder.join("home"), holder(folder), &acme(), "tester")
}

pub fn open(folder: &Path) -> Home {
    try_open(folder).expect("an open vault")
}

/// `count` secrets, each with a value that says which it is.
pub fn fill(home: &Home, count: usize) {
    for n in 0..count {
        home.store.put(&format!("secret-{n}"), Class::Runtime, &value(&format!("value {n}")), 0).expect("stored");
    }
}

/// Every secret has its value.
pub fn assert_filled(home: &Home, count: usize, what: &str) {
    for n in 0..count {
        let stored = home.store.get(&format!("secret-{n}"));
        let stored = stored.unwrap_or_else(|error| panic!("{what}: secret-{n}: {error}"));
        let stored = stored.unwrap_or_else(|| panic!("{what}: secret-{n} is called missing"));
        assert!(stored.value.ct_eq(format!("value {n}")), "{what}: a wrong value of secret-{n}");
    }
    home.store.check().unwrap_or_else(|error| panic!("{what}: {error}"));
}

/// In a child: reads with one open vault until somebody ends it.
pub fn read_on(count: usize) {
    let Some(folder) = super::faults::folder() else { return };
    let home = open(&folder);
    let end = Instant::now() + Duration::from_secs(300);
    while Instant::now() < end {
        assert_filled(&home, count, "another process");
        println!("\nREAD");
    }
}

/// The names of all keys in the key file, read by its format alone.
pub fn key_names(folder: &Path) -> Vec<String> {
    let bytes = std::fs::read(folder.join("keys")).expect("a key file");
    let plain = envelope::open(&passphrase(), b"key file", &bytes).expect("opens");
    plain.expose(|plain| {
        let (mut rest, mut names) = (plain.as_slice(), Vec::new());
        while !rest.is_empty() {
            let mut part = || {
                let (len, tail) = rest.split_first_chunk::<4>().expect("a length");
                let (part, tail) = tail.split_at(u32::from_be_bytes(*len) as usize);
                rest = tail;
                part
            };
            names.push(String::from_utf8(part().to_vec()).expect("a name"));
            part();
        }
        names
    })
}
