//! What is looked up under another name is not what is a secret beside it.
use std::collections::HashMap;

use http::HeaderMap;
use http::header;

pub struct Parsed {
    pub origin: String,
    pub destination: Option<String>,
    pub sig: String,
}

pub fn parse(headers: &HeaderMap) -> Option<Parsed> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let mut map: HashMap<String, String> = HashMap::new();
    for part in value.split(',') {
        let (k, v) = part.split_once('=')?;
        map.insert(k.trim().to_lowercase(), v.to_string());
    }
    let get = |k: &str| map.get(k).cloned().filter(|s| !s.is_empty());
    println!("{:?}", get("access_token")); //~ secret-in-log
    Some(Parsed { origin: get("origin")?, destination: get("destination"), sig: get("sig")? })
}

pub fn told(parsed: &Parsed) {
    println!("{} {:?} {}", parsed.origin, parsed.destination, parsed.sig);
}

fn param(map: &HashMap<String, String>, name: &str) -> String {
    map.get(name).cloned().unwrap_or_default()
}

pub fn parameters(api_key: &str) {
    let mut params = HashMap::new();
    params.insert("api_key".to_string(), api_key.to_string());
    params.insert("page".to_string(), "1".to_string());
    println!("{}", param(&params, "page"));
    println!("{:?}", params); //~ secret-in-log
    println!("{}", param(&params, "api_key")); //~ secret-in-log
}

pub fn all_are(secrets: &HashMap<String, String>) {
    println!("{:?}", secrets.get("DATABASE")); //~ secret-in-log
}

pub fn missing(credentials: &[String]) {
    println!("no such key in the vault: {}", credentials.join(", "));
}

pub fn recased(tokens: Vec<String>) -> String {
    tokens.iter().map(|t| capitalize_token(t)).collect()
}

fn capitalize_token(t: &str) -> String {
    t.to_uppercase()
}

pub fn duplicate(tokens: Vec<String>) {
    println!("{} is there twice", recased(tokens));
}

pub struct Frame;

impl Frame {
    pub fn encode(&self, into: &mut Vec<u8>) -> usize {
        into.len()
    }
}

pub fn made(key_bytes: &[u8]) {
    use base64::engine::general_purpose::STANDARD;
    let password = STANDARD.encode(key_bytes);
    println!("{password}"); //~ secret-in-log
}
