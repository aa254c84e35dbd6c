//! Account ids: what keeps the stores of two accounts apart.

use super::StoreError;

/// A checked account id: 3 to 64 of `a-z 0-9 . _ -`, and no placeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountId(String);

impl AccountId {
    /// Checks an id. Letters outside `a-z` are refused, so no two ids look alike in print.
    ///
    /// # Errors
    ///
    /// [`StoreError::Account`] with the reason.
    pub fn parse(text: &str) -> Result<Self, StoreError> {
        let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte);
        let plain: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
        let why = if !(3..=64).contains(&text.len()) {
            "it must have 3 to 64 characters"
        } else if !text.bytes().all(known) {
            "only a-z, 0-9, '.', '_' and '-' are allowed"
        } else if matches!(plain.as_str(), "default" | "defaultaccount" | "account") {
            "it is a placeholder, and two machines that share it would overwrite each other"
        } else {
            return Ok(Self(text.to_owned()));
        };
        Err(StoreError::Account { why })
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
