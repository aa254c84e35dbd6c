use std::fmt;

pub struct NoDebug {
    pub password: String,
}

#[derive(Debug)]
pub struct About {
    pub password_hash: String,
    pub has_password: bool,
    pub token_count: usize,
    pub token_type: String,
    pub public_key: String,
    pub key_path: std::path::PathBuf,
    pub token: u64,
}

#[derive(Debug)]
pub struct Protected {
    pub password: secrecy::SecretString,
    pub key: secrecy::SecretBox<Vec<u8>>,
}

#[derive(Debug)]
pub enum Token {
    Comma,
    Word(String),
}

#[derive(Debug)]
pub struct Lexer {
    pub tokens: Vec<Token>,
    pub token: Token,
}

pub struct Hidden {
    pub user: String,
    pub password: String,
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hidden").field("user", &self.user).field("password", &"***").finish()
    }
}

#[derive(Debug)]
pub struct Holds {
    pub hidden: Hidden,
}

#[derive(educe::Educe)]
#[educe(Debug)]
pub struct Educed {
    #[educe(Debug(ignore))]
    pub password: String,
}

#[derive(derivative::Derivative)]
#[derivative(Debug)]
pub struct Derived {
    #[derivative(Debug = "ignore")]
    pub password: String,
}

pub struct Masked {
    pub api_key: String,
}

impl fmt::Display for Masked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}…", &self.api_key[..4])
    }
}

impl fmt::Debug for Masked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Masked").field(&self.api_key.len()).finish()
    }
}

#[derive(Debug)]
pub enum KeyError {
    SecretKeyOnly(String),
    BadPassword,
}

/// A package by its name: nobody signs in with it.
#[derive(Debug)]
pub struct Cask {
    pub token: String,
    pub version: String,
}

/// A key that is opened is the name of a file, in whichever type it is kept.
#[derive(Debug, serde::Serialize)]
pub struct SshSettings {
    pub host: String,
    pub private_key: String,
}

#[derive(Debug)]
pub struct Connection {
    private_key: String,
}

#[derive(Debug)]
pub struct Deploy {
    signing_key: String,
}

impl Connection {
    pub fn new(settings: &SshSettings) -> Connection {
        Connection { private_key: settings.private_key.clone() }
    }

    pub fn open(&self) -> std::io::Result<String> {
        let file = shellexpand::tilde(&self.private_key).to_string();
        let file = std::path::PathBuf::from(file);
        std::fs::read_to_string(&file)
    }
}

fn load(key_path: &str) -> Vec<u8> {
    std::fs::read(key_path).unwrap_or_default()
}

pub fn deployed(deploy: &Deploy) -> usize {
    load(&deploy.signing_key).len()
}

/// Which secret, and not what it is.
#[derive(Debug)]
pub struct SecretReference {
    pub namespace: String,
    pub secret: String,
}

/// Texts of the program itself.
#[derive(Debug, serde::Serialize)]
pub struct Strings {
    pub password: &'static str,
    pub access_token: &'static str,
}

#[derive(Debug)]
pub struct DavLock {
    pub token: String,
    pub owner: Option<String>,
    pub login: String,
}

#[derive(Debug)]
pub struct LoginPaths {
    pub password: String,
    pub logout: String,
}

#[derive(Debug)]
pub struct Sticker {
    pub quote_token: String,
    pub mark_as_read_token: String,
}
