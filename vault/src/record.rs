//! The record: one encrypted version of one secret, as bytes.
//!
//! ```text
//! "SGR1" | suite u8 | kek_id[16] | wrap_salt[32] | wrap_commit[32] | wrapped_dek[48] | salt[32] | commit[32]
//!        | len u32 | ciphertext[len] | tag[16]                                      integers are big-endian
//!
//! TLV(parts…) = for each part: length u32 | bytes                  u64 is 8 bytes, u8 is 1 byte
//! AAD_rec  = TLV("sg/rec/v1", account, secret_id, version u64, class u8, material u8, created_ms u64)
//! AAD_wrap = TLV("sg/wrap/v1", AAD_rec, kek_id)
//! wrap: K‖C = HKDF-SHA256(ikm = KEK, salt = wrap_salt, info = AAD_wrap, 64 bytes)
//!       wrapped_dek = AES-256-GCM(K, nonce = 0, aad = AAD_wrap, DEK)   wrap_commit = C
//! data: K‖C = HKDF-SHA256(ikm = DEK, salt = salt, info = AAD_rec, 64 bytes)
//!       ciphertext | tag = AES-256-GCM(K, nonce = 0, aad = AAD_rec, padded)   commit = C
//! padded = length u32 | value | zeros up to a multiple of 32
//! ```
//!
//! Each derived key encrypts one message, so the fixed nonce is used once per key. The commitments bind a record to
//! one key: AES-GCM alone can be made to open under two. `tests/vectors/` holds published vectors and a decoder in
//! another language.

use ring::rand::{SecureRandom, SystemRandom};

use crate::aead::{clean, decrypted, derive, encrypt};
use crate::manifest::Class;
use crate::secret::Secret;

mod layout;
mod wrap;

use layout::{Parsed, aad_record, aad_wrap, pad, unpad};
pub(crate) use wrap::{Wrap, put_wrap, without_wrap, wrap_anew, wrap_commit};
pub use wrap::{rewrap, unwraps};
use wrap::{unwrap_bound, wrap};

const MAGIC: &[u8; 4] = b"SGR1";
const SUITE: u8 = 1;

/// The longest value that a record holds, in bytes.
pub const MAX_VALUE: usize = 1024 * 1024;

/// A key-encryption key and the id under which the keyring keeps it.
#[derive(Debug)]
pub struct Kek {
    /// The id that records name.
    pub id: [u8; 16],
    /// The key.
    pub key: Secret<[u8; 32]>,
}

/// What a record is bound to; opening it under anything else fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding<'b> {
    /// The account that owns it.
    pub account: &'b str,
    /// The secret's id.
    pub id: &'b str,
    /// The version, counted from 1.
    pub version: u64,
    /// The secret's class.
    pub class: Class,
    /// When it was written, in milliseconds since 1970.
    pub created_ms: u64,
}

/// Why a record was not made or not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// The value is too long.
    #[error("the value is longer than {MAX_VALUE} bytes")]
    TooLong,
    /// The bytes are not a record, or not a whole one.
    #[error("the bytes are not a record; restore the store from a snapshot")]
    Malformed,
    /// The record was written by a newer program.
    #[error("the record has the unknown suite {0}; update this program")]
    UnknownSuite(u8),
    /// The record names another key.
    #[error("the record is wrapped under another key; the keyring must hold that one")]
    OtherKey,
    /// The record was changed, moved, or belongs to something else.
    #[error("the record does not open: it was changed or moved; restore the store from a snapshot")]
    Integrity,
    /// The system gave no random bytes or the library refused its input.
    #[error("the cryptographic library failed")]
    Crypto,
}

/// What is random in a record; fixed only in published vectors.
pub struct Randomness {
    /// The data key.
    pub dek: Secret<[u8; 32]>,
    /// The salt of the wrapping key.
    pub wrap_salt: [u8; 32],
    /// The salt of the data's key.
    pub salt: [u8; 32],
}

impl Randomness {
    /// Fresh bytes from the operating system.
    ///
    /// # Errors
    ///
    /// [`RecordError::Crypto`] when the system gives none.
    pub fn fresh() -> Result<Self, RecordError> {
        let fill = |bytes: &mut [u8; 32]| SystemRandom::new().fill(bytes).map_err(|_| RecordError::Crypto);
        let (mut wrap_salt, mut salt) = ([0; 32], [0; 32]);
        fill(&mut wrap_salt)?;
        fill(&mut salt)?;
        Ok(Self { dek: Secret::filled(fill)?, wrap_salt, salt })
    }
}

/// Fills bytes at random, from the operating system.
///
/// # Errors
///
/// [`RecordError::Crypto`] when it gives none.
pub fn random(bytes: &mut [u8]) -> Result<(), RecordError> {
    SystemRandom::new().fill(bytes).map_err(|_| RecordError::Crypto)
}

/// Encrypts a value.
///
/// # Errors
///
/// [`RecordError::TooLong`] or [`RecordError::Crypto`].
pub fn seal(
    kek: &Kek,
    binding: &Binding<'_>,
    value: &Secret<Vec<u8>>,
    random: &Randomness,
) -> Result<Vec<u8>, RecordError> {
    clean(|| seal_here(kek, binding, value, random))
}

fn seal_here(
    kek: &Kek,
    binding: &Binding<'_>,
    value: &Secret<Vec<u8>>,
    random: &Randomness,
) -> Result<Vec<u8>, RecordError> {
    let aad = aad_record(binding);
    let aad_wrap = aad_wrap(&aad, &kek.id);
    let mut padded = value.expose(|value| pad(value))?;
    let data = random.dek.expose(|dek| derive(dek, &random.salt, &aad))?;
    let wrap = random.dek.expose(|dek| wrap(kek, &aad_wrap, dek, &random.wrap_salt))?;
    let tag = encrypt(&data, &aad, &mut padded)?;
    let len = u32::try_from(padded.len()).map_err(|_| RecordError::TooLong)?;
    let parts: [&[u8]; 8] = [MAGIC, &[SUITE], &wrap, &random.salt, &data[32..], &len.to_be_bytes(), &padded, &tag];
    Ok(parts.concat())
}

/// Decrypts a record that must be bound to `binding` and wrapped under `kek`.
///
/// # Errors
///
/// See [`RecordError`]; nothing of the value is given with an error.
pub fn open(kek: &Kek, binding: &Binding<'_>, record: &[u8]) -> Result<Secret<Vec<u8>>, RecordError> {
    clean(|| open_here(kek, binding, record))
}

fn open_here(kek: &Kek, binding: &Binding<'_>, record: &[u8]) -> Result<Secret<Vec<u8>>, RecordError> {
    let (aad, record) = (aad_record(binding), Parsed::read(record)?);
    let dek = unwrap_bound(kek, &aad, &record)?;
    let data = derive(&*dek, record.salt, &aad)?;
    let padded = decrypted(&data, record.commit, &aad, record.ciphertext)?;
    unpad(&padded).map(Secret::new)
}

/// The id of the key under which a record is wrapped.
///
/// # Errors
///
/// [`RecordError::Malformed`] or [`RecordError::UnknownSuite`].
pub fn kek_id(record: &[u8]) -> Result<[u8; 16], RecordError> {
    let id = Parsed::read(record)?.kek_id;
    id.try_into().map_err(|_| RecordError::Malformed)
}
