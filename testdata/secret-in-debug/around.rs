//! Types around a secret: the one that has it and those that hold that one
//! are found; those farther out are told of there.

#[derive(Debug)] //~ secret-in-debug
pub struct Login {
    pub password: String,
}

#[derive(Debug)] //~ secret-in-debug
pub struct Server {
    pub login: Login,
}

#[derive(Debug)]
pub struct Config {
    pub servers: Vec<Server>,
}

#[derive(Debug)]
pub struct App {
    pub config: Option<Config>,
}

pub fn start(app: &App) -> usize {
    app.config.as_ref().map_or(0, |config| config.servers.len())
}

#[derive(Debug)] //~ secret-in-debug
pub struct WebhookCreated {
    pub id: String,
    pub status: String,
    pub secret: String,
}

#[derive(Debug)]
pub struct SecretRefStatus {
    pub secret: String,
}

#[derive(Debug)] //~ secret-in-debug
pub struct UploadAuth {
    pub authorization: String,
    pub x_amz_date: String,
}

#[derive(Debug)] //~ secret-in-debug
pub struct WebhookIntakeConfig {
    pub path: String,
    pub secret: Vec<u8>,
}

#[derive(Debug)]
pub struct MountSpec {
    pub path: String,
    pub secret: String,
}

#[derive(Debug, clap::Args)] //~ secret-in-debug
pub struct TunnelRun {
    pub name: String,
    pub token: Option<String>,
}

#[derive(Debug)]
pub struct Coin {
    pub token: String,
    pub decimals: u8,
    pub url: String,
}

#[derive(Debug)] //~ secret-in-debug
pub struct Hook {
    pub token: String,
    pub url: String,
}

#[derive(Debug)] //~ secret-in-debug
pub struct MintedKey {
    pub record: u32,
    pub raw_secret: String,
}
