//! The account a vault belongs to; every key, record and audit line is bound to it.

use std::fmt;

/// A checked account id: 3 to 64 of `a`–`z`, `0`–`9` and `-`, starting with a letter, and not a placeholder.
///
/// Only ASCII lower case is taken, so two ids that look alike across scripts or cases cannot both exist.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AccountId(String);

/// Why an account id was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    /// Nothing was given.
    #[error("no account id is set; choose one for this installation and pass it explicitly")]
    Unset,
    /// Characters or length are not allowed.
    #[error("the account id must be 3 to 64 of a-z, 0-9 and `-`, starting with a letter and not ending with `-`")]
    Malformed,
    /// It is a placeholder such as `default-account`, or reads like one.
    #[error("the account id is a placeholder; two installations with it would share their identity")]
    Placeholder,
}

/// Words that programs and templates put where an id belongs, in the form that [`skeleton`] gives.
const PLACEHOLDERS: &[&str] =
    &["default", "defaultaccount", "account", "accountid", "changeme", "example", "none", "null", "test", "unset"];

impl AccountId {
    /// Checks `text`.
    ///
    /// # Errors
    ///
    /// [`AccountError`] when it is unset, empty, malformed, a placeholder or a look-alike of one.
    pub fn new(text: Option<&str>) -> Result<Self, AccountError> {
        let text = text.filter(|text| !text.trim().is_empty()).ok_or(AccountError::Unset)?;
        // A placeholder in another spelling should be called a placeholder.
        let reduced = skeleton(text);
        if PLACEHOLDERS.iter().any(|word| skeleton(word) == reduced) {
            return Err(AccountError::Placeholder);
        }
        let allowed = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let edges = text.starts_with(|c: char| c.is_ascii_lowercase()) && !text.ends_with('-');
        let valid = allowed && edges && (3..=64).contains(&text.len());
        if valid { Ok(Self(text.to_owned())) } else { Err(AccountError::Malformed) }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What remains when case, separators and look-alike digits are ignored.
fn skeleton(text: &str) -> String {
    let letters = text.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric());
    letters
        .map(|c| match c {
            '0' => 'o',
            '1' | 'i' => 'l',
            '3' => 'e',
            '4' => 'a',
            '5' => 's',
            '7' => 't',
            other => other,
        })
        .collect()
}
