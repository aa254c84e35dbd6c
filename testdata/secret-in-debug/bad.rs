use std::fmt;

#[derive(Debug)] //~ secret-in-debug
pub struct Config {
    pub host: String,
    pub api_key: String,
}

#[derive(Clone, Debug, Default)] //~ secret-in-debug
pub struct Optional {
    pub password: Option<String>,
}

#[derive(Debug)] //~ secret-in-debug
pub enum Auth {
    None,
    Basic { user: String, password: String },
}

#[derive(Debug)] //~ secret-in-debug
pub struct ApiToken(String);

#[derive(Debug)] //~ secret-in-debug
pub struct Outer {
    pub auth: Auth,
    pub retries: u32,
}

#[derive(Debug)] //~ secret-in-debug
pub struct Many {
    pub all: Vec<Option<Config>>,
}

#[derive(Debug)] //~ secret-in-debug
pub struct Keys {
    pub private_key: Vec<u8>,
}

pub struct Written {
    pub client_secret: String,
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "secret {}", self.client_secret) //~ secret-in-debug
    }
}

impl fmt::Debug for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Written").field("client_secret", &self.client_secret).finish() //~ secret-in-debug
    }
}

pub struct Bearer(String);

pub struct AccessToken {
    inner: String,
}

impl AccessToken {
    pub fn new(access_token: String) -> Self {
        AccessToken { inner: access_token }
    }
}

impl fmt::Display for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.inner) //~ secret-in-debug
    }
}

#[derive(Debug)] //~ secret-in-debug
pub struct Session {
    pub token: String,
    pub user: String,
}
