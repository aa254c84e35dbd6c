//! What is looked up under the name of a secret is one.
use std::collections::HashMap;

use http::{HeaderMap, header};
use serde_json::Value;

fn maps(values: &HashMap<String, String>, sizes: &HashMap<String, u32>) {
    println!("{:?}", values.get("password")); //~ secret-in-log
    if let Some(key) = values.get("api_key") {
        log::info!("{key}"); //~ secret-in-log
    }
    println!("{:?} {:?}", sizes.get("password"), values.get("user"));
}

fn documents(body: &Value) {
    println!("{}", body["access_token"]); //~ secret-in-log
    let text = body["access_token"].as_str().unwrap();
    println!("{text}"); //~ secret-in-log
    println!("{} {}", body["token_type"], body["max_tokens"]);
}

fn headers(headers: &HeaderMap, request: &actix_web::HttpRequest) {
    let given = headers.get("authorization").unwrap().to_str().unwrap();
    log::info!("{given}"); //~ secret-in-log
    log::debug!("{:?}", headers.get(header::AUTHORIZATION)); //~ secret-in-log
    log::debug!("{:?}", headers.get(header::CONTENT_TYPE));
    let key = request.headers().get("X-Api-Key").and_then(|value| value.to_str().ok()).unwrap_or("");
    log::debug!("{key}"); //~ secret-in-log
    log::debug!("{}", headers.get("authorization").is_some());
}

fn rows(row: &sqlx::postgres::PgRow, matches: &clap::ArgMatches) {
    println!("{}", row.get::<String, _>("api_key")); //~ secret-in-log
    println!("{}", row.get::<i64, _>("api_key"));
    println!("{:?}", matches.get_one::<String>("token")); //~ secret-in-log
}

/// What is said of a secret under its name.
fn about(errors: &HashMap<String, String>, labels: &HashMap<&str, String>, schema: &Value) {
    println!("{:?} {:?}", errors.get("password"), labels["password"]);
    println!("{}", schema["properties"]["password"]);
}

/// What it is held in is called what it will.
fn documents_too(doc: &Value, message: &Value) {
    println!("{}", doc["password"]); //~ secret-in-log
    println!("{}", message["access_token"]); //~ secret-in-log
}

fn whole(answer: &Value) {
    let client_secret = &answer["client_secret"];
    println!("{}", client_secret["data"]); //~ secret-in-log
    println!("{}", answer["data"]);
}

/// A secret's name is called `secret` where all are kept by name.
pub fn kept_by_name(kept: &HashMap<String, String>, rule: &Rule, credentials: &[String], identity: &str) {
    let secret = format!("CLI_{identity}");
    forget(kept, &secret);
    println!("forgot {secret}");
    if let Some(secret) = &rule.secret {
        println!("{secret}: {}", kept.contains_key(secret));
    }
    for credential in credentials {
        let known = kept.get(credential).is_some();
        println!("{credential}: {known}");
    }
}

/// What is looked up is none, nor what is only handed on.
pub fn kept(kept: &HashMap<String, String>, client_secret: &str, credential: &str, sessions: &HashMap<String, u32>) {
    if let Some(secret) = kept.get("client_secret") {
        println!("{secret}"); //~ secret-in-log
    }
    show("name", client_secret);
    println!("{client_secret}"); //~ secret-in-log
    let access_token = format!("{client_secret}.{}", 1);
    println!("{access_token}: {:?}", sessions.get(&access_token)); //~ secret-in-log
    println!("{credential}"); //~ secret-in-log
}

/// What is a value is one, whatever it is looked up in or handed on as.
pub fn looked_up(revoked: &HashMap<String, u8>, client_secret: &str, session_secret: &str, oauth_secret: &str) {
    if revoked.contains_key(client_secret) {
        println!("revoked {client_secret}"); //~ secret-in-log
    }
    if revoked.get(session_secret).is_none() {
        println!("no session for {session_secret}"); //~ secret-in-log
    }
    forget_none(revoked, oauth_secret);
    println!("forgot {oauth_secret}"); //~ secret-in-log
    tell(oauth_secret);
}

fn forget_none(kept: &HashMap<String, u8>, name: &str) {
    println!("{} of {}", name.len(), kept.len());
}

fn tell(user_name: &str) {
    println!("for {user_name}"); //~ secret-in-log
}

pub struct Rule {
    secret: Option<String>,
}

fn forget(kept: &HashMap<String, String>, name: &str) {
    println!("forgetting {name} of {}", kept.len());
}

fn show(name: &str, value: &str) {
    println!("{name}={value}"); //~ secret-in-log
}

pub struct Stored {
    pub password_secret: String,
    pub client_secret: String,
}

pub fn of_a_field(kept: &HashMap<String, String>, stored: &Stored) {
    forget(kept, &stored.password_secret);
    show(&stored.client_secret, &stored.client_secret);
}

pub fn rotated(secrets: &HashMap<String, Vec<u8>>, key: &str, given: &str) {
    let Some(value) = secrets.get(key) else { return };
    tracing::warn!(secret_key = %key, bytes = value.len(), "not rotated");
    tracing::warn!(secret_key = %given, "not known"); //~ secret-in-log
}
