//! The SQL of a workspace: files and strings read into one model.
//!
//! The reader, the replay and the judgement of columns live in the vault
//! crate, which offers the same judgement to a workspace's own tests.

pub mod audit;
pub mod model;
pub mod select;
pub mod writes;

pub use secret_guard_vault::schema::{
    ast, columns, cursor, evidence, judge, layout, lex, read, split, table, token, types, values, words, write,
};
