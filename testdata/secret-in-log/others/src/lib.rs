//! Where a protocol's own words are shown, other people's secrets are none of them.
pub mod acme;
pub mod attestation;
pub mod kafka;
pub mod vc;
