//! The static half of Secret Guard: reads a Rust workspace, its migrations
//! and its diffs, and says where they break the declaration in
//! `secrets.yaml`.
//!
//! The rooms, from the ground up (a room uses only rooms below it; see
//! `ARCHITECTURE.md`):

pub mod catalog;
pub mod cli;
pub mod config;
pub mod engine;
pub mod files;
pub mod finding;
pub mod hex;
pub mod input;
pub mod lex;
pub mod report;
pub mod rules;
pub mod rust;
pub mod secrets;
pub mod source;
pub mod sql;
pub mod words;
