//! Code that writes columns whose names leave it open.

pub async fn register(pool: &Pool, form: RegisterForm) -> Result<()> {
    let digest = hash_password(&form.password)?;
    let token = blake3_digest(&form.token);
    sqlx::query("INSERT INTO users (email, password, token) VALUES ($1, $2, $3)")
        .bind(&form.email)
        .bind(&digest)
        .bind(token)
        .execute(pool)
        .await?;
    Ok(())
}

pub async fn login(pool: &Pool, session: Session) -> Result<()> {
    let token = Alphanumeric.sample_string(&mut rng, 32);
    sqlx::query!("INSERT INTO sessions (token) VALUES ($1)", token).execute(pool).await?;
    Ok(())
}

pub fn invite(db: &Connection, request: Request) -> Result<()> {
    db.execute("INSERT INTO invites (token) VALUES (?1)", params![request.token])?;
    Ok(())
}

pub async fn add_key(db: &Client, key: HashedKey) -> Result<()> {
    db.execute("INSERT INTO api_keys (key) VALUES ($1)", &[&key]).await?;
    Ok(())
}

pub fn connect(conn: &mut PgConnection, new: &Settings) -> Result<()> {
    let sealed = vault.seal(&new.secret)?;
    diesel::insert_into(connections::table)
        .values((connections::secret.eq(sealed), connections::password.eq(encrypt(&new.password))))
        .execute(conn)?;
    Ok(())
}

pub async fn change(db: &Db, id: i64, input: Change) -> Result<()> {
    let model = accounts::ActiveModel {
        id: Set(id),
        password: Set(argon2(&input.password)),
        ..Default::default()
    };
    model.update(db).await?;
    Ok(())
}
