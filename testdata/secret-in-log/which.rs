//! Texts that say which secret is meant, and pieces of what a model says.

use std::collections::HashMap;

pub struct Credential {
    pub name: String,
    pub user: String,
    pub password: String,
}

pub struct Target {
    pub credential: String,
    pub host: String,
}

pub fn missing(credential: &str) {
    println!("no credential named '{credential}'");
}

pub fn credentials(all: &[Credential]) -> Vec<String> {
    all.iter().map(|one| one.name.clone()).collect()
}

pub fn list(all: &[Credential]) {
    for name in credentials(all) {
        println!("{name}");
    }
}

pub fn dangling(target: &Target) {
    println!("{} is not there", target.credential);
}

pub fn shown(credential: &Credential) {
    println!("{}", credential.password); //~ secret-in-log
}

pub enum LlmEvent {
    Token(String),
    Done,
}

pub enum ProviderAuth {
    Token(String),
    None,
}

pub enum Login {
    Password(String),
    Token(String),
}

pub fn streamed(event: LlmEvent) {
    match event {
        LlmEvent::Token(text) => print!("{text}"),
        LlmEvent::Done => {}
    }
}

pub fn streamed_by_name(event: LlmEvent) {
    if let LlmEvent::Token(token) = event {
        print!("{token}");
    }
}

pub fn auth(auth: ProviderAuth) {
    if let ProviderAuth::Token(text) = auth {
        print!("{text}"); //~ secret-in-log
    }
}

pub fn beside(login: Login) {
    match login {
        Login::Password(text) => print!("{text}"), //~ secret-in-log
        Login::Token(text) => print!("{text}"), //~ secret-in-log
    }
}

pub struct ApiKeyParts {
    pub key: String,
    pub secret: String,
}

pub fn created(parts: &ApiKeyParts) {
    println!("{} was made", parts.key);
}

pub struct ApiKeyInjector {
    pub key: String,
    pub header: HashMap<String, String>,
}

pub fn injects(of: &ApiKeyInjector) {
    println!("{}", of.key); //~ secret-in-log
}

pub struct Upstream {
    pub target: String,
    pub token: Option<String>,
}

#[derive(Debug)]
pub enum ParseError {
    Missing(String),
}

pub fn upstream(of: &Upstream) {
    println!("{:?}", of.token); //~ secret-in-log
}

pub fn run(command: &str, args: &[&str]) {
    println!("running {command} {args:?}");
}

pub fn others() {
    run("ls", &["-l"]);
    run("ls", &["-a"]);
    run("ls", &["-r"]);
}

pub fn set_up(password: &str) {
    run("mysql", &["-p", password]); //~ secret-in-log
}

pub fn authorized(headers: &HashMap<String, String>) {
    let authorization = headers.get("authorization").cloned().unwrap_or_default();
    println!("{authorization}"); //~ secret-in-log
}

pub fn leased(lease_token: &str, isolation_token: &str) {
    println!("{lease_token} {isolation_token}");
}

pub fn signed_in() -> usize {
    let token = client.exchange().unwrap();
    println!("{token:?}");
    let session_token = client.session().unwrap();
    println!("{session_token:?}"); //~ secret-in-log
    token.scopes().len()
}

pub fn wrong(wrong_password_wall: &str, password_page: &str) {
    println!("{wrong_password_wall} {password_page}");
}

pub fn open_sqlite(database_url: &str) {
    println!("{database_url}");
}

pub fn open_any(database_url: &str) {
    println!("{database_url}"); //~ secret-in-log
}

fn choose_credential(all: &[Credential]) -> String {
    all.first().map(|one| one.name.clone()).unwrap_or_default()
}

pub fn chosen(all: &[Credential]) {
    let name = choose_credential(all);
    println!("{name}");
}

pub fn several_kept(store: &ClientStore) {
    println!("{:?}", store.client_secrets); //~ secret-in-log
}

pub struct ClientStore {
    pub client_secrets: Vec<String>,
}

pub enum Auth {
    ApiKey(String),
    Password(String),
    TenantApiKey(String),
}

pub fn whose(auth: &Auth, token: Option<String>, api: &str) {
    match auth {
        Auth::ApiKey(id) => println!("{id}"), //~ secret-in-log
        Auth::Password(user) => println!("{user}"), //~ secret-in-log
        Auth::TenantApiKey(slug) => println!("{slug}"),
    }
    println!("{api}");
    let login_token = token;
    if let Some(id) = login_token {
        println!("{id}"); //~ secret-in-log
    }
}

/// What is called as the users and teams beside it are called.
pub enum Scope {
    User(String),
    Team(String),
    ApiKey(String),
}

pub fn scoped(scope: &Scope) -> String {
    match scope {
        Scope::User(id) => format!("user {id}"),
        Scope::Team(id) => format!("team {id}"),
        Scope::ApiKey(id) => format!("key {id}"),
    }
}

pub fn over_budget(scope: &Scope) {
    println!("{}", scoped(scope));
}

/// The name of a variable.
pub fn variable(provider: &str) -> Option<String> {
    let endpoint_access_key = provider.to_uppercase() + "_ENDPOINT";
    println!("reading {endpoint_access_key}");
    std::env::var(&endpoint_access_key).ok()
}
