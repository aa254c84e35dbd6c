//! Derives of configs, requests and answers.

use secrecy::{ExposeSecret, SecretBox, SecretString};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fmt;
use std::time::Duration;

#[derive(Debug, Clone, Deserialize)] //~ secret-in-debug
pub struct Settings {
    pub listen: String,
    pub database: Database,
    pub smtp: Option<Smtp>,
}

#[derive(Debug, Clone, Deserialize)] //~ secret-in-debug
pub struct Database {
    pub host: String,
    pub password: String,
}

#[derive(Clone, Debug, Default, Deserialize)] //~ secret-in-debug
#[serde(default)]
pub struct Smtp {
    pub user: String,
    pub pass: SecretString,
    pub smtp_password: Option<String>,
}

#[derive(Debug, Deserialize, Serialize)] //~ secret-in-debug secret-in-serialize
pub struct TokenResponse {
    pub access_token: String,
    pub token_type: String,
    pub expires_in: u64,
}

#[derive(Debug, Serialize)] //~ secret-in-debug secret-in-serialize
#[serde(rename_all = "camelCase")]
pub struct ApiKeys {
    pub keys: HashMap<String, String>,
    pub api_keys: Vec<String>,
}

#[derive(Debug, Clone, clap::Parser)] //~ secret-in-debug
pub struct Cli {
    #[arg(long, env = "SERVICE_API_TOKEN")] //~ env-read
    pub api_token: Option<String>,
    #[arg(long)]
    pub verbose: bool,
}

#[derive(Debug, Serialize, Deserialize)] //~ secret-in-debug secret-in-serialize
#[serde(tag = "type")]
pub enum Auth {
    None,
    Basic { username: String, password: String },
    Bearer { token: String },
}

#[derive(Debug)] //~ secret-in-debug
pub struct PrivateKey(Vec<u8>);

#[derive(Debug)] //~ secret-in-debug
pub struct Wallet {
    pub address: String,
    pub mnemonic: String,
}

#[derive(Debug)] //~ secret-in-debug
pub struct Cache<K> {
    pub entries: HashMap<K, TokenResponse>,
}

#[derive(Debug)] //~ secret-in-debug
pub struct Pool {
    clients: Vec<std::sync::Arc<Wallet>>,
}

#[derive(Debug, Serialize)]
pub struct Wrapped {
    pub password: SecretString,
    pub key: SecretBox<[u8; 32]>,
    pub token_secret: Option<SecretString>,
}

#[derive(Clone, derive_more::Debug, Serialize)]
pub struct Skipped {
    pub user: String,
    #[debug(skip)]
    #[serde(skip_serializing)]
    pub password: String,
}

#[derive(Clone, derivative::Derivative, Deserialize)]
#[derivative(Debug)]
pub struct Derived {
    #[derivative(Debug = "ignore")]
    pub password: String,
}

#[derive(Clone, Deserialize)]
pub struct ByHand {
    pub user: String,
    pub password: String,
}

impl fmt::Debug for ByHand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { user, password: _ } = self;
        f.debug_struct("ByHand").field("user", user).field("password", &"[redacted]").finish()
    }
}

impl Serialize for ByHand {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.user)
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct Harmless {
    pub has_password: bool,
    pub password_changed_at: String,
    pub password_hash: String,
    pub token_count: usize,
    pub max_tokens: Option<u32>,
    pub next_page_token: Option<String>,
    pub idempotency_token: String,
    pub token_type: String,
    pub access_token_ttl: Duration,
    pub api_key_id: String,
    pub public_key: String,
    pub secret_name: String,
    pub secret_arn: String,
    pub private_key_path: String,
    pub ssh_key_fingerprint: String,
    pub encrypted_secret: Vec<u8>,
    pub key: String,
    pub progress_token: Option<String>,
}

#[derive(Debug, Clone)]
pub struct EncryptedCredentials {
    pub data: String,
    pub secret: String,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    Ident(String),
    Secret,
    Password,
}

#[derive(Debug)]
pub struct Parser<'a> {
    pub token: &'a str,
    pub tokens: Vec<Token>,
}

#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    #[error("the password is wrong")]
    Password(String),
    #[error("the token expired")]
    Token,
}

#[derive(Debug, Clone, Copy)]
pub enum Secret {
    Database,
    ApiKey,
}

#[derive(Debug)]
pub struct ReadsIt<'a> {
    pub secret: Secret,
    pub name: &'a str,
}

pub fn header(wrapped: &Wrapped) -> String {
    format!("Bearer {}", wrapped.password.expose_secret())
}

#[cfg(test)]
mod tests {
    #[derive(Debug, serde::Serialize)]
    struct Made {
        password: String,
    }
}

#[derive(Debug)] //~ secret-in-debug
pub struct ApiKeyInjector {
    header: String,
    key: String,
}

/// Behind a condition it is derived all the same, unless that is a test's.
#[cfg_attr(feature = "debug", derive(Debug))] //~ secret-in-debug
pub struct Conditional {
    pub password: String,
}

#[cfg_attr(test, derive(Debug))]
pub struct Tried {
    pub password: String,
}

#[cfg_attr(feature = "serde", derive(serde::Serialize))] //~ secret-in-serialize
pub struct Sent {
    pub password: String,
}

#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Kept {
    #[cfg_attr(feature = "serde", serde(skip))]
    pub password: String,
}

#[cfg_attr(all(test, feature = "debug"), derive(Debug))]
pub struct TriedBoth {
    pub password: String,
}

#[cfg_attr(any(test, feature = "debug"), derive(Debug))] //~ secret-in-debug
pub struct TriedOrNot {
    pub password: String,
}

#[cfg_attr(not(test), derive(Debug))] //~ secret-in-debug
pub struct Untried {
    pub password: String,
}
