//! What a field is called where its value comes from.

#[derive(clap::Parser)]
pub struct Args {
    #[arg(long, env = "PGPASSWORD")] //~ env-read
    pg: String,
    #[arg(long, env = "PGHOST")]
    host: String,
    // What its own name says counts.
    #[arg(long, env = "SSL_KEY")] //~ env-read
    ssl_key: String,
}

#[derive(serde::Deserialize)]
pub struct Body {
    #[serde(rename = "password")]
    p: String,
    #[serde(rename = "host", alias = "hostname")]
    h: String,
    #[serde(rename = "password_length")]
    n: String,
    #[serde(alias = "client_secret")]
    client_secret_hash: String,
}

pub fn show(args: &Args, body: &Body) {
    log::info!("{}", args.pg); //~ secret-in-log
    log::info!("{} {}", args.host, args.ssl_key);
    log::info!("{}", body.p); //~ secret-in-log
    log::info!("{} {}", body.h, body.n);
    log::info!("{}", body.client_secret_hash);
}
