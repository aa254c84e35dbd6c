pub async fn sign_in(db: &Pool, body: SignIn) -> Result<()> {
    let row = sqlx::query("SELECT id, compared_password FROM compared_users WHERE id = $1").bind(body.id).fetch_one(db).await?;
    let known: String = row.get("compared_password");
    if known != body.password {
        return Err(Error::Denied);
    }
    Ok(())
}

pub async fn verify(db: &Pool, body: SignIn) -> Result<()> {
    let row = sqlx::query("SELECT id, verified_password FROM verified_users WHERE id = $1").bind(body.id).fetch_one(db).await?;
    let known = row.try_get::<String, _>("verified_password")?;
    if !bcrypt::verify(&body.password, &known)? {
        return Err(Error::Denied);
    }
    Ok(())
}

pub fn ask(db: &Connection) -> Result<usize> {
    let password = rpassword::prompt_password("Password: ")?;
    db.execute("INSERT INTO asked_admins (name, password) VALUES ('admin', ?1)", params![password])
}

pub fn seed(db: &Connection) -> Result<usize> {
    let password = std::env::var("ADMIN_PASSWORD")?; //~ env-read
    db.execute("INSERT INTO seeded_admins (name, password) VALUES ('admin', ?1)", params![password])
}

pub fn derive(db: &Connection) -> Result<usize> {
    let kept = std::env::var("ADMIN_PASSWORD_HASH")?;
    db.execute("INSERT INTO derived_admins (name, password) VALUES ('admin', ?1)", params![kept])
}
