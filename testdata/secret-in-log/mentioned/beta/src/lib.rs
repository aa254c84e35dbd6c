//! This one opens it.
use rusqlite::Connection;

pub fn open(db_url: &str) -> rusqlite::Result<Connection> {
    println!("opening {db_url}");
    Connection::open(db_url)
}
