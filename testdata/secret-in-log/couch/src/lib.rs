//! A cache in SQLite beside a server.
use rusqlite::Connection;

pub fn cached() -> rusqlite::Result<Connection> {
    Connection::open("cache")
}

pub async fn connected(database_url: &str) {
    println!("{database_url}"); //~ secret-in-log
    couch_rs::Client::new_no_auth(database_url).unwrap();
}
