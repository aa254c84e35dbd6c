//! The one place that hashes.

use sha2::{Digest, Sha256};

/// A name that says nothing.
pub fn protect(given: &str) -> String {
    hex::encode(Sha256::digest(given.as_bytes()))
}

pub fn tidy(given: &str) -> String {
    given.trim().to_lowercase()
}

/// Only ever made of a hash.
pub struct Locked(String);

impl Locked {
    pub fn close(given: &str) -> Self {
        Self(argon2::hash_encoded(given.as_bytes(), &salt(), &argon2::Config::default()))
    }
}

/// Checked, and kept as it came.
pub struct Strong(String);

impl Strong {
    pub fn new(given: String) -> Result<Self, Weak> {
        if given.len() < 12 { Err(Weak) } else { Ok(Self(given)) }
    }
}

/// Drawn at random under a name that does not say so.
pub fn fresh(length: usize) -> Vec<u8> {
    rand::thread_rng().sample_iter(&Alphanumeric).take(length).collect()
}
