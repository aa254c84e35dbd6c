//! This package hashes what it keeps.
pub async fn create(db: &Db, Json(req): Json<New>) -> Result<()> {
    let digest = sha256_hex(&req.api_token);
    query("INSERT INTO clients (api_token) VALUES ($1)").bind(&digest).execute(db).await
}
