//! SQL as real projects write it: read tolerantly, replayed into a schema,
//! judged column by column.

mod alter;
pub mod ast;
mod column;
mod create;
mod cursor;
mod dml;
pub mod lex;
mod note;
pub mod read;
pub mod split;
mod template;
pub mod token;
