//! Where `mio` is used, a token is the number of a socket.

use std::collections::HashMap;

use mio::{Interest, Poll, Token};

pub trait Session {
    fn frontend_token(&self) -> Token;
}

pub fn listed(backends: &Sessions, session: &dyn Shared) {
    for (backend_token, backend) in backends.all() {
        log::error!("{backend_token:?} {}", backend.state());
    }
    log::debug!("closing {:?}", session.borrow().frontend_token());
}

pub fn polled(events: &Events) {
    for event in events {
        match event.token() {
            token => ready(token),
        }
    }
}

fn ready(token: Token) {
    log::trace!("{token:?} is ready");
}

/// What one signs in with is called otherwise, here as well.
pub fn signed(config: &Config, auth_token: String) {
    log::debug!("{}", config.access_token); //~ secret-in-log
    log::debug!("{auth_token}"); //~ secret-in-log
}

pub fn held(token: String, username: &str) {
    log::debug!("{username} came with {token}"); //~ secret-in-log
}
