//! Types that hold a text, whatever they are called.

use std::fmt;

pub struct Opaque(String);

impl Opaque {
    pub fn new(text: &str) -> Self {
        Opaque(text.to_owned())
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
    pub fn first(&self) -> usize {
        self.0.len()
    }
}

impl fmt::Debug for Opaque {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")
    }
}

#[derive(Debug)]
pub struct Plain {
    inner: String,
}

pub struct Settings {
    api_key: Opaque,
    client_secret: Plain,
    region: Opaque,
    // What a type says of itself is believed.
    password: PasswordHash,
    token: TokenId,
}

pub struct PasswordHash(String);

pub struct TokenId(String);

pub fn show(settings: &Settings) {
    log::info!("{}", settings.api_key.as_str()); //~ secret-in-log
    log::info!("{}", settings.api_key.0); //~ secret-in-log
    log::info!("{}", settings.api_key.first());
    log::info!("{:?}", settings.api_key);
    log::info!("{}", settings.region.as_str());
    log::info!("{:?}", settings.client_secret); //~ secret-in-log
    log::info!("{}", settings.client_secret.inner); //~ secret-in-log
    log::info!("{} {}", settings.password.0, settings.token.0);
}

pub fn wrapped(password: String, name: String) {
    let (held, other) = (Opaque(password), Opaque(name));
    log::info!("{}", held.as_str()); //~ secret-in-log
    log::info!("{:?}", held);
    log::info!("{}", other.as_str());
    let Opaque(text) = held;
    log::info!("{text}"); //~ secret-in-log
}

/// What a variant is called is what is done, and whose it is.
pub enum Command {
    ShowSecret(Named),
    ResetPassword(Named),
}

pub struct Named {
    name: String,
}

pub fn run(command: &Command) {
    match command {
        Command::ShowSecret(of) | Command::ResetPassword(of) => log::info!("for {}", of.name),
    }
}

/// A number that is called a token.
pub struct Threads {
    last: u64,
}

impl Threads {
    fn next_id(&mut self) -> String {
        self.last += 1;
        format!("t{}", self.last)
    }
    pub fn start(&mut self) {
        let token = self.next_id();
        log::info!("thread {token}");
    }
}
