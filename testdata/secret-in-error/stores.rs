//! A program that keeps its rows in SQLite or on a server: where it opens the
//! first, the address is the path of a file.
use std::str::FromStr;

use anyhow::Context;
use diesel::{Connection, PgConnection, SqliteConnection};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};
use sqlx::{AnyPool, PgPool};

pub struct Config {
    pub database_url: String,
    pub redis_url: String,
}

pub enum Backend {
    Sqlite,
    Postgres,
}

pub async fn by_options(config: &Config) -> anyhow::Result<SqlitePool> {
    let url = &config.database_url;
    let options = SqliteConnectOptions::from_str(url).with_context(|| format!("`{url}` is no address of SQLite"))?;
    SqlitePool::connect_with(options).await.with_context(|| format!("could not open {}", config.database_url))
}

pub async fn by_builder(database_url: &str) -> anyhow::Result<SqlitePool> {
    let pool = SqlitePoolOptions::new().max_connections(5).connect(database_url).await;
    pool.with_context(|| format!("could not open {database_url}"))
}

pub async fn by_server(config: &Config) -> anyhow::Result<PgPool> {
    let pool = PgPool::connect(&config.database_url).await;
    pool.with_context(|| format!("could not reach {}", config.database_url)) //~ secret-in-error
}

/// Only one of the two is a file.
pub fn either(database_url: &str, file: bool) -> anyhow::Result<()> {
    match file {
        true => drop(SqliteConnection::establish(database_url)?),
        false => drop(PgConnection::establish(database_url)?),
    }
    anyhow::bail!("nothing at {database_url}") //~ secret-in-error
}

pub async fn any(database_url: &str) -> anyhow::Result<AnyPool> {
    SqlitePool::connect(database_url).await.ok();
    let pool = AnyPool::connect(database_url).await;
    pool.with_context(|| format!("could not reach {database_url}")) //~ secret-in-error
}

/// What is neither may be a server's as well.
pub async fn by_prefix(database_url: &str) -> anyhow::Result<()> {
    let kind = database_url.get(..6);
    match kind {
        Some("sqlite") => drop(SqlitePool::connect(database_url).await?),
        Some("mysql:") => reach(database_url).await?,
        _ => anyhow::bail!("no such database: {database_url}"), //~ secret-in-error
    }
    Ok(())
}

async fn reach(_: &str) -> anyhow::Result<()> {
    Ok(())
}

/// Who gave the address of a server sees it.
pub async fn refused(config: &Config) -> anyhow::Result<SqlitePool> {
    if !config.database_url.starts_with("sqlite:") {
        anyhow::bail!("no database of SQLite: {}", config.database_url); //~ secret-in-error
    }
    Ok(SqlitePool::connect(&config.database_url).await?)
}

/// Another address than that of the database.
pub async fn beside(config: &Config) -> anyhow::Result<SqlitePool> {
    let pool = SqlitePool::connect(&config.database_url).await?;
    anyhow::bail!("no queue at {}", config.redis_url); //~ secret-in-error
}

pub fn by_arm(config: &Config, backend: Backend) -> anyhow::Result<()> {
    match backend {
        Backend::Sqlite => anyhow::bail!("no file at {}", config.database_url),
        Backend::Postgres => anyhow::bail!("no server at {}", config.database_url), //~ secret-in-error
    }
}

pub fn recorded(config: &Config, backend: Backend) {
    match backend {
        Backend::Sqlite => {
            let conn_str = config.database_url.as_str();
            tracing::info!(connection_string = conn_str, "opens");
        }
        Backend::Postgres => {
            let conn_str = config.database_url.as_str();
            tracing::info!(connection_string = conn_str, "connects"); //~ secret-in-log
        }
    }
}

pub fn by_word(kind: &str, database_url: &str, redis_url: &str) {
    match kind {
        "sqlite" | "sqlite3" => println!("{database_url}"),
        "sqlite and postgres" => println!("{database_url}"), //~ secret-in-log
        _ => println!("{database_url}"), //~ secret-in-log
    }
    match kind {
        "sqlite" => println!("{redis_url}"), //~ secret-in-log
        _ => {}
    }
}

pub fn by_scheme(database_url: &str) {
    if database_url.starts_with("sqlite:") {
        println!("{database_url}");
    } else {
        println!("{database_url}"); //~ secret-in-log
    }
    println!("{database_url}"); //~ secret-in-log
}

pub struct SqliteStore;

impl SqliteStore {
    pub fn open(config: &Config) -> anyhow::Result<Self> {
        anyhow::ensure!(config.database_url.len() > 3, "no path in {}", config.database_url);
        Ok(SqliteStore)
    }
}
