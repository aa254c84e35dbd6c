//! Tokens of locks, in a file about them.

pub fn unlock(headers: &davheaders::Headers, path: &str) {
    let token = headers.lock_token().trim_matches('<');
    log::info!("unlocks {path} by {token}");
}

pub fn sign_in(access_token: &str) {
    log::info!("{access_token}"); //~ secret-in-log
}
