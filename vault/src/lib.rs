//! The runtime half of Secret Guard: secrets by policy, from one declaration.
//!
//! Without features this crate is what the guard links: [`manifest`] reads `secrets.yaml`, [`policy`] says where a
//! class may come from, [`secret`] holds a value, [`status`] names every outcome. The feature `store` adds the
//! resolver, its sources and the audit log.

pub mod manifest;
pub mod policy;
pub mod secret;
pub mod status;

#[cfg(feature = "store")]
pub mod audit;
#[cfg(feature = "store")]
pub mod record;
#[cfg(feature = "store")]
pub mod resolver;
#[cfg(feature = "store")]
pub mod source;
#[cfg(feature = "store")]
pub mod store;

pub use manifest::{Manifest, ManifestError};
pub use secret::Secret;
pub use status::Status;
