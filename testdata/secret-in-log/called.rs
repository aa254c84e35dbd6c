//! What a function is called after that gives a value, and what it is called
//! where it is put.

use crate::others::{find_in_store, random};

pub struct Worker {
    pub identifier: String,
    pub name: String,
}

pub struct Session {
    pub id: String,
}

pub fn generate_token(length: usize) -> String {
    random(length)
}

pub fn worker(name: &str) -> Worker {
    let worker = Worker { identifier: generate_token(32), name: name.to_owned() };
    log::info!("registering {} as {}", worker.name, worker.identifier);
    worker
}

pub fn session() -> Session {
    let session = Session { id: generate_token(32) };
    log::info!("opened {}", session.id); //~ secret-in-log
    session
}

pub fn added_secret(patch: &str) -> Option<String> {
    patch.lines().find_map(find_in_store)
}

pub fn shows(patch: &str) {
    if let Some(found) = added_secret(patch) {
        log::warn!("refused: the change adds {found}"); //~ secret-in-log
    }
}

/// Keys of a keyboard, and those of an interface.
pub fn variables() {
    println!("{:?}", std::env::var("TUI_DETACH_KEYS"));
    println!("{:?}", std::env::var("TUI_API_KEYS")); //~ secret-in-log env-read
}

#[derive(Clone)]
pub struct Provider {
    pub client_secret: String,
    pub sealed_client_secret: String,
}

pub fn provides(provider: &Provider) {
    log::info!("sealed {}", provider.sealed_client_secret);
    log::info!("open {}", provider.client_secret); //~ secret-in-log
}

pub struct SentryConfig {
    pub dsn: String,
}

pub struct QueueConfig {
    pub dsn: String,
}

pub fn reports(sentry: &SentryConfig, queue: &QueueConfig) {
    log::info!("reports to {}", sentry.dsn);
    log::info!("asks {}", queue.dsn); //~ secret-in-log
}

pub fn init_sentry(dsn: &str) {
    log::info!("reports to {dsn}");
}

pub fn init_queue(dsn: &str) {
    log::info!("asks {dsn}"); //~ secret-in-log
}

/// What a function gives is no name because it is called so.
pub fn read(path: &str) -> std::io::Result<()> {
    let name = read_secret("/run/secrets/db_password")?;
    log::info!("{name}"); //~ secret-in-log
    Ok(())
}

fn read_secret(path: &str) -> std::io::Result<String> {
    std::fs::read_to_string(path)
}

pub fn hidden(encrypted_disk_password: &str, masked_email_api_key: &str, encrypted_client_secret: &str) {
    log::info!("{encrypted_disk_password}"); //~ secret-in-log
    log::info!("{masked_email_api_key}"); //~ secret-in-log
    log::info!("{encrypted_client_secret}");
}
