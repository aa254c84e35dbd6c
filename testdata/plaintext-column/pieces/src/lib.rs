//! How statements get their values.

mod files;
mod listed;
mod pushed;
mod sea;
mod with;
