//! The assignment engine: a name that promises a secret, and a value that
//! looks like one.

mod bytes;
mod called;
mod cursor;
mod expression;
mod judge;
mod key;
mod markup;
mod meaning;
mod operator;
mod parse;
mod spaced;
#[cfg(test)]
mod tests;
mod value;

pub use cursor::{Form, in_path};
pub use judge::{Verdict, judge, judge_in_use};
pub use key::{Promise, is_denied, is_salt, promise};
pub use meaning::{is_entry_point, is_uuid, stands_in};
pub use parse::{Assigned, assigned, key_at, literal_at};

/// Parts of names that may promise a secret, lower case.
pub const TRIGGERS: &[&str] = &[
    "pass",
    "pwd",
    "pswd",
    "psw",
    "pw",
    "secret",
    "token",
    "cred",
    "key",
    "auth",
    "salt",
    "nonce",
    "bearer",
    "seed",
    "psk",
    "senha",
    "contrase",
    "kennwort",
    "motdepasse",
    "heslo",
];
