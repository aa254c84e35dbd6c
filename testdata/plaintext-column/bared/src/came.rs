//! Passwords that are written as they came, and those that a value hides in place.

pub async fn join(State(pool): State<PgPool>, Json(form): Json<SignUp>) -> Result<(), ApiError> {
    sqlx::query("INSERT INTO members (email, password_hash) VALUES ($1, $2)")
        .bind(&form.email)
        .bind(&form.password)
        .execute(&pool)
        .await?;
    Ok(())
}

pub fn rename(conn: &mut PgConnection, me: i64, body: Json<Change>) -> QueryResult<usize> {
    diesel::update(writers::table.find(me)).set(writers::hashed_password.eq(&body.new_password)).execute(conn)
}
