//! Names of variables, and one way to read them.

/// Where the payment provider's key is.
pub const PAYMENT_KEY: &str = "STRIPE_API_KEY";

/// The value of a variable that must be set.
pub fn required(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set"))
}
