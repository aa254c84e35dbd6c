//! What hides a value.

mod words;
