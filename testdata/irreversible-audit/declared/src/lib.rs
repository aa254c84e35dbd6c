//! Statements on tables that the config declares to be audit trails.
pub mod retention;

pub async fn forget(db: &sqlx::PgPool, who: &str) -> sqlx::Result<()> {
    sqlx::query("DELETE FROM deeds WHERE who = $1").bind(who).execute(db).await?; //~ irreversible-audit
    sqlx::query("UPDATE deeds SET what = 'nothing' WHERE who = $1").bind(who).execute(db).await?; //~ irreversible-audit
    sqlx::query("INSERT INTO deeds (who, what) VALUES ($1, 'asked to be forgotten')").bind(who).execute(db).await?;
    sqlx::query("DELETE FROM orders WHERE id = 1").execute(db).await?;
    Ok(())
}
