const OPEN: &str = "INSERT INTO opened_hooks (url, secret) VALUES ($1, $2)";
mod sql {
    pub const CLOSE: &str = "INSERT INTO closed_hooks (url, secret) VALUES ($1, $2)";
}

pub async fn open(client: &Client, request: HookRequest) -> Result<u64> {
    let statement = client.prepare_cached(OPEN).await?;
    client.execute(&statement, &[&request.url, &request.secret]).await
}

pub async fn close(client: &Client, request: HookRequest) -> Result<u64> {
    let statement = client.prepare_cached(sql::CLOSE).await?;
    let sealed = encrypt(&request.secret)?;
    client.execute(&statement, &[&request.url, &sealed]).await
}

pub async fn reset(db: &Pool, request: ResetRequest) -> Result<()> {
    sqlx::query("UPDATE reset_users SET password = v.password FROM (VALUES ($1, $2)) AS v(id, password) WHERE reset_users.id = v.id")
        .bind(request.id)
        .bind(&request.password)
        .execute(db)
        .await
}

pub async fn rehash(db: &Pool, request: ResetRequest) -> Result<()> {
    let kept = hash_password(&request.password)?;
    sqlx::query("UPDATE rehashed_users SET password = v.kept::text FROM (VALUES ($1, $2)) AS v(id, kept) WHERE rehashed_users.id = v.id")
        .bind(request.id)
        .bind(&kept)
        .execute(db)
        .await
}

pub async fn spell(client: &Client, request: HookRequest) -> Result<()> {
    let sealed = encrypt(&request.secret)?;
    client.batch_execute(&format!("INSERT INTO spelled_hooks (url, secret) VALUES ('{}', '{sealed}')", request.url)).await
}

pub async fn spell_user(client: &Client, request: SignUp) -> Result<()> {
    client.batch_execute(&format!("INSERT INTO spelled_users (id, password) VALUES ({}, '{}')", request.id, request.password)).await
}

pub fn place(db: &Connection, request: SignUp) -> Result<usize> {
    db.execute("INSERT INTO placed_users VALUES (NULL, ?1, ?2)", params![request.name, request.password])
}

pub fn place_hook(db: &Connection, request: HookRequest) -> Result<usize> {
    let sealed = encrypt(&request.secret)?;
    db.execute("INSERT INTO placed_hooks VALUES (?1, ?2)", params![request.url, sealed])
}

pub async fn moved(pool: &PgPool, id: i64, current_pwd: &str) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE build_workers SET current_pwd = $1 WHERE id = $2").bind(current_pwd).bind(id).execute(pool).await?;
    sqlx::query("UPDATE remote_workers SET current_pwd = $1 WHERE id = $2").bind(current_pwd).bind(id).execute(pool).await?;
    Ok(())
}
