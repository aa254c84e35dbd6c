//! `words.yaml` as it is read.

use std::collections;
use std::hash::{BuildHasherDefault, Hasher};

use serde::Deserialize;

use super::Kind;

/// Hash of short words from our own list: nobody else chooses them.
#[derive(Clone, Copy, Default)]
pub struct Fnv(u64);

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

pub type HashMap<K, V> = collections::HashMap<K, V, BuildHasherDefault<Fnv>>;

/// Words, or phrases of words with one blank between.
#[derive(Deserialize)]
#[serde(transparent)]
pub struct Set(collections::HashSet<String, BuildHasherDefault<Fnv>>);

impl Set {
    pub fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }

    /// Whether it has any of the words.
    pub fn any(&self, words: &[String]) -> bool {
        words.iter().any(|word| self.has(word))
    }

    pub fn iter(&self) -> impl Iterator<Item = &String> {
        self.0.iter()
    }
}

impl FromIterator<String> for Set {
    fn from_iter<I: IntoIterator<Item = String>>(words: I) -> Set {
        Set(words.into_iter().collect())
    }
}

/// What each list is, the file itself says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lists {
    pub folds: HashMap<String, String>,
    pub neutral: Set,
    pub secrets: HashMap<Kind, Vec<String>>,
    pub key_names: Set,
    pub key_stores: Set,
    pub places: Set,
    pub harmless: Set,
    pub protected: Set,
    pub leading: Set,
    pub asking: Set,
    pub public: Set,
    pub generic: Set,
    pub weak: Set,
    pub token_tables: Set,
    pub key_tables: Set,
    pub key_owners: Set,
    pub inert: Set,
    pub raw: Set,
    pub accounts: Set,
    pub services: Set,
    pub rows: Set,
    pub handed: Set,
    pub clear: Set,
    pub documents: Set,
    pub hosts: Set,
    pub sign_ins: Set,
    pub hash_settings: Set,
    pub sealing_keys: Set,
    pub excerpts: Set,
    pub second_factors: Set,
    pub fillers: Set,
    pub held: Set,
    pub ending: Set,
    pub described: Set,
    pub plain_types: Set,
    pub turned: HashMap<String, Set>,
    pub tables: Set,
    pub runs: Set,
    pub folders: Set,
}
