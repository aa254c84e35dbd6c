//! What a test makes up it may show; a command called `test` is none.
pub mod commands;
pub mod test_utils;
pub mod iam_test_helper;
pub mod testimony;

// A server that shows how others answer may ship, and so may what it is made of.
pub mod fixtures;
pub mod mock_server;

#[cfg(test)]
mod fake;
