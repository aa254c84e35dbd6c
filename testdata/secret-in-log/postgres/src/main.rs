//! Either of two databases: the address of one holds a password.

#[tokio::main]
async fn main() {
    let database_url = std::env::var("DATABASE_URL").unwrap_or_else(|_| "sqlite:data.db".into()); //~ env-read
    println!("opening {database_url}"); //~ secret-in-log
    if database_url.starts_with("sqlite:") {
        sqlx::sqlite::SqlitePool::connect(&database_url).await.expect("a file");
    } else {
        sqlx::PgPool::connect(&database_url).await.expect("postgres");
    }
}

/// Opens either.
pub async fn open_sqlite_or_postgres(database_url: &str) {
    println!("{database_url}"); //~ secret-in-log
}
