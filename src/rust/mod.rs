//! What the guard knows of Rust text.

pub mod comments;
