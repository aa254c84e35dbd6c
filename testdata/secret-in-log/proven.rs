//! What a value is put to says what it is.

use axum_extra::TypedHeader;
use axum_extra::headers::Authorization;
use axum_extra::headers::authorization::Bearer;
use ed25519_dalek::{SigningKey, VerifyingKey};
use tracing::{debug, info, warn};

fn bytes_of_a_key(bytes: &[u8; 32]) -> SigningKey {
    debug!("read {:02x?}", bytes); //~ secret-in-log
    SigningKey::from_bytes(bytes)
}

fn bytes_of_a_public_key(bytes: &[u8; 32]) -> VerifyingKey {
    debug!("read {:02x?}", bytes);
    VerifyingKey::from_bytes(bytes)
}

fn key_that_is_made() {
    let made = SigningKey::generate(&mut rand::rngs::OsRng);
    info!("made {}", hex::encode(made.to_bytes())); //~ secret-in-log
    info!("made {}", hex::encode(made.verifying_key().to_bytes()));
}

async fn signed_in_with(client: &reqwest::Client, value: &str) {
    debug!("asking with {value}"); //~ secret-in-log
    let _ = client.get("https://api.example.com").bearer_auth(value).send().await;
}

async fn signed_in_by_a_header(client: &reqwest::Client, value: &str) {
    debug!("asking with {value}"); //~ secret-in-log
    let _ = client.get("https://api.example.com").header("Authorization", format!("Bearer {value}")).send().await;
}

async fn sent_otherwise(client: &reqwest::Client, value: &str) {
    debug!("asking with {value}");
    let _ = client.get("https://api.example.com").header("Accept", format!("text/{value}")).send().await;
}

fn shown_in_stars(value: &str) {
    let shown = mask(value);
    info!("Authorization: Bearer {shown}");
}

fn mask(value: &str) -> String {
    "*".repeat(value.len())
}

fn typed_header(header: TypedHeader<Authorization<Bearer>>) {
    warn!("refused {}", header.token()); //~ secret-in-log
}

fn cookie_of_a_session(request: &actix_web::HttpRequest) {
    if let Some(cookie) = request.cookie("session_id") {
        warn!("unknown session {}", cookie.value()); //~ secret-in-log
        warn!("unknown {}", cookie.name());
    }
}

fn cookie_of_a_choice(request: &actix_web::HttpRequest) {
    if let Some(cookie) = request.cookie("theme") {
        info!("theme {}", cookie.value());
    }
}

fn cookie_that_is_written_back(request: &actix_web::HttpRequest) {
    if let Some(cookie) = request.cookie("csrf_session") {
        info!("page of {}", cookie.value());
    }
}

fn command_with_a_secret(password: &str) {
    let mut command = std::process::Command::new("psql");
    command.env("PGPASSWORD", password);
    command.arg("--no-psqlrc");
    debug!("running {:?}", command); //~ secret-in-log
    debug!("running {:?}", command.get_program());
}

fn command_without(database: &str) {
    let mut command = std::process::Command::new("psql");
    command.arg(database);
    debug!("running {:?}", command);
}

fn shown_when_asked(show: bool, password: &str) {
    println!("Password: {}", if show { password } else { "********" }); //~ secret-in-log@warn
}

fn shown_by_a_variable(show: bool, password: &str) {
    let shown = if show { password } else { "********" };
    println!("Password: {shown}"); //~ secret-in-log@warn
}

fn shown_in_any_case(long: bool, password: &str) {
    println!("Password: {}", if long { password } else { &password[1..] }); //~ secret-in-log
}

fn seals(key: &[u8], body: &[u8], other: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(body);
    debug!("sealing {body:?} with {key:?}"); //~ secret-in-log
    debug!("and not {other:?}");
    mac.finalize().into_bytes().to_vec()
}

fn signs(key: &[u8]) -> jsonwebtoken::EncodingKey {
    debug!("signing with {key:?}"); //~ secret-in-log
    jsonwebtoken::EncodingKey::from_secret(key)
}

fn checks(key: &[u8]) -> jsonwebtoken::DecodingKey {
    debug!("public half {key:?}");
    jsonwebtoken::DecodingKey::from_rsa_der(key)
}
