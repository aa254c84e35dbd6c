//! What a variable is given, and what it is called then.

use std::io::Cursor;

use byteorder::ReadBytesExt;
use secrecy::{ExposeSecret, SecretString};

fn verification_txt_value(token: &str) -> String {
    format!("site-verify={token}")
}

fn update_dns(token: &str) -> String {
    format!("Bearer {token}")
}

pub fn proven(domain: &str, token: &str, other: &str) {
    log::info!("{domain} {}", verification_txt_value(other));
    log::info!("{domain} {}", update_dns(token)); //~ secret-in-log
}

pub struct Flow {
    pub client_id_secret_name: Option<String>,
    pub client_id_secret: Option<String>,
}

pub fn endpoints(auth_url: Option<String>, token_url: Option<String>, flow: &Flow) {
    if let (Some(auth), Some(token)) = (auth_url, token_url) {
        log::info!("endpoints {auth} {token}");
    }
    if let Some(ref client_id_secret) = flow.client_id_secret_name {
        log::warn!("no {client_id_secret}");
    }
    if let Some(ref client_id_secret) = flow.client_id_secret {
        log::warn!("no {client_id_secret}"); //~ secret-in-log
    }
}

pub fn swapped(token_url: Option<String>, access_token: Option<String>) {
    if let (Some(token), Some(url)) = (access_token, token_url) {
        log::info!("{url} {token}"); //~ secret-in-log
    }
}

pub fn opened(jwt: Option<String>, password: &str) {
    if let Some(jwt_file) = jwt {
        log::info!("reading {jwt_file}");
    }
    let password_copy = password;
    log::info!("{password_copy}"); //~ secret-in-log
    let password_name = password;
    log::info!("{password_name}"); //~ secret-in-log
    let token = "a".to_owned() + password;
    let token_path = token;
    log::info!("{token_path}"); //~ secret-in-log
}

pub fn read(bytes: &[u8], lines: &mut dyn Iterator<Item = String>) -> std::io::Result<()> {
    let mut cursor = Cursor::new(bytes);
    let session_token = cursor.read_u8()?;
    log::info!("unknown {session_token}");
    let session_token = lines.next().unwrap_or_default();
    log::info!("unknown {session_token}"); //~ secret-in-log
    Ok(())
}

fn generate_password() -> String {
    std::fs::read_to_string("/dev/urandom").unwrap_or_default()
}

fn generate_api_key() -> String {
    std::fs::read_to_string("/dev/urandom").unwrap_or_default()
}

fn generate_session_token() -> String {
    std::fs::read_to_string("/dev/urandom").unwrap_or_default()
}

/// A session's id is what somebody is known by.
pub fn signed_in() {
    let session_id = generate_session_token();
    log::info!("signed in: {session_id}"); //~ secret-in-log
    let session_id = generate_password();
    log::info!("signed in: {session_id}"); //~ secret-in-log
    let user_id = generate_session_token();
    log::info!("signed in: {user_id}"); //~ secret-in-log
}

pub fn made(device_name: Option<String>, access_token: Option<String>) {
    let pane_id = generate_password();
    log::info!("pane {pane_id}");
    let device_id = match device_name {
        Some(name) => name,
        None => generate_api_key(),
    };
    log::info!("device {device_id}");
    let client_id = match device_name {
        Some(name) => name,
        None => generate_api_key(),
    };
    log::info!("client {client_id}"); //~ secret-in-log
    let device_id = match access_token {
        Some(access_token) => access_token,
        None => generate_api_key(),
    };
    log::info!("device {device_id}"); //~ secret-in-log
    let first = generate_password();
    log::info!("pane {first}"); //~ secret-in-log
}

pub fn scopes(stored: &SecretString) {
    let scopes: Vec<String> = stored.expose_secret().split_whitespace().map(String::from).collect();
    log::debug!("{scopes:?}");
    let words: Vec<String> = stored.expose_secret().split_whitespace().map(String::from).collect();
    log::debug!("{words:?}"); //~ secret-in-log
}

pub fn login(client_id: &str, csrf_token: &str, access_token: &str) {
    let url = format!("https://example.com/authorize?client_id={client_id}&state={csrf_token}");
    println!("Please visit {url}");
    let url = format!("https://example.com/authorize?state={csrf_token}&hint={csrf_token}"); //~ secret-in-args
    println!("Please visit {url}"); //~ secret-in-log
    let url = format!("https://example.com/me?state=x&token={access_token}"); //~ secret-in-args
    println!("Please visit {url}"); //~ secret-in-log
}

pub struct Verification {
    pub verified: bool,
    pub dns_host: Option<String>,
    pub token: Option<String>,
}

pub struct Account {
    pub user: String,
    pub token: Option<String>,
}

pub fn records(verification: &Verification, account: &Account) {
    if let (Some(host), Some(token)) = (&verification.dns_host, &verification.token) {
        log::info!("{host} {token}");
    }
    if let Some(token) = &account.token {
        log::info!("{token}"); //~ secret-in-log
    }
}
