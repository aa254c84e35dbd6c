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

pub fn of_a_pool(sessions: &slab::Slab<Session>, at: usize) {
    let session = sessions.vacant_or(at);
    log::debug!("{:?}", session.frontend_token);
    log::debug!("{:?}", session.refresh_token); //~ secret-in-log
    log::debug!("{:?}", session.access_token); //~ secret-in-log
}
