//! How secrets rest on disk.

mod crypto;
pub mod record;
mod tlv;
