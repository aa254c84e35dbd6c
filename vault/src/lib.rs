//! The runtime half of Secret Guard: secrets by policy, from one declaration.
//!
//! Without features this crate is only the declaration and what follows from it: [`manifest`] reads `secrets.yaml`,
//! [`policy`] says which source may serve which class, [`Secret`] holds a value that does not show itself,
//! [`AccountId`] names the installation. The feature `store` adds the encrypted record format.

mod account;
pub mod manifest;
pub mod policy;
mod secret;
#[cfg(feature = "store")]
pub mod store;

pub use account::{AccountError, AccountId};
pub use manifest::{Manifest, ManifestError};
pub use secret::Secret;
