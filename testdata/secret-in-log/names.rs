//! Names of secrets, and texts of the program itself, in spite of what they are called.
use std::collections::HashMap;

pub struct Worker {
    pub required_secrets: Vec<String>,
    pub tokens: HashMap<String, String>,
}

pub fn missing(worker: &Worker) {
    for name in &worker.required_secrets {
        println!("secret `{name}` is missing");
    }
}

pub fn keys_and_values(secrets: HashMap<String, String>) -> Vec<String> {
    let pairs = secrets.into_iter().map(|(k, v)| {
        println!("setting {k}");
        println!("to {v}"); //~ secret-in-log
        format!("{k}=…")
    });
    pairs.collect()
}

pub fn required<'a>(headers: &'a HashMap<String, String>, name: &str) -> Option<&'a String> {
    headers.get(name)
}

pub fn verify(headers: &HashMap<String, String>, authorization_header: &str) -> Option<bool> {
    let value = required(headers, authorization_header)?;
    println!("{authorization_header} has {} characters", value.len());
    Some(true)
}

pub fn shown(auth_header: &str) {
    println!("{auth_header}"); //~ secret-in-log
}

pub fn describe(namespace: &str, secret: String) {
    println!("no token in {namespace}/{secret}");
}

pub fn kubectl(user: &str) {
    let password_args = vec!["get".to_string(), "secret".to_string(), user.to_string()];
    println!("kubectl {password_args:?}");
}

pub fn between(start_pat: &str, github_pat: &str) {
    println!("{start_pat}");
    println!("{github_pat}"); //~ secret-in-log
}

pub enum Platform {
    Linux,
    Windows,
}

impl Platform {
    pub fn token(&self) -> &'static str {
        match self {
            Platform::Linux => "linux",
            Platform::Windows => "windows",
        }
    }
}

pub fn platform(of: &Platform) {
    println!("{}", of.token());
}

fn mask(text: &str) -> String {
    "*".repeat(text.len())
}

pub struct Cred {
    pub user: String,
    pub token: Option<String>,
    pub login: String,
}

pub fn masked(cred: &Cred) {
    let token = cred.token.as_deref().map(mask).unwrap_or_else(|| "(none)".into());
    println!("{token}");
    let token = cred.token.as_deref().map(str::to_uppercase).unwrap_or_default();
    println!("{token}"); //~ secret-in-log
}

pub fn providers(secret_providers: &[String], password_hashes: &[String]) {
    println!("{secret_providers:?} {password_hashes:?}");
}

pub struct Flow<C> {
    pub client_with_token: C,
}

pub fn flow(client_with_token: &str, login_with_password: &str) {
    println!("{client_with_token} {login_with_password}");
}

fn decode(value: &str, header_name: &str) -> Option<Vec<u8>> {
    println!("{header_name} is not base64");
    value.is_ascii().then(Vec::new)
}

pub fn check(value: &str, authorization_header: &str) -> bool {
    println!("{authorization_header} is checked");
    decode(value, authorization_header).is_some()
}

pub fn exchanged(auth_code: &str, auth_code_url: &str, recovery_phrase: &str, totp_uri: &str, totp_uri_scheme: &str) {
    println!("code {auth_code}"); //~ secret-in-log
    println!("go to {auth_code_url}, as {totp_uri_scheme}");
    println!("write down: {recovery_phrase}"); //~ secret-in-log
    println!("scan {totp_uri}"); //~ secret-in-log
}

pub fn asked(request: &Request) {
    println!("cookies: {:?}", request.headers().get("cookie")); //~ secret-in-log
    println!("cookies: {:?}", request.headers().get(COOKIE).is_some());
    println!("language: {:?}", request.headers().get("accept-language"));
}
