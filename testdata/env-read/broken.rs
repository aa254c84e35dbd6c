//! A syntax error does not blind the guard.
use std::env;

fn before() {
    let _ = env::var("BEFORE_ERROR_TOKEN"); //~ env-read
}

fn broken( {
    let _ = 
}

fn after() {
    let key = env::var("AFTER_ERROR_API_KEY").unwrap(); //~ env-read
}
