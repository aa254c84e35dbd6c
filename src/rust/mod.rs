//! Rust source as facts. `lower/` is the only room that knows syn.

mod code;
pub mod comments;
pub mod eval;
pub mod facts;
pub mod flow;
pub mod format;
pub mod index;
pub mod infer;
pub mod locals;
mod lower;
pub mod name;
pub mod needles;
pub mod parse;
pub mod parts;
pub mod sites;
pub mod text;
pub mod tree;
pub mod types;
pub mod wire;
