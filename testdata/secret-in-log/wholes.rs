//! Headers, documents and texts that a secret is taken out of, shown as a
//! whole.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Query, Request};
use axum::http::HeaderMap;
use serde::Deserialize;
use serde_json::Value;
use tracing::{debug, error, info, warn};

async fn headers_of_a_request(headers: HeaderMap) {
    debug!("headers: {:?}", headers); //~ secret-in-log
    if let Some(value) = headers.get(axum::http::header::AUTHORIZATION) {
        check(value.to_str().unwrap_or_default());
    }
}

async fn request_with_its_headers(req: Request) {
    debug!(?req, "incoming"); //~ secret-in-log
    debug!(headers = ?req.headers(), "incoming"); //~ secret-in-log
    debug!("asked for {}", req.uri());
    let given = req.headers().get("x-api-key").and_then(|value| value.to_str().ok());
    check(given.unwrap_or_default());
}

async fn by_a_variable(req: Request) {
    let headers = req.headers();
    check(headers.get("authorization").map_or("", |value| value.to_str().unwrap_or_default()));
    warn!("refused {:?}", req); //~ secret-in-log
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get("authorization")?.to_str().ok()
}

fn language(headers: &HeaderMap) -> Option<&str> {
    headers.get("accept-language")?.to_str().ok()
}

async fn taken_by_a_function(headers: HeaderMap) {
    debug!("headers: {headers:?}"); //~ secret-in-log
    match bearer(&headers) {
        Some(value) => check(value),
        None => warn!("not signed in: {headers:?}"),
    }
}

async fn taken_by_another_function(headers: HeaderMap) {
    debug!("headers: {headers:?}"); //~ secret-in-log@warn
    check(language(&headers).unwrap_or_default());
}

async fn other_headers(headers: HeaderMap) {
    debug!("headers: {:?}", headers); //~ secret-in-log@warn
    check(headers.get("content-type").map_or("", |value| value.to_str().unwrap_or_default()));
}

async fn parameters(Query(params): Query<HashMap<String, String>>) {
    info!("callback with {:?}", params); //~ secret-in-log
    check(&params.get("access_token").cloned().unwrap_or_default());
}

async fn other_parameters(Query(params): Query<HashMap<String, String>>) {
    info!("listing with {:?}", params);
    check(&params.get("page").cloned().unwrap_or_default());
}

async fn document(Json(body): Json<Value>) {
    info!("login request: {}", body); //~ secret-in-log
    info!("login of {}", body["user"]);
    check(body["password"].as_str().unwrap_or_default());
}

async fn part_of_a_document(config: &toml::Value) {
    debug!("starting with {config:?}"); //~ secret-in-log
    debug!("listening on {:?}", config["bind"]);
    check(config["auth"]["secret"].as_str().unwrap_or_default());
}

fn without_the_key(body: &Value) {
    let Some(token) = body["access_token"].as_str() else {
        error!("no token in {body}");
        return;
    };
    check(token);
}

fn missing_by_match(body: &Value) {
    match body.get("client_secret").and_then(Value::as_str) {
        Some(secret) => check(secret),
        None => warn!("nothing under that key: {body}"),
    }
}

#[derive(Deserialize)]
struct TokenResponse {
    access_token: String,
}

#[derive(Deserialize)]
struct Weather {
    degrees: f32,
}

async fn answer_of_a_login(client: &reqwest::Client) -> anyhow::Result<String> {
    let text = client.post("https://id.example.com/token").send().await?.text().await?;
    debug!("answer: {}", text); //~ secret-in-log
    let read: TokenResponse = serde_json::from_str(&text)?;
    Ok(read.access_token)
}

async fn answer_that_was_refused(client: &reqwest::Client) -> anyhow::Result<String> {
    let response = client.post("https://id.example.com/token").send().await?;
    let status = response.status();
    let text = response.text().await?;
    if !status.is_success() {
        warn!("refused: {text}");
    }
    if status == 400 {
        // A success may be said so as well: which it is stays open.
        debug!("bad request");
    }
    let read = serde_json::from_str::<TokenResponse>(&text)?;
    Ok(read.access_token)
}

fn answer_that_cannot_be_read(text: &str) -> Option<TokenResponse> {
    match serde_json::from_str::<TokenResponse>(text) {
        Ok(read) => Some(read),
        Err(e) => {
            error!("cannot read {text}: {e}"); //~ secret-in-log@warn
            None
        }
    }
}

fn answer_without_a_secret(text: &str) -> Option<f32> {
    debug!("weather: {text}");
    serde_json::from_str::<Weather>(text).ok().map(|read| read.degrees)
}

fn line_of_a_file(line: &str) {
    let mut parts = line.splitn(2, ':');
    let user = parts.next().unwrap_or_default();
    let password = parts.next().unwrap_or_default();
    debug!("read {line}"); //~ secret-in-log
    debug!("read {user}");
    check(password);
}

fn line_of_a_list(line: &str) {
    let mut parts = line.splitn(2, ':');
    let user = parts.next().unwrap_or_default();
    let group = parts.next().unwrap_or_default();
    debug!("read {line}");
    check(user);
    check(group);
}

fn scheme_of_a_header(header: &str) {
    debug!("signed in by {header}"); //~ secret-in-log
    if let Some(rest) = header.strip_prefix("Bearer ") {
        check(rest);
    }
}

fn prefix_of_a_path(path: &str) {
    debug!("asked for {path}");
    if let Some(rest) = path.strip_prefix("/api/") {
        check(rest);
    }
}

fn check(_: &str) {}

fn cut_by_its_place(line: &str) {
    let parts: Vec<&str> = line.split(':').collect();
    let password = parts[1];
    debug!("line {line}"); //~ secret-in-log
    check(password);
}

fn cut_for_another(line: &str) {
    let parts: Vec<&str> = line.split(':').collect();
    let host = parts[1];
    debug!("line {line}");
    check(host);
}
