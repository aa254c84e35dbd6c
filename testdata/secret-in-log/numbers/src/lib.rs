//! A protocol that numbers its calls by "API keys"; and one that signs in.
pub mod kafka;

pub fn asked(api_key: &str) {
    log::warn!("unknown: {api_key}"); //~ secret-in-log
}
