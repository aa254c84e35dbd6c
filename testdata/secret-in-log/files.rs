//! Secrets in files of their own, in values that are made when they are first
//! asked for, and parts of secrets.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

const MOUNTED: &str = "/run/secrets/db-password";

static FIRST: LazyLock<String> = LazyLock::new(|| std::env::var("DB_PASSWORD").unwrap_or_default()); //~ env-read
static PLACE: LazyLock<String> = LazyLock::new(|| std::env::var("DB_HOST").unwrap_or_default());

fn mounted() -> std::io::Result<String> {
    fs::read_to_string(MOUNTED)
}

async fn of_an_account() -> std::io::Result<Vec<u8>> {
    tokio::fs::read(Path::new("/var/run/secrets/kubernetes.io/serviceaccount/token")).await
}

pub async fn read() -> std::io::Result<()> {
    log::info!("read {}", mounted()?); //~ secret-in-log
    log::info!("read {:?}", of_an_account().await?); //~ secret-in-log
    let pem = fs::read("keys/private_key.pem")?;
    log::info!("read {}", String::from_utf8_lossy(&pem)); //~ secret-in-log
    let place = fs::read_to_string("/var/run/secrets/kubernetes.io/serviceaccount/namespace")?;
    let chain = fs::read_to_string("/run/secrets/ca.crt")?;
    let rules = fs::read_to_string("docs/password_rules.md")?;
    let code = fs::read_to_string("src/access_token.rs")?;
    let words = fs::read_to_string("tokens.txt")?;
    log::info!("read {place} {chain} {rules} {code} {words}");
    Ok(())
}

pub fn made_when_asked() {
    log::info!("first {} at {}", *FIRST, *PLACE); //~ secret-in-log
    let task = std::thread::spawn(|| std::env::var("DB_PASSWORD").unwrap_or_default()); //~ env-read
    log::info!("{:?}", task.join()); //~ secret-in-log
}

pub fn formatted(password: &str) {
    let text = std::fmt::format(format_args!("with {password}"));
    log::info!("{text}"); //~ secret-in-log
}

pub fn parts(password: &str, header_token: &str) {
    log::info!("{}", &password[0..]); //~ secret-in-log
    log::info!("{}", &header_token[7..]); //~ secret-in-log
    log::info!("{}", password.get(0..).unwrap_or_default()); //~ secret-in-log
    log::info!("{} {}", &password[..2], &header_token[header_token.len() - 4..]);
    log::info!("{:?} {}", password.get(..2), &header_token[28..]);
}
