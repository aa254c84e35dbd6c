use serde::{Deserialize, Serialize};

#[derive(Serialize)] //~ secret-in-serialize
pub struct Account {
    pub name: String,
    pub api_key: String,
}

#[derive(Clone, Serialize, Deserialize)] //~ secret-in-serialize
pub struct Stored {
    pub refresh_token: Option<String>,
}

#[derive(serde::Serialize)] //~ secret-in-serialize
pub enum Credential {
    Basic { user: String, password: String },
}

#[derive(Serialize)] //~ secret-in-serialize
pub struct Outer {
    pub account: Account,
}

#[derive(Serialize)] //~ secret-in-serialize
pub struct Renamed {
    #[serde(rename = "pw")]
    pub password: String,
}

#[derive(Serialize)] //~ secret-in-serialize
pub struct Defaulted {
    #[serde(default, skip_deserializing)]
    pub client_secret: String,
}

#[derive(Serialize)] //~ secret-in-serialize
pub struct SigningKey(Vec<u8>);

#[derive(Serialize)] //~ secret-in-serialize
pub struct Several {
    pub database_url: String,
    pub passphrases: Vec<String>,
}
