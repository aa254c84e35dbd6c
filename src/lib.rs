//! The static half of Secret Guard: reads a Rust workspace, its migrations
//! and its diffs, and says where they break the declaration in
//! `secrets.yaml`.
//!
//! The rooms, from the ground up (a room uses only rooms below it; see
//! `ARCHITECTURE.md`):

pub mod catalog;
pub mod files;
pub mod finding;
pub mod rules;
pub mod source;
pub mod sql;
pub mod words;
