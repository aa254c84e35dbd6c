use axum::Json;

/// Public keys, and what tells them apart.
pub async fn listed(user: &str) -> Json<Vec<String>> {
    let credentials: Vec<String> = stored(user).await;
    Json(credentials)
}
