//! The runtime half of Secret Guard: secrets by policy, from one declaration.
//!
//! Without features this crate is what the guard links: [`manifest`] reads `secrets.yaml`, [`policy`] says where a
//! class may come from, [`secret`] holds a value, [`status`] names every outcome. The feature `store` adds the
//! resolver, its sources, the encrypted store, the audit log and the holders of keys; `keyring` the keyrings of
//! operating systems. The feature `schema` reads database schemas, so that a workspace's own test can hold them to what
//! the guard asks for: [`assert_no_plaintext_columns!`].

#![forbid(unsafe_code)]

mod id;
pub mod manifest;
pub mod policy;
pub mod secret;
pub mod status;

#[cfg(feature = "store")]
pub mod account;
#[cfg(feature = "store")]
mod aead;
#[cfg(feature = "store")]
pub mod audit;
#[cfg(feature = "store")]
mod bytes;
#[cfg(feature = "store")]
pub mod clock;
#[cfg(feature = "store")]
pub mod custody;
#[cfg(feature = "store")]
mod disk;
#[cfg(feature = "store")]
pub mod envelope;
#[cfg(feature = "store")]
pub mod home;
#[cfg(feature = "store")]
pub mod keyring;
#[cfg(feature = "store")]
pub mod ops;
#[cfg(feature = "store")]
pub mod record;
#[cfg(feature = "store")]
pub mod resolver;
#[cfg(feature = "schema")]
pub mod schema;
#[cfg(feature = "scrub")]
pub mod scrub;
#[cfg(feature = "store")]
pub mod source;
#[cfg(feature = "store")]
pub mod store;

pub use id::SecretId;
pub use manifest::{Manifest, ManifestError};
pub use secret::Secret;
pub use status::Status;
