//! What a value is put to that signs somebody in.

use std::collections::HashMap;

use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum_extra::extract::cookie::{Cookie, CookieJar};
use oauth2::AuthorizationCode;
use redis::aio::Connection;
use regex::Regex;
use tracing::{debug, info};

struct User {
    name: String,
}

struct Session {
    user_id: i64,
    since: i64,
}

struct Transport {
    peer: String,
}

fn new_id() -> String {
    nanoid::nanoid!()
}

fn kept_for_a_user(sessions: &mut HashMap<String, User>, user: User) {
    let id = new_id();
    debug!("{} gets {id}", user.name); //~ secret-in-log
    sessions.insert(id.clone(), user);
}

fn kept_with_a_user(active_sessions: &mut HashMap<String, Session>, user_id: i64) -> String {
    let made = new_id();
    info!("opened {}", made); //~ secret-in-log
    active_sessions.insert(made.clone(), Session { user_id, since: 0 });
    made
}

// What is spoken with is no person.
fn kept_for_a_protocol(sessions: &mut HashMap<String, Transport>, peer: String) {
    let id = new_id();
    debug!("{peer} gets {id}");
    sessions.insert(id, Transport { peer });
}

// A list of users says who they are, and not by what they sign in.
fn kept_among_users(users: &mut HashMap<String, User>, user: User) {
    let id = new_id();
    debug!("{} gets {id}", user.name);
    users.insert(id, user);
}

fn cookie_of_a_session(jar: CookieJar) -> CookieJar {
    let id = new_id();
    debug!("sets {id}"); //~ secret-in-log
    jar.add(Cookie::build(("sid", id)).path("/"))
}

fn cookie_of_a_theme(jar: CookieJar, chosen: String) -> CookieJar {
    debug!("sets {chosen}");
    jar.add(Cookie::new("theme", chosen))
}

fn cookie_by_hand(response: &mut HeaderMap) {
    let id = new_id();
    debug!("sets {id}"); //~ secret-in-log
    let line = "sessionId=".to_owned() + &id + "; Path=/";
    response.insert(SET_COOKIE, line.parse().unwrap());
}

async fn cookie_that_is_sent(client: &reqwest::Client, id: &str) {
    debug!("with {id}"); //~ secret-in-log
    let _ = client.get("https://api.example.com").header(COOKIE, format!("sid={id}")).send().await;
}

async fn cookie_of_a_language(client: &reqwest::Client, id: &str) {
    debug!("with {id}");
    let _ = client.get("https://api.example.com").header(COOKIE, format!("lang={id}")).send().await;
}

async fn key_of_a_service(client: &reqwest::Client, value: &str) {
    debug!("with {value}"); //~ secret-in-log
    let _ = client.get("https://api.example.com").header("X-Api-Key", value).send().await;
}

async fn tag_of_a_file(client: &reqwest::Client, value: &str) {
    debug!("with {value}");
    let _ = client.get("https://api.example.com").header("If-None-Match", value).send().await;
}

async fn code_of_a_login(client: &reqwest::Client, code: &str) {
    info!("exchanges {code}"); //~ secret-in-log
    let form = [("grant_type", "authorization_code"), ("code", code)];
    let _ = client.post("https://id.example.com/token").form(&form).send().await;
}

fn code_of_a_library(code: String) -> AuthorizationCode {
    info!("exchanges {code}"); //~ secret-in-log
    AuthorizationCode::new(code)
}

// Of a country, an error, a line of source.
async fn code_of_a_country(client: &reqwest::Client, code: &str) {
    info!("asks for {code}");
    let form = [("kind", "country"), ("code", code)];
    let _ = client.post("https://geo.example.com").form(&form).send().await;
}

trait Api {
    fn sign_in(&self, user: &str, password: &str) -> Result<String, String>;
    fn open(&self, name: &str) -> Result<String, String>;
}

fn given_by_a_login(api: &dyn Api, user: &str, password: &str) -> Result<(), String> {
    let session = api.sign_in(user, password)?;
    println!("session: {session}"); //~ secret-in-log
    Ok(())
}

fn given_by_a_program(api: &dyn Api) -> Result<(), String> {
    let session = api.open("editor")?;
    println!("session: {session}");
    Ok(())
}

fn parts_of_a_request(request: Request) {
    let (parts, _body) = request.into_parts();
    debug!(uri = %parts.uri, "asked");
    debug!(headers = ?parts.headers, "asked"); //~ secret-in-log@warn
}

fn found_in_a_cookie(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get("cookie")?.to_str().ok()?;
    let pattern = Regex::new("sid=([a-z0-9]+)").ok()?;
    let found = pattern.captures(cookies)?;
    debug!("found {:?}", found); //~ secret-in-log
    None
}

fn found_in_a_line(line: &str) {
    let pattern = Regex::new("level=([a-z]+)").unwrap();
    debug!("found {:?}", pattern.captures(line));
}

async fn opens_a_database(at: &str) -> Result<sqlx::PgPool, sqlx::Error> {
    info!("opens {at}"); //~ secret-in-log
    sqlx::PgPool::connect(at).await
}

async fn opens_a_file(at: &str) -> Result<sqlx::SqlitePool, sqlx::Error> {
    info!("opens {at}");
    sqlx::SqlitePool::connect(at).await
}

struct Config {
    client_secret: String,
}

fn put_under_a_password(config: &Config, given: &str) -> HashMap<String, String> {
    debug!("somebody gives {given}"); //~ secret-in-log
    let asked = ("client_secret".to_owned(), config.client_secret.clone());
    HashMap::from([asked, ("password".to_owned(), given.to_owned())])
}

fn wrong_with_a_password(errors: &mut Vec<(&'static str, String)>, message: String) {
    debug!("refused: {message}");
    errors.push(("password", message));
}

fn answer_with_a_token(answer: &str) -> Option<String> {
    info!("got {answer}"); //~ secret-in-log
    let parts = split_query(answer);
    parts.get("access_token").cloned()
}

fn answer_with_a_name(answer: &str) -> Option<String> {
    info!("got {answer}");
    let parts = split_query(answer);
    parts.get("name").cloned()
}

fn split_query(text: &str) -> HashMap<String, String> {
    let mut parts = HashMap::new();
    for pair in text.split('&') {
        if let Some((key, value)) = pair.split_once('=') {
            parts.insert(key.to_owned(), value.to_owned());
        }
    }
    parts
}

// It is in every link.
fn id_of_a_page(response: &mut HeaderMap, sid: String) -> String {
    info!("shows {sid}");
    let line = format!("page_sid={sid}; Path=/");
    response.insert(SET_COOKIE, line.parse().unwrap());
    format!("/s/{sid}/")
}

async fn kept_by_a_key(redis: &mut Connection, user_id: &str) {
    let id = new_id();
    info!("{user_id} gets {id}"); //~ secret-in-log
    let _: Result<(), redis::RedisError> = redis.set_ex(format!("session:{id}"), user_id, 3600).await;
}

async fn page_by_a_key(redis: &mut Connection, page: &str) {
    let id = new_id();
    info!("{page} gets {id}");
    let _: Result<(), redis::RedisError> = redis.set_ex(format!("page:{id}"), page, 3600).await;
}
