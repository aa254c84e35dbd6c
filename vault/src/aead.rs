//! AES-256-GCM under derived keys that are used once, and the stack that this leaves.
//!
//! The library that does the arithmetic wipes nothing of what it had on the stack: expanded keys, hash states, moved
//! values. So whatever handles keys runs inside [`clean`], which overwrites the stack below it afterwards.

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::hkdf;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::record::RecordError;

pub(crate) const TAG: usize = 16;

/// 32 bytes of key, then 32 bytes of commitment.
pub(crate) type Derived = [u8; 64];

/// More than any call here uses, also in builds that are not optimised.
const DEPTH: usize = 16 * 1024;

/// Runs `work` and overwrites what it left on the stack.
pub(crate) fn clean<R>(work: impl FnOnce() -> R) -> R {
    let result = below(work);
    overwrite();
    result
}

/// A frame of its own, so that `work` is not built into the frame that stays.
#[inline(never)]
fn below<R>(work: impl FnOnce() -> R) -> R {
    work()
}

#[inline(never)]
fn overwrite() {
    std::hint::black_box(&mut [0_u8; DEPTH]);
}

struct Length(usize);

impl hkdf::KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

/// What HKDF gives. It stands on the stack: whoever calls this is inside [`clean`].
pub(crate) fn derive(key: &[u8], salt: &[u8], info: &[u8]) -> Result<Zeroizing<Derived>, RecordError> {
    let prk = hkdf::Salt::new(hkdf::HKDF_SHA256, salt).extract(key);
    let mut bytes = Zeroizing::new([0; 64]);
    let filled = prk.expand(&[info], Length(64)).and_then(|okm| okm.fill(&mut *bytes));
    filled.map_err(|_| RecordError::Crypto).map(|()| bytes)
}

fn cipher(derived: &Derived) -> Result<LessSafeKey, RecordError> {
    UnboundKey::new(&AES_256_GCM, &derived[..32]).map(LessSafeKey::new).map_err(|_| RecordError::Crypto)
}

fn nonce() -> Nonce {
    Nonce::assume_unique_for_key([0; 12])
}

/// Encrypts bytes where they stand, and gives their tag.
pub(crate) fn encrypt(derived: &Derived, aad: &[u8], bytes: &mut [u8]) -> Result<[u8; TAG], RecordError> {
    let tag = cipher(derived)?.seal_in_place_separate_tag(nonce(), Aad::from(aad), bytes);
    let tag = tag.map_err(|_| RecordError::Crypto)?;
    tag.as_ref().try_into().map_err(|_| RecordError::Crypto)
}

/// Decrypts bytes and their tag where they stand, and gives how many are plain.
pub(crate) fn decrypt(derived: &Derived, commit: &[u8], aad: &[u8], sealed: &mut [u8]) -> Result<usize, RecordError> {
    if !bool::from(derived[32..].ct_eq(commit)) {
        return Err(RecordError::Integrity);
    }
    let opened = cipher(derived)?.open_in_place(nonce(), Aad::from(aad), sealed).map(|plain| plain.len());
    opened.map_err(|_| RecordError::Integrity)
}

/// As above, in a copy that is wiped.
pub(crate) fn decrypted(
    derived: &Derived,
    commit: &[u8],
    aad: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, RecordError> {
    let mut bytes = Zeroizing::new(sealed.to_vec());
    let len = decrypt(derived, commit, aad, &mut bytes)?;
    bytes.truncate(len);
    Ok(bytes)
}
