//! This one has a table of the same name and does not.
pub async fn create(db: &Db, Json(req): Json<New>) -> Result<()> {
    query("INSERT INTO clients (api_token) VALUES ($1)").bind(&req.api_token).execute(db).await
}
