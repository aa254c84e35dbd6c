//! Schemas in Rust.

pub mod commented;
pub mod schema;

pub const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS devices (
        id INTEGER PRIMARY KEY,
        push_endpoint TEXT,
        auth_token TEXT NOT NULL, --~ plaintext-column
        auth_token_expires INTEGER
    );
    CREATE TABLE blobs (id INTEGER PRIMARY KEY, \"session_secret\" TEXT); --~ plaintext-column
";

pub fn create(db: &Db) {
    db.execute_batch(
        r#"
        CREATE TABLE mail_accounts (
            id INTEGER PRIMARY KEY,
            host TEXT NOT NULL,
            username TEXT NOT NULL,
            password TEXT NOT NULL --~ plaintext-column
        );
        ALTER TABLE mail_accounts ADD COLUMN oauth_refresh_token TEXT; --~ plaintext-column
        "#,
    );
    db.execute(concat!(
        "CREATE TABLE hooks (id INTEGER, ",
        "signing_secret TEXT, ", //~ plaintext-column
        "signing_secret_digest_algorithm TEXT)"
    ));
    log("create table tokens as you like: this is a sentence about an api_key TEXT");
}
