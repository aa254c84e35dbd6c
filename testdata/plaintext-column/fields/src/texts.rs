//! Statements that are put together where they are run, and values by name.

const COLUMNS: &str = "id, label";

pub async fn mint(db: &Db, label: &str) -> Result<String> {
    let secret = draw(40);
    db::sql(format!("INSERT INTO formatted (id, label, token) VALUES (?, ?, ?) RETURNING {COLUMNS}"))
        .bind(Uuid::new_v4())
        .bind(label)
        .bind(sha256_hex(&secret))
        .fetch_one(db)
        .await?;
    Ok(secret)
}

pub async fn mint_open(db: &Db, label: &str) -> Result<String> {
    let secret = draw(40);
    db::sql(format!("INSERT INTO formatted_open (id, label, token) VALUES (?, ?, ?) RETURNING {COLUMNS}"))
        .bind(Uuid::new_v4())
        .bind(sha256_hex(label))
        .bind(&secret)
        .fetch_one(db)
        .await?;
    Ok(secret)
}

pub async fn hold(pool: &PgPool, raw: &str) -> Result<()> {
    sqlx::query(AssertSqlSafe(format!("INSERT INTO held ({HELD}) VALUES ($1, $2)")))
        .bind(Uuid::new_v4())
        .bind(sha256_hex(raw))
        .execute(pool)
        .await?;
    Ok(())
}

const HELD: &str = "id, token";

pub async fn by_arrow(conn: &mut Conn, Form(form): Form<SignUp>) -> Result<()> {
    let kept = bcrypt::hash(&form.password, 12)?;
    conn.exec_drop("INSERT INTO arrows (id, password) VALUES (:id, :password)", params! { "id" => form.id, "password" => &kept }).await
}

pub async fn by_arrow_open(conn: &mut Conn, Form(form): Form<SignUp>) -> Result<()> {
    conn.exec_drop("INSERT INTO arrows_open (id, password) VALUES (:id, :password)", params! { "id" => form.id, "password" => &form.password })
        .await
}
