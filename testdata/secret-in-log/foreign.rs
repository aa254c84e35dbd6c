//! Types of other crates, and fields of values of which nothing is known.

use mio::Token;

pub struct Session {
    pub frontend_token: Token,
    pub refresh_token: String,
}

macro_rules! context {
    ($session:expr) => {
        format!("session {}", $session.frontend_token.0)
    };
}

impl Session {
    pub fn upgrade(&self) {
        log::debug!("{} upgrades", context!(self));
    }
}

pub fn accept(key: usize) {
    let session_token = Token(key);
    log::debug!("accepted {session_token:?}");
    let mut reuse_token = None;
    if key > 1 {
        reuse_token = Some(Token(key));
    }
    log::debug!("again {reuse_token:?}");
}

/// What is made of a text and called as a secret is one.
pub fn made(text: &str, size: usize) {
    let api_key = other::ApiKey(text.to_string());
    log::debug!("{api_key:?}"); //~ secret-in-log
    let user_password = other::Password(text.to_string());
    log::debug!("{}", user_password.0); //~ secret-in-log
    let hidden_password = secrecy::SecretString(text.to_string());
    log::debug!("{hidden_password:?}");
    let signing_key = other::KeyCount(size);
    log::debug!("{signing_key:?}");
}

pub struct Args {
    pub password: bool,
    pub db_password: bool,
}

/// What another crate gives has fields of its own.
pub fn of_another() {
    let settings = other::load();
    log::debug!("{}", settings.password); //~ secret-in-log
    log::debug!("{}", settings.inner().db_password); //~ secret-in-log
    other::each(|of| log::debug!("{}", of.db_password)); //~ secret-in-log
    log::debug!("{}", settings.api_key); //~ secret-in-log
}

pub fn of_args(all: &slab::Slab<Args>) {
    let one = all.vacant_or(3);
    log::debug!("{} {}", one.password, one.inner().db_password);
    all.each(|one| log::debug!("{}", one.password));
}

#[cfg(test)]
mod tests {
    struct Flags {
        api_key: bool,
    }
}

pub fn of_a_pool(sessions: &slab::Slab<Session>, at: usize) {
    let session = sessions.vacant_or(at);
    log::debug!("{:?}", session.frontend_token);
    log::debug!("{:?}", session.refresh_token); //~ secret-in-log
    log::debug!("{:?}", session.access_token); //~ secret-in-log
}

fn granted(answer: &oauth2::basic::BasicTokenResponse, totp: &totp_rs::TOTP) {
    println!("{}", answer.access_token().secret()); //~ secret-in-log
    println!("{:?}", answer.scopes());
    println!("scan {}", totp.get_url()); //~ secret-in-log
    println!("for {:?}", totp.issuer);
}

fn kept(credentials: aws_credential_types::Credentials) {
    println!("{}", credentials.access_key_id());
    println!("{}", credentials.secret_access_key()); //~ secret-in-log
}

fn box_of(chest: &Chest) {
    println!("{}", chest.lid().secret());
}
