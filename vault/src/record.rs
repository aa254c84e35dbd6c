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
use zeroize::Zeroizing;

use crate::aead::{TAG, clean, decrypt, decrypted, derive, encrypt};
use crate::bytes::{Reader, tlv};
use crate::manifest::{Class, Word as _};
use crate::secret::Secret;

const MAGIC: &[u8; 4] = b"SGR1";
const SUITE: u8 = 1;
const PADDING: usize = 32;
/// Magic and suite.
const HEAD: usize = 5;
/// Key id, salt, commitment and wrapped data key.
const WRAP: usize = 16 + 32 + 32 + 48;

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

/// Wraps a record's data key under another key. The value stays encrypted, and its bytes the same.
///
/// # Errors
///
/// See [`RecordError`]; the record must be wrapped under the first of the keys.
pub fn rewrap(
    keys: (&Kek, &Kek),
    binding: &Binding<'_>,
    record: &[u8],
    wrap_salt: &[u8; 32],
) -> Result<Vec<u8>, RecordError> {
    clean(|| rewrap_here(keys, binding, record, wrap_salt))
}

fn rewrap_here(
    keys: (&Kek, &Kek),
    binding: &Binding<'_>,
    record: &[u8],
    wrap_salt: &[u8; 32],
) -> Result<Vec<u8>, RecordError> {
    let wrap = wrap_anew(keys, binding, record, wrap_salt)?;
    let mut record = record.to_vec();
    put_wrap(&mut record, &wrap);
    Ok(record)
}

/// What of a record is made anew under another key: that key's id, salt, commitment and the wrapped data key.
pub(crate) type Wrap = [u8; WRAP];

/// The wrap that [`rewrap`] gives a record. It is for who makes many of them inside one [`clean`].
pub(crate) fn wrap_anew(
    (from, to): (&Kek, &Kek),
    binding: &Binding<'_>,
    record: &[u8],
    wrap_salt: &[u8; 32],
) -> Result<Wrap, RecordError> {
    let aad = aad_record(binding);
    let dek = unwrap_bound(from, &aad, &Parsed::read(record)?)?;
    wrap(to, &aad_wrap(&aad, &to.id), &dek, wrap_salt)
}

fn wrap(kek: &Kek, aad: &[u8], dek: &[u8; 32], salt: &[u8; 32]) -> Result<Wrap, RecordError> {
    let derived = kek.key.expose(|key| derive(key, salt, aad))?;
    let mut wrap = [0; WRAP];
    wrap[..16].copy_from_slice(&kek.id);
    wrap[16..48].copy_from_slice(salt);
    wrap[48..80].copy_from_slice(&derived[32..]);
    wrap[80..112].copy_from_slice(dek);
    let tag = encrypt(&derived, aad, &mut wrap[80..112])?;
    wrap[112..].copy_from_slice(&tag);
    Ok(wrap)
}

/// Puts a wrap into the record that it was made for.
pub(crate) fn put_wrap(record: &mut [u8], wrap: &Wrap) {
    if let Some(place) = record.get_mut(HEAD..HEAD + WRAP) {
        place.copy_from_slice(wrap);
    }
}

/// The commitment of a record's wrap, which no two wraps share.
pub(crate) fn wrap_commit(record: &[u8]) -> Option<[u8; 32]> {
    record.get(HEAD + 48..HEAD + 80)?.try_into().ok()
}

/// Whether a record's data key unwraps, without decrypting the value.
///
/// # Errors
///
/// See [`RecordError`].
pub fn unwraps(kek: &Kek, binding: &Binding<'_>, record: &[u8]) -> Result<(), RecordError> {
    clean(|| unwrap(kek, binding, record).map(drop))
}

fn unwrap(kek: &Kek, binding: &Binding<'_>, record: &[u8]) -> Result<Zeroizing<[u8; 32]>, RecordError> {
    unwrap_bound(kek, &aad_record(binding), &Parsed::read(record)?)
}

fn unwrap_bound(kek: &Kek, aad: &[u8], record: &Parsed<'_>) -> Result<Zeroizing<[u8; 32]>, RecordError> {
    if record.kek_id != kek.id {
        return Err(RecordError::OtherKey);
    }
    let aad_wrap = aad_wrap(aad, &kek.id);
    let wrap = kek.key.expose(|key| derive(key, record.wrap_salt, &aad_wrap))?;
    let mut sealed: Zeroizing<[u8; 48]> =
        Zeroizing::new(record.wrapped_dek.try_into().map_err(|_| RecordError::Malformed)?);
    decrypt(&wrap, record.wrap_commit, &aad_wrap, &mut *sealed)?;
    let mut dek = Zeroizing::new([0; 32]);
    dek.copy_from_slice(&sealed[..32]);
    Ok(dek)
}

/// What of a record stays when its data key is wrapped anew: what stands before the wrap, and after it.
pub(crate) fn without_wrap(record: &[u8]) -> [&[u8]; 2] {
    match (record.get(..HEAD), record.get(HEAD + WRAP..)) {
        (Some(head), Some(data)) => [head, data],
        _ => [record, &[]],
    }
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

struct Parsed<'r> {
    kek_id: &'r [u8],
    wrap_salt: &'r [u8],
    wrap_commit: &'r [u8],
    wrapped_dek: &'r [u8],
    salt: &'r [u8],
    commit: &'r [u8],
    /// With its tag.
    ciphertext: &'r [u8],
}

impl<'r> Parsed<'r> {
    fn read(record: &'r [u8]) -> Result<Self, RecordError> {
        let mut reader = Reader::new(record);
        if reader.take(4) != Some(MAGIC) {
            return Err(RecordError::Malformed);
        }
        match reader.array() {
            Some([SUITE]) => Self::parts(reader).ok_or(RecordError::Malformed),
            Some([other]) => Err(RecordError::UnknownSuite(other)),
            None => Err(RecordError::Malformed),
        }
    }

    fn parts(mut reader: Reader<'r>) -> Option<Self> {
        let (kek_id, wrap_salt, wrap_commit) = (reader.take(16)?, reader.take(32)?, reader.take(32)?);
        let (wrapped_dek, salt, commit) = (reader.take(48)?, reader.take(32)?, reader.take(32)?);
        let len = reader.u32()?;
        let ciphertext = reader.rest();
        let whole = ciphertext.len().checked_sub(TAG) == Some(len);
        whole.then_some(Self { kek_id, wrap_salt, wrap_commit, wrapped_dek, salt, commit, ciphertext })
    }
}

fn aad_record(binding: &Binding<'_>) -> Vec<u8> {
    tlv(&[
        b"sg/rec/v1",
        binding.account.as_bytes(),
        binding.id.as_bytes(),
        &binding.version.to_be_bytes(),
        &[class_number(binding.class)],
        &[0],
        &binding.created_ms.to_be_bytes(),
    ])
}

fn aad_wrap(aad: &[u8], kek_id: &[u8; 16]) -> Vec<u8> {
    tlv(&[b"sg/wrap/v1", aad, kek_id])
}

/// The class as the format counts it: 1 to 6, in the order of the manifest's list.
fn class_number(class: Class) -> u8 {
    Class::ALL.iter().zip(1..).find(|(known, _)| **known == class).map_or(0, |(_, number)| number)
}

fn pad(value: &[u8]) -> Result<Zeroizing<Vec<u8>>, RecordError> {
    if value.len() > MAX_VALUE {
        return Err(RecordError::TooLong);
    }
    let len = u32::try_from(value.len()).map_err(|_| RecordError::TooLong)?;
    // Growing would leave an unwiped copy of the value behind.
    let mut padded = Zeroizing::new(Vec::with_capacity((4 + value.len()).next_multiple_of(PADDING)));
    padded.extend_from_slice(&len.to_be_bytes());
    padded.extend_from_slice(value);
    let whole = padded.len().next_multiple_of(PADDING);
    padded.resize(whole, 0);
    Ok(padded)
}

fn unpad(padded: &[u8]) -> Result<Vec<u8>, RecordError> {
    Reader::new(padded).part().map(<[u8]>::to_vec).ok_or(RecordError::Malformed)
}
