//! Length-prefixed bytes, written and read.

use super::RecordError;

/// Each part after its length, so that no two lists of parts give the same bytes.
pub(super) fn tlv(parts: &[&[u8]]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for part in parts {
        bytes.extend_from_slice(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
        bytes.extend_from_slice(part);
    }
    bytes
}

/// Takes bytes from the front and never past the end.
pub(super) struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self(bytes)
    }

    pub(super) fn take(&mut self, count: usize) -> Result<&'b [u8], RecordError> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(RecordError::Malformed)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(super) fn u32(&mut self) -> Result<usize, RecordError> {
        let bytes = self.take(4)?.try_into().map_err(|_| RecordError::Malformed)?;
        usize::try_from(u32::from_be_bytes(bytes)).map_err(|_| RecordError::Malformed)
    }

    pub(super) fn rest(self) -> &'b [u8] {
        self.0
    }
}
