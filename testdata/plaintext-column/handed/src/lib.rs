//! Values that a function of another name hashes before they are written.
pub mod schema;

use sha2::{Digest, Sha256};

pub async fn open(db: &sqlx::PgPool, form: LoginForm) -> sqlx::Result<()> {
    let stored = fold(&form.token);
    sqlx::query("INSERT INTO sessions (token) VALUES ($1)").bind(stored).execute(db).await?;
    Ok(())
}

pub async fn invite(db: &sqlx::PgPool, request: Invite) -> sqlx::Result<()> {
    sqlx::query("INSERT INTO invites (token) VALUES ($1)").bind(fold(&request.token)).execute(db).await?;
    Ok(())
}

pub async fn link(db: &sqlx::PgPool, request: Link) -> sqlx::Result<()> {
    let stored = lower(&request.token);
    sqlx::query("INSERT INTO magic_links (token) VALUES ($1)").bind(stored).execute(db).await?;
    Ok(())
}

pub async fn mirror(db: &sqlx::PgPool, request: Mirror) -> sqlx::Result<()> {
    sqlx::query("INSERT INTO mirrors (secret) VALUES ($1)").bind(pack(request.secret)).execute(db).await?;
    Ok(())
}

pub fn mint(db: &rusqlite::Connection, id: &str) -> rusqlite::Result<usize> {
    let mut seed = [0u8; 32];
    OsRng.fill_bytes(&mut seed);
    db.execute("INSERT INTO fed_signing_keys (key_id, secret) VALUES (?1, ?2)", params![id, seed.to_vec()])
}

// One kind of token is hashed, which says nothing of another.
pub fn issue(form: IssueForm) -> NewApiToken {
    NewApiToken { token: hash_token(&form.token) }
}

pub fn fold(value: &str) -> String {
    hex::encode(Sha256::digest(value.as_bytes()))
}

pub fn pack(value: Vec<u8>) -> Vec<u8> {
    let cipher = ChaCha20Poly1305::new(&key());
    cipher.encrypt(&nonce(), value.as_slice()).unwrap_or_default()
}

pub fn lower(value: &str) -> String {
    value.trim().to_lowercase()
}
