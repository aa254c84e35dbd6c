//! Rows that are built field by field.

pub async fn insert(pool: &PgPool, session: &FreshSession) -> Result<()> {
    sqlx::query!("INSERT INTO built_sessions (id, owner, token) VALUES ($1, $2, $3)", Uuid::new_v4(), session.owner, session.token)
        .execute(pool)
        .await?;
    Ok(())
}

pub async fn insert_open(pool: &PgPool, session: &FreshOpenSession) -> Result<()> {
    sqlx::query!("INSERT INTO built_sessions_open (id, owner, token) VALUES ($1, $2, $3)", Uuid::new_v4(), session.owner, session.token)
        .execute(pool)
        .await?;
    Ok(())
}

pub async fn start(pool: &PgPool, owner: Uuid) -> Result<String> {
    let raw = draw(40);
    let session = FreshSession::builder().owner(owner).token(sha256_hex(&raw)).build();
    insert(pool, &session).await?;
    Ok(raw)
}

pub async fn start_open(pool: &PgPool, owner: Uuid) -> Result<String> {
    let raw = draw(40);
    let session = FreshOpenSession::builder().owner(owner).token(raw.clone()).build();
    insert_open(pool, &session).await?;
    Ok(raw)
}
