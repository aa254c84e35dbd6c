//! What a stored value is by its looks.

use super::LISTS;

/// Lengths of hashes in hexadecimal, in digits.
const HEX: &[usize] = &[32, 40, 56, 64, 96, 128];

/// Whether a stored value is visibly a hash or ciphertext.
pub fn hashed_value(value: &str) -> bool {
    let hex = HEX.contains(&value.len()) && value.bytes().all(|b| b.is_ascii_hexdigit());
    hex || schemed(value) || value.starts_with('*') && value.len() == 41
}

/// Whether a value begins as those of a scheme of hashing or encryption do.
pub(super) fn schemed(value: &str) -> bool {
    let starts = |scheme: &String| value.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    LISTS.schemes.iter().any(starts)
}
