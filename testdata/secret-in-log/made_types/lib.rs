//! A type that a macro makes has functions of its own.

mod manager;

use manager::Manager;

#[derive(Clone, Debug)] //~ secret-in-debug
pub struct Token {
    pub access_token: String,
    pub at: u32,
}

#[derive(Clone, Debug)]
pub struct Page {
    pub title: String,
}

pub fn used(manager: &Manager, answer: String) {
    log::trace!("page {:?}", manager.page());
    log::trace!("got {:?}", Manager::make(answer)); //~ secret-in-log
}
