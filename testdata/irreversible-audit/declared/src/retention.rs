//! The sanctioned module: its job is to delete.

pub async fn expire(db: &sqlx::PgPool) -> sqlx::Result<()> {
    sqlx::query("DELETE FROM deeds WHERE id < $1").bind(1_i64).execute(db).await?;
    Ok(())
}
