//! Statements that begin with other words, or go over lines.

pub fn replace(conn: &Connection, form: Form<SignUp>) -> Result<()> {
    let kept = bcrypt::hash(&form.password, 12)?;
    conn.execute("INSERT OR REPLACE INTO replaced (id, password) VALUES (?1, ?2)", params![form.id, kept])?;
    Ok(())
}

pub fn replace_open(conn: &Connection, form: Form<SignUp>) -> Result<()> {
    conn.execute("INSERT OR IGNORE INTO replaced_open (id, password) VALUES (?1, ?2)", params![form.id, form.password])?;
    Ok(())
}

pub async fn lines(pool: &PgPool, Json(body): Json<SignUp>) -> Result<()> {
    let kept = bcrypt::hash(&body.password, 12)?;
    sqlx::query(
        r#"
UPDATE broken_lines
SET
password = $2
WHERE id = $1
"#,
    )
    .bind(body.id)
    .bind(kept)
    .execute(pool)
    .await?;
    Ok(())
}

pub async fn lines_open(pool: &PgPool, Json(body): Json<SignUp>) -> Result<()> {
    sqlx::query(
        r#"
UPDATE broken_lines_open
SET
password = $2
WHERE id = $1
"#,
    )
    .bind(body.id)
    .bind(body.password)
    .execute(pool)
    .await?;
    Ok(())
}

pub async fn spread(pool: &PgPool, member: Uuid, raw: &[String]) -> Result<()> {
    let kept: Vec<String> = raw.iter().map(|one| sha256_hex(one)).collect();
    sqlx::query!("INSERT INTO spread_codes (id, member, token) SELECT gen_random_uuid(), $1, * FROM UNNEST($2::text[])", member, &kept)
        .execute(pool)
        .await?;
    Ok(())
}

pub async fn spread_open(pool: &PgPool, member: Uuid, count: usize) -> Result<Vec<String>> {
    let raw: Vec<String> = (0..count).map(|_| draw(12)).collect();
    sqlx::query!("INSERT INTO spread_codes_open (id, member, token) SELECT gen_random_uuid(), $1, * FROM UNNEST($2::text[])", member, &raw)
        .execute(pool)
        .await?;
    Ok(raw)
}

pub async fn spell(conn: &libsql::Connection, id: &str) -> Result<String> {
    let raw = nanoid!(40);
    let inner = Sha256::digest(raw.as_bytes());
    conn.execute("INSERT INTO spelled (id, token) VALUES (?1, ?2)", params![id, format!("v1:{inner:x}")]).await?;
    Ok(raw)
}

pub async fn spell_open(conn: &libsql::Connection, id: &str) -> Result<String> {
    let raw_token = nanoid!(40);
    let inner = Sha256::digest(raw_token.as_bytes());
    conn.execute("INSERT INTO spelled_open (id, token) VALUES (?1, ?2)", params![id, format!("{raw_token}:{inner:x}")]).await?;
    Ok(raw_token)
}
