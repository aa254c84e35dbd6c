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

pub fn refuse(patch: &str) {
    if let Some(name) = added_secret(patch) {
        log::warn!("refused: the change adds the value of {name}");
    }
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
