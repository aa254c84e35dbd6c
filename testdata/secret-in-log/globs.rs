//! What a foreign glob may hold hides no macro that everybody knows.
use teloxide::prelude::*;
use somebody::info;

pub fn printed(access_token: &str) {
    println!("{access_token}"); //~ secret-in-log
    eprintln!("{}", access_token); //~ secret-in-log
    debug!("{}", access_token); //~ secret-in-log
    info!("{}", access_token); //~ secret-in-log
    log::warn!("{}", access_token); //~ secret-in-log
    somebody::render!("{}", access_token);
}

pub fn failed(access_token: &str) {
    panic!("{access_token}"); //~ secret-in-error
}
