//! Bytes under a passphrase.
//!
//! ```text
//! "SGE1" | m_kib u32 | t u32 | p u32 | salt[32] | commit[32] | ciphertext | tag[16]      integers are big-endian
//! K‖C = argon2id(passphrase, salt, m_kib, t, p, 64 bytes)     commit = C
//! ciphertext | tag = AES-256-GCM(K, nonce = 0, aad = TLV("sg/env/v1", header up to salt, context), plain)
//! ```
//!
//! A fresh salt makes each key encrypt once. `context` is what the envelope is bound to: a purpose, an account, an
//! expiry; opening it under another context fails.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use ring::rand::{SecureRandom as _, SystemRandom};
use zeroize::Zeroizing;

use crate::aead::{self, Derived, TAG, clean};
use crate::bytes::{Reader, tlv};
use crate::record::RecordError;
use crate::secret::Secret;

const MAGIC: &[u8; 4] = b"SGE1";
const HEADER: usize = 4 + 12 + 32;

/// What deriving the key costs, and so what guessing a passphrase costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Cost {
    /// The least that is accepted, for tests and small machines: 19 MiB, two passes.
    pub const LEAST: Self = Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 };

    /// More than this in a foreign envelope would only exhaust the machine that opens it.
    pub const MOST: Self = Self { memory_kib: 1024 * 1024, passes: 16, lanes: 4 };

    fn is_sound(self) -> bool {
        let within = |least, value, most| (least..=most).contains(&value);
        within(Self::LEAST.memory_kib, self.memory_kib, Self::MOST.memory_kib)
            && within(Self::LEAST.passes, self.passes, Self::MOST.passes)
            && within(Self::LEAST.lanes, self.lanes, Self::MOST.lanes)
    }
}

/// 64 MiB, three passes.
impl Default for Cost {
    fn default() -> Self {
        Self { memory_kib: 64 * 1024, passes: 3, lanes: 1 }
    }
}

/// Why an envelope was not made or not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// The bytes are not an envelope.
    #[error("the bytes are not an envelope, or not a whole one")]
    Malformed,
    /// Its cost is outside of what is accepted.
    #[error("the envelope asks for a cost outside of {least:?} to {most:?}", least = Cost::LEAST, most = Cost::MOST)]
    Cost,
    /// It does not open: the passphrase is wrong, or it was changed or bound to something else.
    #[error("the passphrase does not open it, or it was changed")]
    WrongPassphrase,
    /// The cryptographic library failed.
    #[error("the cryptographic library failed")]
    Crypto,
}

impl From<RecordError> for EnvelopeError {
    fn from(error: RecordError) -> Self {
        if error == RecordError::Integrity { Self::WrongPassphrase } else { Self::Crypto }
    }
}

/// Encrypts `plain` under a passphrase.
///
/// # Errors
///
/// [`EnvelopeError::Cost`] or [`EnvelopeError::Crypto`].
pub fn seal(
    passphrase: &Secret<Vec<u8>>,
    cost: Cost,
    context: &[u8],
    plain: &Secret<Vec<u8>>,
) -> Result<Vec<u8>, EnvelopeError> {
    let mut salt = [0; 32];
    SystemRandom::new().fill(&mut salt).map_err(|_| EnvelopeError::Crypto)?;
    let numbers = [cost.memory_kib, cost.passes, cost.lanes].map(u32::to_be_bytes).concat();
    let header = [MAGIC.as_slice(), &numbers, &salt].concat();
    let derived = derive(passphrase, cost, &salt)?;
    let mut sealed = plain.expose(|plain| Zeroizing::new(plain.clone()));
    let tag: [u8; TAG] =
        clean(|| derived.expose(|derived| aead::encrypt(derived, &aad(&header, context), &mut sealed)))?;
    Ok(derived.expose(|derived| [header.as_slice(), &derived[32..], &sealed, &tag].concat()))
}

/// Decrypts an envelope that must be bound to `context`.
///
/// # Errors
///
/// See [`EnvelopeError`].
pub fn open(passphrase: &Secret<Vec<u8>>, context: &[u8], envelope: &[u8]) -> Result<Secret<Vec<u8>>, EnvelopeError> {
    let (header, body) = envelope.split_at_checked(HEADER).ok_or(EnvelopeError::Malformed)?;
    let (commit, sealed) = body.split_at_checked(32).ok_or(EnvelopeError::Malformed)?;
    let (cost, salt) = read_header(header).ok_or(EnvelopeError::Malformed)?;
    let derived = derive(passphrase, cost, &salt)?;
    let aad = aad(header, context);
    let mut plain = clean(|| derived.expose(|derived| aead::decrypted(derived, commit, &aad, sealed)))?;
    Ok(Secret::new(std::mem::take(&mut *plain)))
}

/// What opening an envelope costs, as it says itself.
pub(crate) fn cost(envelope: &[u8]) -> Option<Cost> {
    envelope.get(..HEADER).and_then(read_header).map(|(cost, _)| cost)
}

fn read_header(header: &[u8]) -> Option<(Cost, [u8; 32])> {
    let mut reader = Reader::new(header);
    if reader.take(4) != Some(MAGIC) {
        return None;
    }
    let mut number = || reader.array().map(u32::from_be_bytes);
    let cost = Cost { memory_kib: number()?, passes: number()?, lanes: number()? };
    Some((cost, reader.array()?))
}

fn aad(header: &[u8], context: &[u8]) -> Vec<u8> {
    tlv(&[b"sg/env/v1", header, context])
}

fn derive(passphrase: &Secret<Vec<u8>>, cost: Cost, salt: &[u8; 32]) -> Result<Secret<Derived>, EnvelopeError> {
    if !cost.is_sound() {
        return Err(EnvelopeError::Cost);
    }
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(64)).map_err(|_| EnvelopeError::Cost)?;
    let mut memory = Zeroizing::new(vec![Block::default(); params.block_count()]);
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    Secret::filled(|key: &mut Derived| {
        let fill = |bytes: &Vec<u8>| argon2.hash_password_into_with_memory(bytes, salt, key, &mut *memory);
        clean(|| passphrase.expose(fill)).map_err(|_| EnvelopeError::Crypto)
    })
}
