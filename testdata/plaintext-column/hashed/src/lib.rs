//! What hides a value.

mod filled;
mod lists;
mod parts;
mod words;
