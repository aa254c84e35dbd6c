//! A cache in SQLite, and whatever the address says.
use sqlx::sqlite::SqlitePool;
use sqlx::{Any, Pool};

pub async fn open(cache: &SqlitePool, database_url: &str) -> sqlx::Result<Pool<Any>> {
    println!("opening {database_url} beside {}", cache.size()); //~ secret-in-log
    Pool::connect(database_url).await
}
