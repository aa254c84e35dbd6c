//! What looks like a leak and is none.

use std::fmt;
use std::time::Duration;

#[derive(Clone)]
pub struct Options {
    pub user: String,
    pub password: String,
    pub password_min_length: usize,
    pub password_policy: String,
    pub token_url: String,
    pub token_lifetime: Duration,
    pub access_token_duration: Option<Duration>,
    pub api_key_header: String,
    pub api_key_env: String,
    pub secret_name: String,
    pub encrypted_password: Vec<u8>,
    pub password_hash: String,
    pub access_token_enc: String,
    pub key_id: String,
    pub public_key: String,
    pub next_page_token: String,
    pub progress_token: String,
    pub max_tokens: Option<u32>,
    pub credentials_path: String,
    pub use_password: bool,
}

pub struct Masked<'a>(&'a str);

impl fmt::Display for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}…", &self.0[..2])
    }
}

fn mask(text: &str) -> String {
    format!("{}***", &text[..2])
}

fn redact_secrets(text: &str) -> String {
    text.replace("x", "***")
}

fn hash_of(text: &str) -> u64 {
    text.bytes().map(u64::from).sum()
}

pub fn settings(options: &Options) {
    log::info!("{}", options.password_min_length);
    log::info!("{}", options.password_policy);
    log::info!("{}", options.token_url);
    log::info!("{:?}", options.token_lifetime);
    log::info!("{:?}", options.access_token_duration);
    log::info!("{}", options.api_key_header);
    log::info!("{}", options.api_key_env);
    log::info!("{}", options.secret_name);
    log::info!("{:?}", options.encrypted_password);
    log::info!("{}", options.password_hash);
    log::info!("{}", options.access_token_enc);
    log::info!("{}", options.key_id);
    log::info!("{}", options.public_key);
    log::info!("{}", options.next_page_token);
    log::info!("{}", options.progress_token);
    log::info!("{:?}", options.max_tokens);
    log::info!("{}", options.credentials_path);
    log::info!("{}", options.use_password);
}

pub fn cleaned(password: &str, api_key: &str) {
    log::info!("{}", mask(password));
    log::info!("{}", redact_secrets(password));
    log::info!("{}", hash_of(password));
    log::info!("{}", Masked(password));
    log::info!("{:?}", sha2::Sha256::digest(password.as_bytes()));
    log::info!("{}", blake3::hash(password.as_bytes()).to_hex());
    log::info!("{}", password.chars().count());
    log::info!("{}", password.is_empty());
    log::info!("{}", password.len() == api_key.len());
    log::info!("{}…", &api_key[..4]);
    log::info!("{}", api_key.chars().take(4).collect::<String>());
    log::info!("{}", api_key.starts_with("sk_"));
    log::info!("{:?}", password.find('x'));
    log::info!("{}", if api_key.is_empty() { "no key" } else { "a key" });
    let shown = match api_key.len() {
        0 => "unset".to_string(),
        n => format!("{n} characters"),
    };
    log::info!("{shown}");
    let password = "<hidden>";
    log::info!("{password}");
    let api_key = api_key.len();
    log::info!("{api_key}");
}

pub fn masked_copy(options: &Options) {
    let mut copy = options.clone();
    copy.password = "***".to_string();
    log::info!("{}", copy.password);
    let token = options.user.split('@').next().unwrap_or_default();
    log::info!("{token}");
}

pub fn choices(token: &str) -> Result<u8, String> {
    match token {
        "yes" | "on" => Ok(1),
        "no" | "off" => Ok(0),
        other => Err(format!("unknown word {other}, not {token}")),
    }
}

pub fn arguments(args: &[String]) {
    for token in args {
        if token == "--help" {
            println!("usage");
        } else {
            println!("unknown argument {token}");
        }
    }
}

pub fn generated(tokens: impl Iterator<Item = String>) {
    for token in tokens {
        print!("{token}");
    }
}

pub fn resident_key() -> bool {
    let secret_key_mode = std::env::var("PASSKEY_RESIDENT_KEY").unwrap_or_default();
    match secret_key_mode.as_str() {
        "required" => true,
        "discouraged" => false,
        other => panic!("{other} is invalid"),
    }
}

pub fn files(secret_file: &std::path::Path, token: std::path::PathBuf) {
    println!("reading {}", secret_file.display());
    println!("reading {}", token.display());
    let credential = std::path::Path::new("credentials.json");
    println!("{}", credential.display());
}

fn user_from_token(token: &str) -> Option<String> {
    token.split('.').nth(1).map(|part| part.to_owned())
}

fn account_id_from_jwt(jwt: &str) -> Option<u64> {
    jwt.parse().ok()
}

pub fn told(jwt: &str) {
    println!("{:?}", account_id_from_jwt(jwt));
    println!("the token of {}", jwt.len());
}

fn reject(url: &str, credential: &str) -> String {
    format!("{url} needs {credential}")
}

pub fn rejects() {
    println!("{}", reject("a", "API_KEY"));
    println!("{}", reject("b", "--password"));
}

#[cfg(test)]
mod tests {
    #[test]
    fn shows() {
        let password = "made up".to_string();
        assert!(password.len() > 3, "{password}");
        println!("{password}");
    }
}

pub fn document(access_token: &str) {
    let request = serde_json::json!({ "server": "a", "access_token": access_token });
    println!("{}", request["server"]);
    println!("{}", required(&request, "server"));
    if let Some(server) = request.get("server").and_then(|server| server.as_str()) {
        println!("{server}");
    }
}

fn required(request: &serde_json::Value, name: &str) -> String {
    request.get(name).and_then(|value| value.as_str()).unwrap_or_default().to_string()
}

pub fn first_letters(api_key: &str) {
    let api_key_short = api_key.chars().take(6).collect::<String>();
    log::info!("key({api_key_short}...)");
    let api_key_end: String = api_key.chars().rev().take(4).collect();
    log::info!("key(...{api_key_end})");
    let api_key_again = api_key.chars().rev().collect::<String>();
    log::info!("key({api_key_again})"); //~ secret-in-log
}
