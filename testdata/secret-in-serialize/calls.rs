//! Values that are serialised by hand, and what becomes of them.

use std::fs;

use serde::Serialize;
use serde_json::json;

#[derive(Serialize)] //~ secret-in-serialize
pub struct Account {
    pub name: String,
    pub password: String,
}

#[derive(Serialize)]
pub struct Profile {
    pub name: String,
    #[serde(skip_serializing)]
    pub password: String,
}

pub fn written(account: &Account, profile: &Profile) -> Result<(), Box<dyn std::error::Error>> {
    fs::write("account.json", serde_json::to_string_pretty(account)?)?; //~ secret-in-serialize
    fs::write("profile.json", serde_json::to_string_pretty(profile)?)?;
    let text = serde_json::to_string(account)?; //~ secret-in-serialize
    fs::write("account.json", text)?;
    serde_json::to_writer(fs::File::create("account.json")?, account)?; //~ secret-in-serialize
    serde_json::to_writer(fs::File::create("profile.json")?, profile)?;
    Ok(())
}

pub fn given_back(account: &Account) -> String {
    serde_json::to_string(account).unwrap_or_default() //~ secret-in-serialize
}

pub fn valued(accounts: &[Account], names: &[String]) -> bool {
    let value = serde_json::to_value(accounts).unwrap_or_default(); //~ secret-in-serialize
    let other = serde_json::to_value(names).unwrap_or_default();
    value.is_array() && other.is_array()
}

pub fn documented(api_key: &str, user: &str) -> Result<(), Box<dyn std::error::Error>> {
    let document = json!({ "user": user, "key": api_key }); //~ secret-in-serialize
    fs::write("document.json", document.to_string())?;
    let document = json!({ "user": user, "key_length": api_key.len(), "has_key": !api_key.is_empty() });
    fs::write("document.json", document.to_string())?;
    fs::write("settings.toml", toml::to_string(&json!({ "secret": api_key }))?)?; //~ secret-in-serialize
    Ok(())
}

/// The service needs it.
pub async fn sent(client: &reqwest::Client, password: &str, account: &Account) -> Result<(), reqwest::Error> {
    let body = json!({ "user": "x", "password": password });
    client.post("https://example.com/login").json(&body).send().await?;
    let text = serde_json::to_string(account).unwrap_or_default();
    client.post("https://example.com/login").body(text).send().await?;
    post("/login", &json!({ "password": password }));
    Ok(())
}

fn post(path: &str, body: &serde_json::Value) {
    drop((path.len(), body.is_object()));
}

fn login_message(password: &str) -> serde_json::Value {
    json!({ "method": "login", "password": password })
}

pub fn encrypted(account: &Account, password: &str) -> Vec<u8> {
    post("/", &login_message(password));
    let plain = serde_json::to_vec(account).unwrap_or_default();
    encrypt(&plain)
}

fn encrypt(plain: &[u8]) -> Vec<u8> {
    plain.iter().rev().copied().collect()
}

/// As well when it is made in one of several ways, or within a text.
pub async fn chosen(client: &reqwest::Client, two: bool, password: &str) -> Result<(), reqwest::Error> {
    let body = if two { json!({ "password": password }) } else { json!({}) };
    client.post("https://example.com/login").json(&body).send().await?;
    let body = match two {
        true => json!({ "second": password }),
        false => json!({}),
    };
    client.post("https://example.com/login").json(&body).send().await?;
    let text = json!({ "password": password });
    client.post("https://example.com/login").body(format!("{text}")).send().await?;
    let shown = json!({ "password": password });
    println!("{shown}"); //~ secret-in-log
    Ok(())
}
