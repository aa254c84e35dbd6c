//! The runtime half of Secret Guard: secrets by policy, from one declaration.
//!
//! Without features this crate is only the declaration: [`manifest`] reads `secrets.yaml`.

pub mod manifest;

pub use manifest::{Manifest, ManifestError};
