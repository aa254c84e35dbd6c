//! What is made is a secret, whatever it is made of; what is written out is none.
use uuid::Uuid;

pub fn generate_api_key() -> String {
    format!("sk_{}", Uuid::new_v4().simple())
}

pub fn session_token(user: u64) -> String {
    format!("{user}.{:x}", rand::random::<u128>())
}

pub fn make_password() -> String {
    format!("{}-{}", pick(), pick())
}

fn pick() -> &'static str {
    "word"
}

pub fn api_key(of: &str) -> &'static str {
    match of {
        "a" => "the key of a",
        _ => "another",
    }
}

pub fn made() {
    println!("{}", generate_api_key()); //~ secret-in-log
    println!("{}", session_token(3)); //~ secret-in-log
    println!("{}", make_password()); //~ secret-in-log
    println!("{}", api_key("a"));
}

pub struct Database {
    user: String,
    word: String,
    host: String,
}

impl Database {
    pub fn connection_string(&self) -> String {
        format!("postgres://{}:{}@{}/app", self.user, self.word, self.host)
    }
}

pub fn connected(to: &Database) {
    println!("{}", to.connection_string()); //~ secret-in-log
}

/// Of an unknown type: what is printed as a text is one.
pub struct Login {
    pub user: String,
}

pub async fn basic(vault: &Vault) -> Result<(), Error> {
    let credentials = vault.fetch("basic").await?;
    println!("Authorization: Basic {credentials}"); //~ secret-in-log
    let credentials = vault.all().await?;
    println!("{credentials:?}");
    Ok(())
}
