//! Database schemas as real projects write them: SQL and Rust read
//! tolerantly, replayed into tables, judged column by column.
//!
//! The guard's SQL rules and [`assert_no_plaintext_columns!`](crate::assert_no_plaintext_columns)
//! share this reader and its word lists, so that a workspace's own test and
//! the guard cannot disagree about a column.

mod around;
mod assert;
pub mod ast;
pub mod columns;
pub mod cursor;
pub mod embedded;
pub mod evidence;
pub mod judge;
pub mod layout;
pub mod lex;
pub mod model;
mod naming;
mod nesting;
pub mod pieces;
pub mod read;
mod replay;
mod segments;
mod span;
pub mod split;
pub mod table;
pub mod text;
pub mod token;
pub mod types;
pub mod values;
pub mod words;
pub mod write;
mod writers;

pub use assert::{Allow, PlaintextColumn, assert_none, plaintext_columns};
pub use model::Schema;
pub use segments::segments;
pub use span::Span;
