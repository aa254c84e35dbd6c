//! Tokens by which a program knows what it showed, and those that are handed
//! on in the same way and open something.

use std::collections::HashMap;

pub struct Shown {
    pub rows: HashMap<String, Vec<String>>,
}

impl Shown {
    pub fn keep(&mut self, labels: &[String]) -> String {
        let number = format!("k{}", self.rows.len());
        self.rows.insert(number.clone(), labels.to_vec());
        number
    }
}

pub fn offer(shown: &mut Shown, labels: &[String]) {
    let token = shown.keep(labels);
    place(&token, labels.len());
    withdraw(shown, &token);
}

fn place(token: &str, many: usize) {
    log::info!("{many} rows of {token} are shown");
}

fn withdraw(shown: &mut Shown, token: &str) {
    shown.rows.remove(token);
    log::info!("{token} is gone");
}

pub struct Kept {
    pub opened: String,
}

impl Kept {
    pub fn taken(&self) -> String {
        self.opened.clone()
    }
}

pub fn ask(kept: &Kept, asker: &reqwest::blocking::Client) {
    let token = kept.taken();
    announce(&token);
    fetch(asker, &token);
}

fn announce(token: &str) {
    log::info!("asks with {token}"); //~ secret-in-log
}

fn fetch(asker: &reqwest::blocking::Client, token: &str) {
    let _ = asker.get("https://example.org").bearer_auth(token).send();
}

/// Nobody here calls it.
pub fn heard(token: &str) {
    log::info!("heard {token}"); //~ secret-in-log
}

/// What a keyboard hands back when somebody presses a key.
pub fn pressed(cb_token: &str, bot_token: &str) {
    log::info!("{cb_token} was pressed");
    log::info!("{bot_token} answers"); //~ secret-in-log
}
