//! Addresses that a pool of connections is made of, by its options.

use sqlx::mysql::MySqlPoolOptions;
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::SqlitePoolOptions;

pub async fn mysql(target: &str) -> anyhow::Result<()> {
    if target.starts_with("mysql:") {
        MySqlPoolOptions::new().max_connections(1).connect(target).await?;
        return Ok(());
    }
    anyhow::bail!("{target} is no address that is understood"); //~ secret-in-error
}

pub async fn postgres(target: &str) -> anyhow::Result<()> {
    let options = PgPoolOptions::new().max_connections(5);
    options.connect(target).await.map_err(|e| anyhow::anyhow!("{target}: {e}"))?; //~ secret-in-error
    Ok(())
}

pub async fn sqlite(target: &str) -> anyhow::Result<()> {
    let options = SqlitePoolOptions::new().max_connections(5);
    options.connect(target).await.map_err(|e| anyhow::anyhow!("{target}: {e}"))?;
    Ok(())
}
