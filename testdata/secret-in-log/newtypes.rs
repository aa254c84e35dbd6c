//! What prints the one field that it has, and what prints only what it is
//! called.
use derive_more::Display;

#[derive(Clone, derive_more::Display, derive_more::FromStr)]
pub struct AccessToken(pub String);

#[derive(Clone, Display)]
pub struct RefreshToken {
    token: String,
}

#[derive(Clone, Display)]
#[display("…")]
pub struct ApiKey(String);

#[derive(Clone, Display)]
pub enum Sign {
    #[display("a password")]
    Password(String),
    ApiToken(String),
    None,
}

#[derive(Clone, strum::Display)]
pub enum Kind {
    Password(String),
    ApiToken(String),
}

pub struct Api {
    pub access_token: AccessToken,
}

pub fn show(api: &Api, refresh_token: &RefreshToken, api_key: &ApiKey) {
    let access_token = api.access_token.clone();
    log::info!("{}", access_token); //~ secret-in-log
    log::info!("{refresh_token}"); //~ secret-in-log
    log::info!("{api_key}");
}

pub fn show_kinds(sign: &Sign, kind: &Kind) {
    log::info!("{sign}"); //~ secret-in-log
    log::info!("{kind}");
}
