//! What hides a value.

mod bearers;
mod filled;
mod lists;
mod parts;
mod words;
