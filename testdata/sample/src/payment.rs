//! The payment provider.

/// Talks to the provider.
pub struct Client {
    api_key: String,
}

impl Client {
    /// A client with this key.
    pub fn new(api_key: String) -> Self {
        Client { api_key }
    }

    /// Charges a card.
    pub fn charge(&self, cents: u32) {
        tracing::debug!("charge {cents} with {}", self.api_key);
    }
}
