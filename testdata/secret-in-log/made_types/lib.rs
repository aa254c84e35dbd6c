//! A type that a macro makes has functions of its own.

mod manager;
mod user;

#[derive(Clone, Debug)] //~ secret-in-debug
pub struct Token {
    pub access_token: String,
    pub at: u32,
}

#[derive(Clone, Debug)]
pub struct Page {
    pub title: String,
}
