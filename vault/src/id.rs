//! Ids that are known at compile time.

use std::fmt;

/// The id of a secret that `secrets.yaml` declares; the `secrets!` macro of `secret-guard-vault-macros` makes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SecretId(&'static str);

impl SecretId {
    /// The id written as `id`.
    pub const fn new(id: &'static str) -> Self {
        Self(id)
    }

    /// The id as text.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl AsRef<str> for SecretId {
    fn as_ref(&self) -> &str {
        self.0
    }
}

impl fmt::Display for SecretId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}
