// Texts that say what the value is that they are given, whatever it is called.

use log::{error, info};

struct Login {
    value: String,
    user: String,
}

fn said(made: &str, login: &Login) {
    info!("Admin token: {made}"); //~ secret-in-log
    info!("user: {}, password: {}", login.user, login.value); //~ secret-in-log
    println!("export DB_PASSWORD={}", made); //~ secret-in-log
    println!("\"api_key\": \"{}\"", made); //~ secret-in-log
}

fn in_an_address(value: &str) -> String {
    let address = format!("https://api.example.com/?page=1&api_key={value}"); //~ secret-in-args@warn
    info!("asking {address}"); //~ secret-in-log
    address
}

// Good: which one it is, what is known of it, what is wrong with it.
fn said_of_it(name: &str, email: &str, key_id: &str, status: &str, masked: &str, reason: &str, file: &str) {
    info!("API key: {name}, {key_id}");
    info!("API key: {key_id}");
    info!("generated password: {email}");
    info!("API key: {status}");
    info!("Admin token: {masked}");
    error!("Invalid access token: {reason}");
    error!("cannot read private key: {reason}");
    info!("private key: {file}");
}

// Good: the text speaks of something else.
fn said_of_others(value: &str, number: usize) {
    info!("password policy: {value}");
    info!("access token type: {value}");
    info!("token: {value}");
    info!("API keys: {number}");
    info!("next page token: {value}");
    info!("Revoking API key: {value}");
    info!("forgot password: {value}");
}

// Good: one of two words.
fn said_shortly(set: bool) {
    let shown = if set { "set" } else { "not set" };
    info!("API key: {shown}");
    info!("API key: {}", if set { "set" } else { "not set" });
}

// Good: a part of it.
fn said_in_part(value: &str) {
    let shown = &value[..4];
    info!("API key: {shown}...");
}
