//! Names of variables.
pub const API_KEY: &str = "SHARED_API_KEY";
pub const HOST: &str = "SHARED_HOST";

pub mod deep {
    pub const DSN: &str = "SHARED_DSN";
}
