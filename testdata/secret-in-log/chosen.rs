//! What is shown of a type that the caller chooses.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;
use tracing::{debug, trace};

#[derive(Debug, serde::Deserialize)] //~ secret-in-debug
struct Tokens {
    access_token: String,
}

#[derive(Debug, serde::Deserialize)]
struct Weather {
    degrees: f32,
}

#[derive(Serialize)]
struct Call<T> {
    method: String,
    params: T,
}

#[derive(Serialize)] //~ secret-in-serialize@warn
struct Login {
    user: String,
    password: String,
}

#[derive(Serialize)]
struct Place {
    town: String,
}

fn read<T: DeserializeOwned + Debug>(text: &str) -> Result<T, serde_json::Error> {
    let found = serde_json::from_str::<T>(text)?;
    debug!("read {:?}", found); //~ secret-in-log
    Ok(found)
}

fn read_openly<T: DeserializeOwned + Debug>(text: &str) -> Result<T, serde_json::Error> {
    let found = serde_json::from_str::<T>(text)?;
    debug!("read {:?}", found);
    Ok(found)
}

fn sign_in(text: &str) -> Result<String, serde_json::Error> {
    let tokens: Tokens = read::<Tokens>(text)?;
    Ok(tokens.access_token)
}

fn look(text: &str) -> Result<f32, serde_json::Error> {
    let weather = read_openly::<Weather>(text)?;
    Ok(weather.degrees)
}

async fn send<T: Serialize>(client: &reqwest::Client, request: T) {
    let body = serde_json::to_string(&request).unwrap_or_default();
    trace!("sends {body}"); //~ secret-in-log
    let _ = client.post("https://api.example.com").body(body).send().await;
}

async fn send_openly<T: Serialize>(client: &reqwest::Client, request: T) {
    let body = serde_json::to_string(&request).unwrap_or_default();
    trace!("sends {body}");
    let _ = client.post("https://api.example.com").body(body).send().await;
}

async fn logs_in(client: &reqwest::Client, login: Login) {
    send(client, Call { method: "login".to_owned(), params: login }).await;
}

async fn asks(client: &reqwest::Client, place: Place) {
    send_openly(client, Call { method: "weather".to_owned(), params: place }).await;
}
