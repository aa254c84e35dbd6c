//! A request hides its password itself.

pub async fn join(State(pool): State<PgPool>, Json(mut payload): Json<SignUp>) -> Result<(), ApiError> {
    payload.hash_password()?;
    sqlx::query("INSERT INTO guarded (password_hash) VALUES ($1)").bind(&payload.password).execute(&pool).await?;
    Ok(())
}
