//! Libraries that fill structs from the environment.
use clap::Parser;
use serde::Deserialize;

#[derive(Parser)]
struct Args {
    #[arg(long, env = "CLAP_API_KEY")] //~ env-read
    api_key: String,
    #[arg(long, env)] //~ env-read
    db_password: String,
    #[arg(long, env = "CLAP_PORT")]
    port: u16,
    #[clap(long = "token", env = TOKEN_VAR)] //~ env-read
    token: String,
    #[arg(long)]
    secret: String,
}

const TOKEN_VAR: &str = "CLAP_TOKEN";

fn built() -> clap::Command {
    clap::Command::new("x")
        .arg(clap::Arg::new("key").long("key").env("BUILDER_SECRET_KEY")) //~ env-read
        .arg(clap::Arg::new("port").env("BUILDER_PORT"))
}

#[derive(Deserialize)]
struct Mail {
    smtp_host: String,
    smtp_password: String, //~ env-read
    #[serde(rename = "MAIL_API_TOKEN")]
    mail: String, //~ env-read
}

fn envy() -> Mail {
    envy::from_env::<Mail>().unwrap()
}

#[derive(Deserialize)]
struct Store {
    url: String, //~ env-read
    pool_size: u32,
}

fn prefixed() -> Store {
    envy::prefixed("DATABASE_").from_env::<Store>().unwrap()
}

#[derive(Deserialize)]
struct App {
    name: String,
    auth: Auth,
}

#[derive(Deserialize)]
struct Auth {
    jwt_secret: String, //~ env-read
    token_ttl: u64,
}

fn figment() -> Result<App, figment::Error> {
    figment::Figment::new().merge(figment::providers::Env::prefixed("APP_").split("__")).extract()
}

#[derive(Deserialize)]
struct Unfilled {
    password: String,
}

#[derive(envconfig::Envconfig)]
struct Derived {
    #[envconfig(from = "ENVCONFIG_DB_PASSWORD")] //~ env-read
    password: String,
    #[envconfig(from = "ENVCONFIG_HOST")]
    host: String,
}
