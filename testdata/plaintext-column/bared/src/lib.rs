//! Columns whose names promise a hash or nothing, and what they are given.

pub mod came;
pub mod guarded;
pub mod keys;

pub async fn employ(State(pool): State<PgPool>, Json(form): Json<SignUp>) -> Result<(), ApiError> {
    let kept = bcrypt::hash(&form.password, 12)?;
    sqlx::query("INSERT INTO staff (email, password_hash) VALUES ($1, $2)").bind(&form.email).bind(kept).execute(&pool).await?;
    Ok(())
}

/// Whoever signs in elsewhere has a password that nobody knows.
pub async fn linked(pool: &PgPool) -> sqlx::Result<()> {
    sqlx::query("INSERT INTO guests (password_hash) VALUES ($1)").bind(Uuid::new_v4().to_string()).execute(pool).await?;
    Ok(())
}

pub async fn shop(State(pool): State<PgPool>, Json(form): Json<SignUp>) -> Result<(), ApiError> {
    sqlx::query("INSERT INTO shoppers (password_hash) VALUES (crypt($1, gen_salt('bf')))").bind(&form.password).execute(&pool).await?;
    Ok(())
}

pub async fn sign_in(State(pool): State<PgPool>, Json(form): Json<Login>) -> Result<i64, ApiError> {
    let found = sqlx::query_scalar("SELECT a.id FROM accounts a JOIN logins l ON l.account_id = a.id WHERE a.email = $1 AND l.password = $2")
        .bind(&form.email)
        .bind(&form.password)
        .fetch_one(&pool)
        .await?;
    Ok(found)
}

pub async fn check(State(pool): State<PgPool>, Json(form): Json<Login>) -> Result<i64, ApiError> {
    let wanted = salted_hash(&form.password);
    let found = sqlx::query_scalar("SELECT a.id FROM accounts a JOIN checked AS c ON c.account_id = a.id WHERE a.email = $1 AND c.password = $2")
        .bind(&form.email)
        .bind(wanted)
        .fetch_one(&pool)
        .await?;
    Ok(found)
}
