//! Secrets told apart without keeping them.

use std::hash::{BuildHasher as _, RandomState};

use sha2::{Digest as _, Sha256};

use crate::hex::hex;

/// Stands for a value.
pub(super) type Digest = [u8; 16];

/// What values are hashed with: the repository's salt, or nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Salt(pub Option<String>);

impl Salt {
    /// A salt that nobody has yet. It is no secret, only new.
    pub(super) fn fresh() -> String {
        let drawn = || RandomState::new().hash_one(std::process::id());
        (0..2).map(|_| format!("{:016x}", drawn())).collect()
    }

    pub(super) fn digest(&self, value: &str) -> Digest {
        let salt = self.0.as_deref().unwrap_or("");
        let hash = Sha256::new()
            .chain_update((salt.len() as u64).to_le_bytes())
            .chain_update(salt)
            .chain_update(value)
            .finalize();
        let mut digest = Digest::default();
        digest.copy_from_slice(&hash[..16]);
        digest
    }

    /// The key of a finding, which outlives its line and its file. Without a
    /// salt anybody could try likely values, so there is none.
    pub(super) fn key(&self, value: &str) -> Option<String> {
        self.0.as_ref()?;
        Some(hex(&self.digest(value)))
    }
}

#[cfg(test)]
mod tests {
    use super::Salt;

    #[test]
    fn a_key_needs_a_salt_and_depends_on_it() {
        let salt = |text: &str| Salt(Some(text.to_owned()));
        assert_ne!(Salt::fresh(), Salt::fresh());
        assert_eq!(Salt(None).key("x"), None);
        assert_eq!(salt("a").key("x"), salt("a").key("x"));
        assert_ne!(salt("a").key("x"), salt("b").key("x"));
        assert_ne!(salt("a").key("bx"), salt("ab").key("x"));
    }
}
