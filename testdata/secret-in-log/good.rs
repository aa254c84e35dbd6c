use std::time::Duration;

pub struct Settings {
    pub has_password: bool,
    pub token_count: usize,
    pub key_path: String,
    pub public_key: String,
    pub token_type: String,
    pub password_hash: String,
    pub token: u64,
}

#[derive(Debug)]
pub enum Token {
    Comma,
    Word(String),
}

pub fn about(settings: &Settings) {
    println!("{} {}", settings.has_password, settings.token_count);
    println!("{} {}", settings.key_path, settings.public_key);
    println!("{} {}", settings.token_type, settings.password_hash);
    println!("{}", settings.token);
}

pub fn measured(password: &str, api_key: Option<String>, token_ttl: Duration) {
    log::info!("password of {} characters", password.len());
    log::info!("api key set: {}", api_key.is_some());
    log::info!(empty = password.is_empty(); "password");
    log::info!("{:?} {}", token_ttl, password == "x");
}

pub fn lexer(token: &Token, tokens: &[Token]) {
    println!("unexpected token {:?} in {:?}", token, tokens);
    eprintln!("token {token:?}");
}

pub fn generic<K: std::fmt::Debug>(key: K, secret: K) {
    println!("{:?} {:?}", key, secret);
}

pub fn words() {
    log::warn!("the password is wrong");
    let secret_name = "stripe-api-key";
    log::warn!("secret {secret_name} is missing");
}

pub fn chosen(password: Option<&str>) {
    let password = if password.is_some() { "set" } else { "not set" };
    println!("password: {password}");
}

fn hash_password(password: &str) -> u64 {
    password.len() as u64
}

pub fn hashed(password: &str) {
    let password = hash_password(password);
    println!("{password}");
}

pub fn told(password: String, user: &str) {
    log::info!(target: "auth", "login of {user}");
    drop(password);
}

/// What stands before a credential says of what kind it is.
pub fn scheme(auth_header: &str) -> Option<&str> {
    let (scheme, rest) = auth_header.split_once(' ')?;
    log::debug!("scheme {scheme}");
    Some(rest)
}

pub fn variable(password: &str) {
    if let Some(left) = password.strip_prefix("${")
        && let Some(var_name) = left.strip_suffix('}')
    {
        log::warn!("{var_name} is not set");
    }
}

pub fn address(mut url: url::Url, random_token: &str) {
    url.query_pairs_mut().append_pair("state", random_token);
    println!("open {url}");
}

pub struct Synced {
    sync_token: Option<String>,
}

impl Synced {
    pub fn set_sync_token(&mut self, token: String) {
        log::debug!("next: {token}");
        self.sync_token = Some(token);
    }

    pub fn position(&self) -> Option<String> {
        let token = self.sync_token.clone();
        log::debug!("current: {token:?}");
        token
    }
}

pub trait LockSystem {
    fn refresh(&self, token: &str);
}

impl LockSystem for Synced {
    fn refresh(&self, token: &str) {
        log::debug!("refresh lock {token}");
    }
}
