//! One encrypted value, bound to everything that says what it is.
//!
//! ```text
//! "SGR1" | suite u8 | kek_id[16] | wrap_salt[32] | wrap_commit[32] | wrapped_dek[48] | salt[32] | commit[32]
//!        | len u32 | ciphertext[len] | tag[16]
//! aad_rec  = fields("sg/rec/v1", account, secret id, version u64, class u8, material u8, created_ms u64)
//! aad_wrap = fields("sg/wrap/v1", aad_rec, kek_id)
//! wrap: key ‖ commit = HKDF-SHA256(KEK, wrap_salt, aad_wrap); wrapped_dek = AES-256-GCM(key, nonce 0, aad_wrap, DEK)
//! data: key ‖ commit = HKDF-SHA256(DEK, salt, aad_rec);       ciphertext  = AES-256-GCM(key, nonce 0, aad_rec, value)
//! ```
//!
//! Numbers are big-endian; a field is its length (u32) and its bytes. The value is followed by `0x80` and zeros to a
//! multiple of 32 bytes, so the length of a record tells little about the value. Each derived key is used once; the
//! commitments make a record that opens under two keys impossible.

use zeroize::Zeroizing;

use super::crypto::{self, CryptoFailure, TAG};
use super::tlv::Tlv;
use crate::manifest::{Class, Word};
use crate::{AccountId, Secret};

const MAGIC: &[u8; 4] = b"SGR1";
const SUITE: u8 = 1;
const BLOCK: usize = 32;
const HEAD: usize = 4 + 1 + 16 + 32 + 32 + 48 + 32 + 32 + 4;

/// The largest value a record holds, in bytes.
pub const MAX_VALUE: usize = 1 << 20;

/// A key-encryption key: 32 random bytes, with an id derived from them.
pub struct Kek {
    key: Secret<[u8; 32]>,
    id: [u8; 16],
}

/// What a record is about; all of it is authenticated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// The account the vault belongs to.
    pub account: AccountId,
    /// The id of the secret.
    pub id: String,
    /// The version of the value, from 1.
    pub version: u64,
    /// The class of the secret.
    pub class: Class,
    /// What the bytes are; 1 is an opaque value.
    pub material: u8,
    /// When the version was written, in milliseconds since 1970 (UTC).
    pub created_ms: u64,
}

/// Why a record could not be made or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// The bytes are not a record, or not a whole one.
    #[error("not a whole record; restore it from a snapshot")]
    Malformed,
    /// A newer program wrote it.
    #[error("the record uses suite {0}, which this program does not know; use the program that wrote it")]
    UnsupportedSuite(u8),
    /// The record was sealed under another key.
    #[error("the record belongs to another key-encryption key; bring the key it names")]
    WrongKek,
    /// The record, its place or its key do not belong together.
    #[error("the record is not what was written here; restore it from a snapshot and look for the cause")]
    IntegrityError,
    /// The value is larger than a record may be.
    #[error("the value is larger than {MAX_VALUE} bytes; store a reference instead")]
    TooLarge,
    /// The system's random generator failed.
    #[error("the system gives no random bytes; nothing was written")]
    NoRandom,
}

impl From<CryptoFailure> for RecordError {
    fn from(_: CryptoFailure) -> Self {
        Self::IntegrityError
    }
}

impl Kek {
    /// Takes a key as it came from its keeper.
    ///
    /// # Errors
    ///
    /// [`RecordError::IntegrityError`] if no id can be derived from it.
    pub fn from_bytes(bytes: [u8; 32]) -> Result<Self, RecordError> {
        let tag = crypto::subkey(&bytes, "sg/tag/v1")?;
        let mut id = [0; 16];
        id.copy_from_slice(&tag[..16]);
        Ok(Self { key: Secret::new(bytes), id })
    }

    /// Makes a new key.
    ///
    /// # Errors
    ///
    /// [`RecordError::NoRandom`] if the system gives no random bytes.
    pub fn generate() -> Result<Self, RecordError> {
        Self::from_bytes(crypto::random().map_err(|_| RecordError::NoRandom)?)
    }

    /// The id, which may be shown.
    pub fn id(&self) -> [u8; 16] {
        self.id
    }
}

impl Binding {
    fn aad(&self) -> Vec<u8> {
        Tlv::new("sg/rec/v1")
            .field(self.account.as_str().as_bytes())
            .field(self.id.as_bytes())
            .field(&self.version.to_be_bytes())
            .field(&[class_code(self.class)])
            .field(&[self.material])
            .field(&self.created_ms.to_be_bytes())
            .into_bytes()
    }
}

fn wrap_aad(aad: &[u8], kek_id: &[u8]) -> Vec<u8> {
    Tlv::new("sg/wrap/v1").field(aad).field(kek_id).into_bytes()
}

/// The number of a class in records: its place in the documented order, from 1.
fn class_code(class: Class) -> u8 {
    (1..).zip(Class::ALL).find(|(_, other)| **other == class).map_or(0, |(code, _)| code)
}

/// Encrypts `value` for the place that `binding` names.
///
/// # Errors
///
/// [`RecordError::TooLarge`] and [`RecordError::NoRandom`].
pub fn seal(kek: &Kek, binding: &Binding, value: &Secret) -> Result<Vec<u8>, RecordError> {
    let random = || crypto::random::<32>().map_err(|_| RecordError::NoRandom);
    seal_with(kek, binding, value, [random()?, random()?, random()?])
}

/// [`seal`] with the random parts given: the data key and the two salts.
fn seal_with(kek: &Kek, binding: &Binding, value: &Secret, parts: [[u8; 32]; 3]) -> Result<Vec<u8>, RecordError> {
    let [dek, wrap_salt, salt] = parts;
    let dek = Zeroizing::new(dek);
    let aad = binding.aad();
    let aad_wrap = wrap_aad(&aad, &kek.id);
    let (wrap_key, wrap_commit) = kek.key.expose(|kek| crypto::derive(kek, &wrap_salt, &aad_wrap))?;
    let mut wrapped = Vec::with_capacity(32 + TAG);
    wrapped.extend(dek.as_slice());
    crypto::seal(&wrap_key, &aad_wrap, &mut wrapped)?;
    let (key, commit) = crypto::derive(dek.as_slice(), &salt, &aad)?;
    let mut data = padded(value)?;
    let length = u32::try_from(data.len()).map_err(|_| RecordError::TooLarge)?;
    crypto::seal(&key, &aad, &mut data)?;
    let head: [&[u8]; 9] =
        [MAGIC, &[SUITE], &kek.id, &wrap_salt, &wrap_commit, &wrapped, &salt, &commit, &length.to_be_bytes()];
    Ok([head.concat(), data].concat())
}

/// The value with its padding, in a buffer that has room for the tag, so that no unwiped copy arises.
fn padded(value: &Secret) -> Result<Vec<u8>, RecordError> {
    value.expose(|bytes| {
        if bytes.len() > MAX_VALUE {
            return Err(RecordError::TooLarge);
        }
        let length = (bytes.len() / BLOCK + 1) * BLOCK;
        let mut data = Vec::with_capacity(length + TAG);
        data.extend(bytes);
        data.push(0x80);
        data.resize(length, 0);
        Ok(data)
    })
}

/// The parts of a record.
struct Parts<'a> {
    kek_id: &'a [u8],
    wrap_salt: &'a [u8],
    wrap_commit: &'a [u8],
    wrapped: &'a [u8],
    salt: &'a [u8],
    commit: &'a [u8],
    data: &'a [u8],
}

fn split(record: &[u8]) -> Result<Parts<'_>, RecordError> {
    let (head, data) = record.split_at_checked(HEAD).ok_or(RecordError::Malformed)?;
    if &head[..4] != MAGIC {
        return Err(RecordError::Malformed);
    }
    if head[4] != SUITE {
        return Err(RecordError::UnsupportedSuite(head[4]));
    }
    let length = head[HEAD - 4..].iter().fold(0usize, |n, byte| n << 8 | usize::from(*byte));
    let whole = length <= MAX_VALUE + BLOCK && length > 0 && length.is_multiple_of(BLOCK) && data.len() == length + TAG;
    if !whole {
        return Err(RecordError::Malformed);
    }
    Ok(Parts {
        kek_id: &head[5..21],
        wrap_salt: &head[21..53],
        wrap_commit: &head[53..85],
        wrapped: &head[85..133],
        salt: &head[133..165],
        commit: &head[165..197],
        data,
    })
}

/// Decrypts `record`, which must have been sealed for exactly this `binding`.
///
/// # Errors
///
/// [`RecordError`]: another key, another place, or bytes that are not what was written.
pub fn open(kek: &Kek, binding: &Binding, record: &[u8]) -> Result<Secret, RecordError> {
    let parts = split(record)?;
    if parts.kek_id != kek.id {
        return Err(RecordError::WrongKek);
    }
    let aad = binding.aad();
    let dek = unwrap_dek(kek, &aad, &parts)?;
    let (key, commit) = crypto::derive(dek.as_slice(), parts.salt, &aad)?;
    if !crypto::same(&commit, parts.commit) {
        return Err(RecordError::IntegrityError);
    }
    let mut data = Zeroizing::new(parts.data.to_vec());
    let plain = crypto::open(&key, &aad, &mut data)?;
    let end = plain.iter().rposition(|byte| *byte != 0).ok_or(RecordError::IntegrityError)?;
    if plain[end] != 0x80 || plain.len() - end > BLOCK {
        return Err(RecordError::IntegrityError);
    }
    Ok(Secret::from_bytes(plain[..end].to_vec()))
}

fn unwrap_dek(kek: &Kek, aad: &[u8], parts: &Parts<'_>) -> Result<Zeroizing<Vec<u8>>, RecordError> {
    let aad_wrap = wrap_aad(aad, parts.kek_id);
    let (key, commit) = kek.key.expose(|kek| crypto::derive(kek, parts.wrap_salt, &aad_wrap))?;
    if !crypto::same(&commit, parts.wrap_commit) {
        return Err(RecordError::IntegrityError);
    }
    let mut dek = Zeroizing::new(parts.wrapped.to_vec());
    crypto::open(&key, &aad_wrap, &mut dek)?;
    dek.truncate(32);
    Ok(dek)
}

#[cfg(test)]
#[path = "record_tests.rs"]
mod tests;
