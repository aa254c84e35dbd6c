//! What is opened names a file; what only leads to one does not.
use std::fs;

pub struct Config {
    pub api_key: String,
    pub token_file: String,
}

pub struct Auth {
    access_token: String,
}

fn cache_file(of: &str) -> String {
    format!("cache/{}", of.len())
}

pub fn cached(config: &Config) {
    let _ = fs::read(cache_file(&config.api_key));
    println!("{}", config.api_key); //~ secret-in-log
}

pub fn loaded(config: &Config) {
    let _ = fs::read(&config.token_file);
    let auth = Auth { access_token: config.token_file.load_it() };
    println!("{}", auth.access_token); //~ secret-in-log
}

pub fn read_token() {
    let token = fs::read_to_string("token").unwrap();
    println!("{token}"); //~ secret-in-log
}
