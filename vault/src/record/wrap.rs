//! The wrap of a record: its data key under a key-encryption key. It is made anew without touching the value.

use zeroize::Zeroizing;

use crate::aead::{clean, decrypt, derive, encrypt};

use super::layout::{Parsed, aad_record, aad_wrap};
use super::{Binding, Kek, RecordError};

/// Magic and suite.
const HEAD: usize = 5;
/// Key id, salt, commitment and wrapped data key.
const WRAP: usize = 16 + 32 + 32 + 48;

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

pub(super) fn wrap(kek: &Kek, aad: &[u8], dek: &[u8; 32], salt: &[u8; 32]) -> Result<Wrap, RecordError> {
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

pub(super) fn unwrap_bound(kek: &Kek, aad: &[u8], record: &Parsed<'_>) -> Result<Zeroizing<[u8; 32]>, RecordError> {
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
