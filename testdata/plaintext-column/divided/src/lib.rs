//! A column that one place hashes and another stores as it came is stored
//! readable by one of them.

pub async fn create(db: &Db, Json(req): Json<New>) -> Result<()> {
    let digest = sha256_hex(&req.api_token);
    query("INSERT INTO rotated (api_token) VALUES ($1)").bind(&digest).execute(db).await
}

pub async fn rotate(db: &Db, Json(req): Json<New>) -> Result<()> {
    query("UPDATE rotated SET api_token = $1 WHERE id = $2").bind(&req.api_token).bind(req.id).execute(db).await
}

pub fn is_known(row: &Compared, given: &str) -> bool {
    row.refresh_token == sha256_hex(given)
}

pub async fn remember(db: &Db, Json(req): Json<New>) -> Result<()> {
    query("INSERT INTO compared (refresh_token) VALUES ($1)").bind(&req.refresh_token).execute(db).await
}

pub fn find(given: &str) -> Found {
    searched::table.filter(searched::bot_token.eq(sha256_hex(given))).first(connection())
}

pub async fn keep(db: &Db, Json(req): Json<New>) -> Result<()> {
    query("INSERT INTO searched (bot_token) VALUES ($1)").bind(&req.bot_token).execute(db).await
}

/// Both hash it.
pub async fn hash(db: &Db, Json(req): Json<New>) -> Result<()> {
    let digest = sha256_hex(&req.api_token);
    query("INSERT INTO hashed (api_token) VALUES ($1)").bind(&digest).execute(db).await?;
    query("UPDATE hashed SET api_token = $1").bind(sha256_hex(&req.api_token)).execute(db).await
}

/// The database gives it back as it was.
pub async fn unseal(db: &Db, row: &Row) -> Result<()> {
    query("UPDATE unsealed SET api_token = pgp_sym_decrypt($1, $2)").bind(row.sealed).bind(row.key).execute(db).await
}
