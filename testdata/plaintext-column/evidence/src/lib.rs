//! What code does with columns settles what they hold.
mod sql;

use sql::INSERT_USER;

/// The statement is a constant of another file.
pub async fn create_user(db: &Pool, email: &str, hash: &str) -> Result<()> {
    query(INSERT_USER).bind(email).bind(hash).execute(db).await?;
    Ok(())
}

/// What is verified as a hash is one.
pub fn sign_in(given: &str, operator: &Operator) -> Result<bool> {
    let parsed = PasswordHash::new(&operator.password)?;
    Ok(Argon2::default().verify_password(given.as_bytes(), &parsed).is_ok())
}

/// What is looked for by its digest is stored as one.
pub async fn accept(db: &Pool, token: &str) -> Result<Option<Invitation>> {
    let digest = sha256_hex(token);
    sqlx::query_as!(Invitation, "SELECT id FROM invitations WHERE token = $1", digest).fetch_optional(db).await
}

/// By name instead of by place.
pub fn remember(db: &Connection, session: &Session) -> Result<()> {
    let stored = blake3::hash(session.token.as_bytes()).to_hex();
    db.execute("INSERT INTO refresh_tokens (token) VALUES (:token)", named_params! { ":token": stored })?;
    Ok(())
}

/// What is looked for as it was given is stored readable.
pub async fn authorize(db: &Pool, request: &Request) -> Result<Option<i64>> {
    sqlx::query_scalar("SELECT id FROM api_keys WHERE key = $1").bind(&request.api_key).fetch_optional(db).await
}

/// Drawn at random, and stored so.
pub async fn pair(db: &Pool) -> Result<()> {
    let mut pairing = pairings::ActiveModel::new();
    pairing.code = Set(generate_code());
    pairing.secret = Set(random_bytes(32));
    pairing.insert(db).await?;
    Ok(())
}

/// What another function makes of it stays open.
pub async fn hire(db: &Pool, form: Form) -> Result<()> {
    sqlx::query("INSERT INTO staff (password) VALUES ($1)").bind(prepared(&form.password)).execute(db).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn tests_say_nothing_of_the_program() {
        let hash = fake_hash();
        query("INSERT INTO patients (password) VALUES ($1)").bind(hash);
    }
}
