//! Pairs of which one half is shown.

use std::fmt;

pub struct Pair {
    api_key: String,
    api_secret: String,
}

impl fmt::Debug for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pair").field("api_key", &self.api_key).field("api_secret", &"<redacted>").finish()
    }
}

pub struct Wrong {
    api_key: String,
    api_secret: String,
}

impl fmt::Debug for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wrong")
            .field("api_key", &"<redacted>")
            .field("api_secret", &self.api_secret) //~ secret-in-debug
            .finish()
    }
}

/// The secret of something else is no half of the key.
pub struct Stripe {
    api_key: String,
    webhook_secret: String,
}

impl fmt::Debug for Stripe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stripe")
            .field("api_key", &self.api_key) //~ secret-in-debug
            .field("webhook_secret", &"***")
            .finish()
    }
}

pub struct Exchange {
    kraken_api_key: String,
    kraken_api_secret: String,
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange")
            .field("kraken_api_key", &self.kraken_api_key)
            .field("kraken_api_secret", &"***")
            .finish()
    }
}

pub struct Alone {
    api_key: String,
}

impl fmt::Debug for Alone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Alone").field("api_key", &self.api_key).field("secret", &"none").finish() //~ secret-in-debug
    }
}

impl Pair {
    pub fn used(&self) -> bool {
        self.api_key.is_empty() && self.api_secret.is_empty()
    }
}

pub fn set_up(stripe: &Stripe, exchange: &Exchange) -> bool {
    stripe.webhook_secret.is_empty() && exchange.kraken_api_secret.is_empty()
}
