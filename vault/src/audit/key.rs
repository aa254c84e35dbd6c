//! The key that signs checkpoints.

use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};

use crate::secret::Secret;

/// An Ed25519 key pair (RFC 8032) made from a seed.
pub struct AuditKey(Ed25519KeyPair);

impl AuditKey {
    /// The key of a 32-byte seed; `None` only when the library refuses the seed.
    pub fn from_seed(seed: &Secret<[u8; 32]>) -> Option<Self> {
        seed.expose(|bytes| Ed25519KeyPair::from_seed_unchecked(bytes).ok()).map(Self)
    }

    /// The public half, with which anyone may verify the log.
    pub fn public(&self) -> Vec<u8> {
        self.0.public_key().as_ref().to_vec()
    }

    pub(super) fn sign(&self, message: &[u8]) -> String {
        hex(self.0.sign(message).as_ref())
    }
}

pub(super) fn signed(public: &[u8], message: &[u8], signature: &str) -> bool {
    let Some(signature) = unhex(signature) else { return false };
    UnparsedPublicKey::new(&ED25519, public).verify(message, &signature).is_ok()
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|digit| digit.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect();
    let digits = digits?;
    let (pairs, rest) = digits.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}
