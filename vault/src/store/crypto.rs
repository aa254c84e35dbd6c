//! The few cryptographic steps of the formats, over `ring`.

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, KeyType, Salt};
use ring::rand::{SecureRandom, SystemRandom};
use zeroize::Zeroizing;

/// The length of a GCM tag in bytes.
pub(super) const TAG: usize = 16;

/// The system refused an operation; for decryption this means that key, data or associated data do not belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CryptoFailure;

impl From<ring::error::Unspecified> for CryptoFailure {
    fn from(_: ring::error::Unspecified) -> Self {
        Self
    }
}

/// `N` bytes from the system's random generator.
pub(super) fn random<const N: usize>() -> Result<[u8; N], CryptoFailure> {
    let mut bytes = [0; N];
    SystemRandom::new().fill(&mut bytes)?;
    Ok(bytes)
}

struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

/// HKDF-SHA256: a one-use key, and a value that commits to the key it was derived from.
pub(super) fn derive(key: &[u8], salt: &[u8], info: &[u8]) -> Result<(Zeroizing<[u8; 32]>, [u8; 32]), CryptoFailure> {
    let mut both = Zeroizing::new([0; 64]);
    let extracted = Salt::new(HKDF_SHA256, salt).extract(key);
    extracted.expand(&[info], Length(64))?.fill(both.as_mut_slice())?;
    let (mut one_use, mut commitment) = (Zeroizing::new([0; 32]), [0; 32]);
    one_use.copy_from_slice(&both[..32]);
    commitment.copy_from_slice(&both[32..]);
    Ok((one_use, commitment))
}

/// HKDF-SHA256 to one key of 32 bytes, for the label `info`.
pub(super) fn subkey(key: &[u8], info: &str) -> Result<Zeroizing<[u8; 32]>, CryptoFailure> {
    let mut out = Zeroizing::new([0; 32]);
    let extracted = Salt::new(HKDF_SHA256, &[]).extract(key);
    extracted.expand(&[info.as_bytes()], Length(32))?.fill(out.as_mut_slice())?;
    Ok(out)
}

fn gcm(key: &[u8; 32]) -> Result<LessSafeKey, CryptoFailure> {
    Ok(LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key)?))
}

/// The nonce may be constant because every key is derived for one use from 256 random bits.
fn nonce() -> Nonce {
    Nonce::assume_unique_for_key([0; 12])
}

/// Encrypts `data` in place and appends the tag.
pub(super) fn seal(key: &[u8; 32], aad: &[u8], data: &mut Vec<u8>) -> Result<(), CryptoFailure> {
    let tag = gcm(key)?.seal_in_place_separate_tag(nonce(), Aad::from(aad), data)?;
    data.extend(tag.as_ref());
    Ok(())
}

/// Decrypts `data`, which ends with its tag, in place; gives the plain bytes.
pub(super) fn open<'a>(key: &[u8; 32], aad: &[u8], data: &'a mut [u8]) -> Result<&'a mut [u8], CryptoFailure> {
    Ok(gcm(key)?.open_in_place(nonce(), Aad::from(aad), data)?)
}

/// Whether two values are equal; the time depends on the lengths only.
pub(super) fn same(a: &[u8; 32], b: &[u8]) -> bool {
    let mut difference = u8::from(b.len() != a.len());
    for (x, y) in a.iter().zip(b) {
        difference = std::hint::black_box(difference | (x ^ y));
    }
    difference == 0
}
