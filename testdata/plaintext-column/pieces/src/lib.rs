//! How statements get their values.

mod listed;
mod pushed;
mod sea;
mod with;
