use tracing::{debug as say, info, warn};

#[derive(Debug)] //~ secret-in-debug
pub struct Config {
    pub host: String,
    pub api_key: String,
}

pub struct ApiToken(String);

pub fn by_position(password: &str) {
    println!("password is {}", password); //~ secret-in-log
    eprintln!("{0:?}", password); //~ secret-in-log
    print!("{}", password.trim()); //~ secret-in-log
}

pub fn captured(access_token: String) {
    println!("token {access_token}"); //~ secret-in-log
    log::error!("token {access_token:?}"); //~ secret-in-log
    dbg!(&access_token); //~ secret-in-log
}

pub fn fields(user: &str, client_secret: &str) {
    info!(user, client_secret, "login"); //~ secret-in-log
    warn!(value = %client_secret, "login"); //~ secret-in-log
    tracing::info!(auth.value = ?client_secret); //~ secret-in-log
    log::info!(value = client_secret; "login"); //~ secret-in-log
    log::info!(value:? = client_secret; "login"); //~ secret-in-log
}

pub fn renamed(passphrase: &str) {
    say!("{}", passphrase); //~ secret-in-log
}

pub fn through_locals(config: &Config) {
    let key = &config.api_key;
    let line = format!("key {}", key);
    let longer = "line: ".to_owned() + &line;
    log::info!("{}", longer); //~ secret-in-log
    log::info!("{}", config.api_key.to_uppercase()); //~ secret-in-log
}

pub fn whole(config: &Config) {
    log::debug!("{:?}", config); //~ secret-in-log
    log::debug!("{:#?}", config); //~ secret-in-log
}

pub fn pair(password: &str) {
    log::debug!("{:?}", (1, password)); //~ secret-in-log
}

fn load() -> String {
    let password = "x".to_string();
    password
}

pub fn returned() {
    log::trace!("{}", load()); //~ secret-in-log
}

impl ApiToken {
    pub fn show(&self) {
        println!("{}", self.0); //~ secret-in-log
    }
}

const SIGNING_KEY: &str = "0123-4567-89";

pub fn constant() {
    println!("{SIGNING_KEY}"); //~ secret-in-log
}
