//! This one has no schema: it writes into that of another.
pub async fn invite(db: &Db, Json(req): Json<New>) -> Result<()> {
    let digest = sha256_hex(&req.api_token);
    query("INSERT INTO guests (api_token) VALUES ($1)").bind(&digest).execute(db).await
}
