//! What is read out of an encoding.

use base64::{Engine, engine::general_purpose::STANDARD};

pub fn basic(auth_header: &str) -> Option<()> {
    let coded = auth_header.strip_prefix("Basic ")?;
    let plain = String::from_utf8(STANDARD.decode(coded).ok()?).ok()?;
    let (user, word) = plain.split_once(':')?;
    log::info!("{user}");
    log::info!("{word}"); //~ secret-in-log
    Some(())
}

pub fn hex(api_key_hex: &str, picture: &str) {
    let bytes = hex::decode(api_key_hex).unwrap_or_default();
    log::info!("{}", String::from_utf8_lossy(&bytes)); //~ secret-in-log
    log::info!("{}", bytes.len());
    log::info!("{:?}", STANDARD.decode(picture));
}

/// What a verifier reads out of a token is what the token says.
pub fn verified(verifier: &Verifier, token: &str) {
    let subject = verifier.decode(token);
    log::info!("{subject}");
}

pub struct Verifier;

impl Verifier {
    pub fn decode(&self, text: &str) -> usize {
        text.len()
    }
}
