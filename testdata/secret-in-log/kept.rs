//! A type that is called a secret and holds it; tokens of a program's own
//! memory, and of whom a name service is asked.

use std::sync::OnceLock;

pub struct Secret {
    pub name: String,
    pub value: String,
}

pub fn set(name: &str, secret: &str) {
    log::info!("{name} becomes {secret}"); //~ secret-in-log
}

static CONFIG: OnceLock<Secret> = OnceLock::new();

pub fn api_token() -> &'static str {
    &CONFIG.get().unwrap().value
}

pub fn told() {
    log::info!("{}", api_token()); //~ secret-in-log
}

fn call(token: &str) {
    log::debug!("{token}"); //~ secret-in-log
}

pub fn run(args: &[String], value: &str) {
    call(&args[1]);
    call(value);
}
