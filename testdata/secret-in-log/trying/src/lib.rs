//! What a test makes up it may show; a command called `test` is none.
pub mod commands;
pub mod test_utils;
pub mod iam_test_helper;
pub mod testimony;
