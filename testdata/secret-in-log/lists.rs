//! Lists that are cut at commas: of what, says whoever has them.

/// What a request may ask for in addition.
pub fn asked_for(headers: &http::HeaderMap) -> String {
    let mut known = vec!["caching"];
    if let Some(list) = headers.get("x-features").and_then(|value| value.to_str().ok()) {
        for token in list.split(',') {
            let token = token.trim();
            if !token.is_empty() {
                known.push(token);
            }
        }
    }
    let known = known.join(",");
    log::debug!("asked for {known}");
    known
}

/// Those who may come in.
pub fn let_in(config: &Config) {
    for token in config.api_tokens.split(',') {
        let token = token.trim();
        log::debug!("lets in {token}"); //~ secret-in-log
    }
}

/// One that was found before.
pub fn opened(config: &Config) {
    for entry in config.api_tokens.split(',') {
        let access_token = entry.trim();
        log::debug!("lets in {access_token}"); //~ secret-in-log
    }
}

pub struct Config {
    pub api_tokens: String,
}

const ASKED_AT: &str = "/.well-known/acme-challenge/";
const OPENED_AT: &str = "/invitations/";

/// A challenge is at an address for all; what opens an invitation is not.
pub fn challenged(path: &str, auth: &Login) -> Option<()> {
    let token = path.strip_prefix(ASKED_AT)?.to_string();
    log::info!("asked for {token}");
    let token = path.strip_prefix(OPENED_AT)?.to_string();
    log::info!("{} opens {token}", auth.user); //~ secret-in-log
    Some(())
}

pub struct Login {
    pub user: String,
}
