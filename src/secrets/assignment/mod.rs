//! The assignment engine: a name that promises a secret, and a value that
//! looks like one.

mod judge;
mod key;
mod parse;
mod value;

pub use judge::{Verdict, judge};
pub use key::{Promise, promise};
pub use parse::{Assigned, Form, assigned, key_at};

/// Parts of names that may promise a secret, lower case.
pub const TRIGGERS: &[&str] =
    &["pass", "pwd", "pswd", "secret", "token", "cred", "key", "auth", "salt", "nonce", "bearer", "signature", "seed"];
