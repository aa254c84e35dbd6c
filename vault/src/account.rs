//! Account ids: what keeps the stores and keys of two accounts apart.

use std::fmt;

/// Names that stand for "nobody chose one yet".
const PLACEHOLDERS: [&str; 8] =
    ["default", "defaultaccount", "account", "changeme", "placeholder", "unset", "none", "null"];

/// A checked account id: 3 to 64 of `a-z 0-9 . _ -`, and no placeholder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(String);

/// Why a text is no account id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the account id is refused: {why}; choose one that no other machine or product uses")]
pub struct AccountError {
    /// Why.
    pub why: &'static str,
}

impl AccountId {
    /// Checks an id. Letters outside `a-z` are refused, and so are placeholders also when written with look-alikes
    /// (`defau1t-acc0unt`): two machines that share one would overwrite each other.
    ///
    /// # Errors
    ///
    /// [`AccountError`] with the reason.
    pub fn parse(text: &str) -> Result<Self, AccountError> {
        let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte);
        let why = if text.is_empty() {
            "none is set"
        } else if !(3..=64).contains(&text.len()) {
            "it must have 3 to 64 characters"
        } else if !text.bytes().all(known) {
            "only a-z, 0-9, '.', '_' and '-' are allowed"
        } else if !text.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
            "it has no letter or digit"
        } else if PLACEHOLDERS.iter().any(|word| skeleton(word) == skeleton(text)) {
            "it is a placeholder"
        } else {
            return Ok(Self(text.to_owned()));
        };
        Err(AccountError { why })
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// What an eye in a hurry reads: separators gone, look-alikes the same.
fn skeleton(text: &str) -> String {
    let plain: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    let plain = plain.replace("rn", "m").replace("vv", "w");
    let alike = |letter| match letter {
        '0' => 'o',
        '1' | 'i' => 'l',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        other => other,
    };
    plain.chars().map(alike).collect()
}
