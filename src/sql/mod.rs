//! SQL as real projects write it: read tolerantly, replayed into a schema,
//! judged column by column.

mod alter;
pub mod ast;
pub mod audit;
mod column;
pub mod columns;
mod create;
mod cursor;
mod dml;
pub mod embedded;
pub mod evidence;
pub mod judge;
pub mod layout;
pub mod lex;
pub mod model;
mod note;
pub mod read;
mod replay;
pub mod schema;
pub mod select;
pub mod split;
mod template;
pub mod token;
pub mod types;
pub mod values;
pub mod words;
