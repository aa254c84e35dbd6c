//! What the arms of a `match` give.

pub async fn update(State(pool): State<PgPool>, Path(id): Path<Uuid>, Json(body): Json<Update>) -> Result<()> {
    let kept = match bcrypt::hash(&body.password, 12) {
        Ok(value) => value,
        Err(error) => return Err(error.into()),
    };
    sqlx::query!("UPDATE arms SET password = $2 WHERE id = $1", id, kept).execute(&pool).await?;
    Ok(())
}

pub async fn update_open(State(pool): State<PgPool>, Path(id): Path<Uuid>, Json(body): Json<Update>) -> Result<()> {
    let kept = match body.password {
        Some(value) => Some(value),
        None => None,
    };
    sqlx::query!("UPDATE arms_open SET password = COALESCE($2, password) WHERE id = $1", id, kept).execute(&pool).await?;
    Ok(())
}

pub async fn connect(State(pool): State<PgPool>, Json(body): Json<Answer>) -> Result<()> {
    let (first, second) = match (seal(&body.access_token), seal(&body.refresh_token)) {
        (Ok(first), Ok(second)) => (first, second),
        _ => return Err(Error::Sealing),
    };
    sqlx::query!("INSERT INTO arms_paired (id, access_token, refresh_token) VALUES ($1, $2, $3)", Uuid::new_v4(), first, second)
        .execute(&pool)
        .await?;
    Ok(())
}

pub async fn import(State(pool): State<PgPool>, Path(id): Path<Uuid>, Json(body): Json<Update>) -> Result<()> {
    let kept = match body.password {
        Some(value) if body.encoded => value,
        Some(value) => bcrypt::hash(&value, 12)?,
        None => return Ok(()),
    };
    sqlx::query!("UPDATE arms_either SET password = $2 WHERE id = $1", id, kept).execute(&pool).await?;
    Ok(())
}
