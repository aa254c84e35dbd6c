//! Rust source as facts. `lower/` is the only room that knows syn.

pub mod facts;
pub mod index;
mod lower;
pub mod name;
pub mod parse;
pub mod tree;
mod tree_access;
