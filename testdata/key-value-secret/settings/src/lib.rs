//! Settings tables: what is written into their values.
pub mod bound;

use rusqlite::{Connection, named_params, params};
use sqlx::PgPool;

pub async fn mail(db: &PgPool, smtp_password: &str) -> sqlx::Result<()> {
    sqlx::query("INSERT INTO settings (key, value) VALUES ('smtp_password', $1)")
        .bind(smtp_password) //~ key-value-secret
        .execute(db)
        .await?;
    Ok(())
}

pub async fn update(db: &PgPool, id: &str, api_key: String) -> sqlx::Result<()> {
    sqlx::query("UPDATE configuration SET value = $1 WHERE name = $2").bind(api_key).bind(id).execute(db).await?; //~ key-value-secret
    Ok(())
}

pub fn local(db: &Connection, client_secret: &str) -> rusqlite::Result<usize> {
    db.execute("INSERT INTO kv (k, v) VALUES (?1, ?2)", params!["oauth", client_secret]) //~ key-value-secret
}

pub async fn checked(db: &PgPool, access_token: &str) -> sqlx::Result<()> {
    sqlx::query!("INSERT INTO settings (key, value) VALUES ($1, $2)", "token", access_token).execute(db).await?; //~ key-value-secret
    Ok(())
}

pub async fn stored(db: &PgPool) -> sqlx::Result<()> {
    let webhook_secret = std::env::var("WEBHOOK_SECRET").unwrap_or_default(); //~ env-read
    set(db, "webhook", &webhook_secret).await
}

async fn set(db: &PgPool, key: &str, value: &str) -> sqlx::Result<()> {
    sqlx::query(UPSERT).bind(key).bind(value).execute(db).await?; //~ key-value-secret
    Ok(())
}

const UPSERT: &str = "INSERT INTO options (option_name, option_value) VALUES ($1, $2)";

pub struct Provider {
    pub name: String,
    pub private_key: String,
}

pub async fn provider(db: &PgPool, provider: &Provider) -> sqlx::Result<()> {
    sqlx::query("INSERT INTO provider_settings (name, value) VALUES ($1, $2)")
        .bind(&provider.name)
        .bind(&provider.private_key) //~ key-value-secret
        .execute(db)
        .await?;
    Ok(())
}

pub async fn signing(db: &PgPool, signing_key: &[u8]) -> sqlx::Result<()> {
    let encoded = hex::encode(signing_key);
    sqlx::query("INSERT INTO settings (key, value) VALUES ('signing', $1)").bind(encoded).execute(db).await?; //~ key-value-secret
    Ok(())
}

// What follows is in order.

pub async fn reference(db: &PgPool, smtp_secret_id: &str) -> sqlx::Result<()> {
    sqlx::query("INSERT INTO settings (key, value) VALUES ('smtp', $1)").bind(smtp_secret_id).execute(db).await?;
    Ok(())
}

pub async fn hashed(db: &PgPool, password: &str) -> sqlx::Result<()> {
    let digest = hash_password(password);
    sqlx::query("INSERT INTO settings (key, value) VALUES ('gate', $1)").bind(digest).execute(db).await?;
    Ok(())
}

pub async fn sealed(db: &PgPool, vault: &Vault, api_key: &str) -> sqlx::Result<()> {
    sqlx::query("UPDATE settings SET value = $1 WHERE key = 'api'").bind(vault.seal(api_key)).execute(db).await?;
    Ok(())
}

pub async fn column(db: &PgPool, password: &str) -> sqlx::Result<()> {
    sqlx::query("UPDATE accounts SET password_hash = $1 WHERE id = 1").bind(password).execute(db).await?;
    Ok(())
}

pub async fn named_like_one(db: &PgPool, theme: &str) -> sqlx::Result<()> {
    sqlx::query("INSERT INTO settings (key, value) VALUES ('password_policy', $1)").bind(theme).execute(db).await?;
    Ok(())
}

pub fn count(db: &Connection, token_count: u64) -> rusqlite::Result<usize> {
    db.execute("INSERT INTO kv (k, v) VALUES (?1, ?2)", params!["tokens", token_count])
}

pub async fn looked_up(db: &PgPool, api_key: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("SELECT value FROM settings WHERE key = $1").bind(api_key).fetch_optional(db).await
}

pub fn length(db: &Connection, passphrase: &str) -> rusqlite::Result<usize> {
    let strength = passphrase.len();
    db.execute("INSERT INTO kv (k, v) VALUES (:k, :v)", named_params! { ":k": "strength", ":v": strength })
}

fn hash_password(password: &str) -> String {
    argon2(password)
}

pub struct Vault;

impl Vault {
    pub fn seal(&self, secret: &str) -> Vec<u8> {
        aead(secret)
    }
}
