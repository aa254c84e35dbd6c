use serde::{Deserialize, Serialize};

#[derive(Serialize)]
pub struct Skipped {
    pub name: String,
    #[serde(skip_serializing)]
    pub api_key: String,
    #[serde(skip)]
    pub password: String,
}

#[derive(Deserialize)]
pub struct ReadOnly {
    pub password: String,
}

#[derive(Serialize)]
pub struct Custom {
    #[serde(serialize_with = "mask")]
    pub api_key: String,
}

#[derive(Serialize)]
pub struct About {
    pub has_password: bool,
    pub token_count: usize,
    pub password_hash: String,
    pub public_key: String,
    pub next_page_token: Option<String>,
}

#[derive(Serialize)]
pub struct Protected {
    pub password: secrecy::SecretString,
}

pub struct Plain {
    pub password: String,
}

#[derive(Serialize)]
pub enum Token {
    Comma,
    Word(String),
}

#[derive(Serialize)]
pub struct Numbers {
    pub token: u64,
}
