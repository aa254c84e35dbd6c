//! The ways of binding: tuples, slices, arrays, names.
use rusqlite::Connection;

pub fn tuple(db: &Connection, client_secret: &str) -> rusqlite::Result<usize> {
    db.execute("INSERT INTO kv (k, v) VALUES (?1, ?2)", ("oauth", client_secret)) //~ key-value-secret
}

pub fn array(db: &Connection, api_key: &str) -> rusqlite::Result<usize> {
    db.execute("INSERT INTO kv (k, v) VALUES (?1, ?2)", ["api", api_key]) //~ key-value-secret
}

pub async fn slice(db: &tokio_postgres::Client, access_token: String) -> Result<u64, tokio_postgres::Error> {
    db.execute("INSERT INTO settings (key, value) VALUES ($1, $2)", &[&"token", &access_token]).await //~ key-value-secret
}

pub fn named(db: &Connection, smtp_password: &str) -> rusqlite::Result<usize> {
    db.execute("UPDATE settings SET value = :value WHERE key = :key", &[(":key", "smtp"), (":value", smtp_password)]) //~ key-value-secret
}

// What follows is in order.

pub fn hashed(db: &Connection, password: &str) -> rusqlite::Result<usize> {
    db.execute("INSERT INTO kv (k, v) VALUES (?1, ?2)", ("gate", super::hash_password(password)))
}

pub fn other_place(db: &Connection, session_token: &str, theme: &str) -> rusqlite::Result<usize> {
    db.execute("UPDATE settings SET value = ?1 WHERE key = 'theme' AND owner_digest = ?2", (theme, digest(session_token)))
}

pub async fn reference(db: &tokio_postgres::Client, secret_id: &str) -> Result<u64, tokio_postgres::Error> {
    db.execute("INSERT INTO settings (key, value) VALUES ($1, $2)", &[&"smtp", &secret_id]).await
}
