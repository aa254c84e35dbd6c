//! Unambiguous encoding of a list of fields: each is its length (u32, big-endian) and its bytes, without separators.

/// A list of fields under a label.
pub(super) struct Tlv(Vec<u8>);

impl Tlv {
    /// A list that starts with `label`, which says what the list is for.
    pub fn new(label: &str) -> Self {
        Self(Vec::new()).field(label.as_bytes())
    }

    /// Appends one field. Fields longer than 4 GiB do not occur: every caller bounds its inputs far below.
    pub fn field(mut self, bytes: &[u8]) -> Self {
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        self.0.extend(length.to_be_bytes());
        self.0.extend(bytes);
        self
    }

    /// The encoded list.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}
