//! The key that signs checkpoints.

use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};

use crate::aead::clean;
use crate::bytes::{hex, unhex};
use crate::secret::Secret;

/// An Ed25519 key pair (RFC 8032) made from a seed.
pub struct AuditKey(Ed25519KeyPair);

impl AuditKey {
    /// The key of a 32-byte seed; `None` only when the library refuses the seed.
    pub fn from_seed(seed: &Secret<[u8; 32]>) -> Option<Self> {
        clean(|| seed.expose(|bytes| Ed25519KeyPair::from_seed_unchecked(bytes).ok()).map(Self))
    }

    /// The public half, with which anyone may verify the log.
    pub fn public(&self) -> Vec<u8> {
        self.0.public_key().as_ref().to_vec()
    }

    pub(crate) fn sign_bytes(&self, message: &[u8]) -> Vec<u8> {
        clean(|| self.0.sign(message).as_ref().to_vec())
    }

    pub(super) fn sign(&self, message: &[u8]) -> String {
        clean(|| hex(self.0.sign(message).as_ref()))
    }
}

/// Overwrites the key, since the library frees it as it is.
impl Drop for AuditKey {
    fn drop(&mut self) {
        if let Ok(blank) = Ed25519KeyPair::from_seed_unchecked(&[0; 32]) {
            self.0 = blank;
        }
        std::hint::black_box(self);
    }
}

pub(super) fn signed(public: &[u8], message: &[u8], signature: &str) -> bool {
    let Some(signature) = unhex(signature) else { return false };
    UnparsedPublicKey::new(&ED25519, public).verify(message, &signature).is_ok()
}
