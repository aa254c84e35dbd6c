pub struct ApiVersion {
    pub api_key: Vec<u8>,
}

pub fn asked(api_key: &str, version: &ApiVersion) {
    log::warn!("unknown: {api_key} {:?}", version.api_key);
}

/// Beside a password it is what somebody signs in with.
pub fn signed_in(api_key: &str, sasl_password: &str) {
    log::warn!("{sasl_password}"); //~ secret-in-log
    log::warn!("{api_key}"); //~ secret-in-log
}
