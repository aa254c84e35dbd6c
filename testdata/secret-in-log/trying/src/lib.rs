//! What a test makes up it may show; a command called `test` is none.
pub mod commands;
pub mod test_utils;
