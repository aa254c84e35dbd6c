//! The bytes of a record and of what it is bound to.

use zeroize::Zeroizing;

use crate::aead::TAG;
use crate::bytes::{Reader, tlv};
use crate::manifest::{Class, Word as _};

use super::{Binding, MAGIC, MAX_VALUE, RecordError, SUITE};

const PADDING: usize = 32;

pub(super) struct Parsed<'r> {
    pub(super) kek_id: &'r [u8],
    pub(super) wrap_salt: &'r [u8],
    pub(super) wrap_commit: &'r [u8],
    pub(super) wrapped_dek: &'r [u8],
    pub(super) salt: &'r [u8],
    pub(super) commit: &'r [u8],
    /// With its tag.
    pub(super) ciphertext: &'r [u8],
}

impl<'r> Parsed<'r> {
    pub(super) fn read(record: &'r [u8]) -> Result<Self, RecordError> {
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

pub(super) fn aad_record(binding: &Binding<'_>) -> Vec<u8> {
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

pub(super) fn aad_wrap(aad: &[u8], kek_id: &[u8; 16]) -> Vec<u8> {
    tlv(&[b"sg/wrap/v1", aad, kek_id])
}

/// The class as the format counts it: 1 to 6, in the order of the manifest's list.
fn class_number(class: Class) -> u8 {
    Class::ALL.iter().zip(1..).find(|(known, _)| **known == class).map_or(0, |(_, number)| number)
}

pub(super) fn pad(value: &[u8]) -> Result<Zeroizing<Vec<u8>>, RecordError> {
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

pub(super) fn unpad(padded: &[u8]) -> Result<Vec<u8>, RecordError> {
    Reader::new(padded).part().map(<[u8]>::to_vec).ok_or(RecordError::Malformed)
}
