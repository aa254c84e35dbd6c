//! What is opened by its own text names a file or variable; where it stands for
//! itself when there is nothing to read, it may be the secret.
use std::path::Path;
use std::{env, fs};

pub struct Config {
    pub api_key: String,
    pub private_key: String,
    pub signing_key: String,
}

pub fn resolved(config: &Config) -> String {
    let api_key = config.api_key.clone();
    let value = env::var(&api_key).unwrap_or(api_key.clone());
    println!("resolving {api_key}"); //~ secret-in-log
    println!("{value}"); //~ secret-in-log
    value
}

pub fn read(password: &str) -> String {
    println!("reading {password}"); //~ secret-in-log
    fs::read_to_string(password).unwrap_or_else(|_| password.to_owned())
}

pub fn matched(access_token: &str) -> String {
    println!("reading {access_token}"); //~ secret-in-log
    match fs::read_to_string(access_token) {
        Ok(text) => text,
        Err(_) => access_token.to_string(),
    }
}

pub fn loaded(secret_key: &str) -> String {
    if Path::new(secret_key).exists() {
        return fs::read_to_string(secret_key).unwrap();
    }
    println!("as it is: {secret_key}"); //~ secret-in-log
    secret_key.to_owned()
}

pub fn field(config: &Config) -> String {
    println!("{}", config.private_key); //~ secret-in-log
    fs::read_to_string(&config.private_key).unwrap_or(config.private_key.clone())
}

/// A path, whatever is said of it.
pub fn opened(master_key: &str) -> Option<String> {
    println!("reading {master_key}");
    match fs::read_to_string(master_key) {
        Ok(text) => Some(text),
        Err(_) => {
            println!("no file {master_key}");
            None
        }
    }
}

pub fn variable(account_key: &str) -> Option<String> {
    println!("reading {account_key}");
    env::var(account_key).ok().or_else(|| env::var("DEFAULT").ok())
}
