//! Nobody speaks of a database but SQLite: its address is the path of a file.

use sqlx::sqlite::SqlitePool;

#[tokio::main]
async fn main() {
    let database_url = std::env::var("DATABASE_URL").unwrap_or_else(|_| "sqlite:data.db".into()); //~ env-read
    println!("opening {database_url}");
    let pool = SqlitePool::connect(&database_url).await.expect(&format!("no database at {database_url}"));
    serve(pool, &Config { db_url: database_url.clone(), redis_url: String::from("redis://:x@host") });
}

pub struct Config {
    pub db_url: String,
    pub redis_url: String,
}

fn serve(_: SqlitePool, config: &Config) {
    println!("{}", config.db_url);
    println!("{}", config.redis_url); //~ secret-in-log
}
