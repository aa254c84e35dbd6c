//! Two that the program has itself, and what somebody typed twice.

pub fn refreshed(fresh_token: &str, stale_token: &str) -> bool {
    fresh_token != stale_token
}

/// What was sent or used is what somebody presents.
pub fn presented(fresh_token: &str, sent_token: &str, used_token: &str) -> bool {
    fresh_token != sent_token //~ secret-compare
        && fresh_token != used_token //~ secret-compare
}

/// One that was kept, and a parameter.
pub fn kept(cache: &std::collections::HashMap<String, String>, user: &str, token: &str) -> bool {
    let Some(cached_token) = cache.get(user) else { return false };
    cached_token == token //~ secret-compare
}

/// What came from outside is proven by it, however old the other one is.
pub fn proven(cached_token: &str, received_token: &str) -> bool {
    cached_token == received_token //~ secret-compare
}

pub struct Reset {
    token: String,
    confirm_token: String,
    auth_token: String,
    confirm_auth_token: String,
}

pub fn twice(form: &Reset) -> bool {
    form.auth_token == form.confirm_auth_token
}

/// One that was kept, and one that came.
pub fn confirmed(stored: &Reset, auth_token: &str) -> bool {
    stored.confirm_auth_token == auth_token //~ secret-compare
}

pub fn sessions(tokens: &[Reset], current_token: &str) -> usize {
    tokens.iter().filter(|one| one.token != current_token).count()
}

/// A file that was read back; a key that came by a header.
pub fn unchanged(home: &std::path::Path, kept: &secrecy::SecretVec<u8>) -> bool {
    use secrecy::ExposeSecret;
    std::fs::read(home).ok().as_ref() == Some(kept.expose_secret())
}

pub fn allowed(header: &str, api_key: &secrecy::SecretString) -> bool {
    use secrecy::ExposeSecret;
    header == api_key.expose_secret() //~ secret-compare
}

/// Who it is, where there is a secret to it; else it is one.
pub struct Account {
    access_key: String,
    secret_key: String,
    parent: String,
}

pub fn of(account: &Account, access_key: &str) -> bool {
    account.parent == access_key
}

pub fn signed(account: &Account, given: &str) -> bool {
    account.secret_key == given //~ secret-compare
}
