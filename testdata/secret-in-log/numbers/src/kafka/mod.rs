pub struct ApiVersion {
    pub api_key: Vec<u8>,
}

pub fn asked(api_key: &str, version: &ApiVersion, sasl_password: &str) {
    log::warn!("unknown: {api_key} {:?}", version.api_key);
    log::warn!("{sasl_password}"); //~ secret-in-log
}
