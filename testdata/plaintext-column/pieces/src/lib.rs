//! How statements get their values.

mod pushed;
mod with;
