use anyhow::{Context, anyhow, bail, ensure};

#[derive(Debug)]
pub enum ApiError {
    Missing { name: String },
    Status(u16),
    Password,
    Invalid(String),
}

pub fn panics(password: &str, user: &str) {
    if password.is_empty() {
        panic!("no password for {user}");
    }
    assert!(!password.is_empty(), "password is empty");
    assert!(password.len() > 8, "password of {} is too short: {}", user, password.len());
}

pub fn expects(password: Option<String>) -> String {
    password.expect("a password is set")
}

pub fn as_text(api_key: &str, url: &str) -> Result<(), String> {
    if api_key.is_empty() {
        return Err("api_key is missing".to_owned());
    }
    Err(format!("cannot connect to {url}"))
}

pub fn as_anyhow(token_count: usize) -> anyhow::Result<()> {
    ensure!(token_count < 10, "too many tokens: {token_count}");
    if token_count == 3 {
        bail!("{} tokens", token_count);
    }
    Err(anyhow!("token expected"))
}

pub fn names(secret_name: &str) -> Result<(), ApiError> {
    if secret_name.is_empty() {
        return Err(ApiError::Password);
    }
    Err(ApiError::Missing { name: secret_name.to_owned() })
}

pub fn context(key_path: &str) -> anyhow::Result<String> {
    std::fs::read_to_string(key_path).with_context(|| format!("cannot read the key at {key_path}"))
}

pub fn masked(api_key: &str) -> Result<(), String> {
    Err(format!("cannot connect with {}", mask(api_key)))
}

fn mask(text: &str) -> String {
    format!("{}…", &text[..4])
}

pub fn parse(token: &str) -> Result<u16, ApiError> {
    token.parse().map_err(|_| ApiError::Status(400))
}

pub fn tokens(input: &str) -> Result<(), ApiError> {
    let token = input.split(' ').next().unwrap_or_default();
    Err(ApiError::Invalid(format!("unexpected `{}`", token.len())))
}
