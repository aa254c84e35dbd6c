//! Wholes and parts: structs, enums, tuples, maps, and what they print.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

#[derive(Debug, Clone)] //~ secret-in-debug
pub struct Login {
    pub user: String,
    pub password: String,
}

#[derive(Debug, Clone)] //~ secret-in-debug
pub struct Session {
    pub login: Option<Login>,
    pub started: u64,
}

#[derive(Clone)]
pub struct Quiet {
    pub user: String,
    pub password: String,
}

impl fmt::Debug for Quiet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Quiet").field("user", &self.user).finish_non_exhaustive()
    }
}

impl fmt::Display for Quiet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.user)?;
        f.write_str(":")?;
        f.write_str(&"*".repeat(self.password.len()))
    }
}

pub struct Loud(String, String);

impl fmt::Display for Loud {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Loud(user, password) = self;
        f.write_fmt(format_args!("{user}:{password}")) //~ secret-in-debug
    }
}

#[derive(Debug)] //~ secret-in-debug
pub enum Credential {
    Anonymous,
    Password { user: String, password: String },
    ApiKey(String),
}

#[derive(Debug)] //~ secret-in-debug
pub struct AccessToken(pub String);

#[derive(Debug)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub total: usize,
}

pub fn wholes(login: &Login, session: Session, quiet: &Quiet, loud: &Loud) {
    log::info!("{login:?}"); //~ secret-in-log
    log::info!("{:?}", session); //~ secret-in-log
    log::info!("{:?}", session.login); //~ secret-in-log
    log::info!("{:?}", session.login.as_ref().map(|l| &l.user));
    log::info!("{}", session.started);
    log::info!("{quiet} {quiet:?}");
    log::info!("{}", loud); //~ secret-in-log
    log::info!("{}", loud.to_string()); //~ secret-in-log
    log::info!("{}", format!("{loud}")); //~ secret-in-log
    log::info!("{}", quiet.to_string());
    log::info!("{}", quiet.password); //~ secret-in-log
    tracing::info!(?login, "signing in"); //~ secret-in-log
    tracing::info!(login = ?login.clone()); //~ secret-in-log
    tracing::info!(user = %login.user, "signing in");
    let boxed = Box::new(login.clone());
    log::info!("{boxed:#?}"); //~ secret-in-log
    let shared = std::sync::Arc::new(session);
    log::info!("{:?}", shared); //~ secret-in-log
    println!("{:?}", vec![login.clone()]); //~ secret-in-log
    println!("{:?}", (1, login)); //~ secret-in-log
    println!("{:?}", Some(quiet));
}

pub fn variants(credential: &Credential, token: &AccessToken) {
    log::info!("{credential:?}"); //~ secret-in-log
    match credential {
        Credential::Anonymous => log::info!("nobody"),
        Credential::Password { user, password: word } => {
            log::info!("{user}");
            log::info!("{word}"); //~ secret-in-log
        }
        Credential::ApiKey(key) => log::info!("{key}"), //~ secret-in-log
    }
    if let Credential::Password { user, .. } = credential {
        log::info!("{user}");
    }
    log::info!("{:?}", token); //~ secret-in-log
    log::info!("{}", token.0); //~ secret-in-log
    let AccessToken(inner) = token;
    log::info!("{}", inner); //~ secret-in-log
}

pub fn built(user: String, password: String) {
    let login = Login { user, password };
    let Login { user, password } = &login;
    log::info!("{}", user);
    log::info!("{}", password); //~ secret-in-log
    let Login { password: p, .. } = login.clone();
    log::info!("{}", p); //~ secret-in-log
    let again = Login { user: "x".into(), ..login };
    log::info!("{}", again.user);
    log::info!("{}", again.password); //~ secret-in-log
    let page = Page { items: vec![again], total: 1 };
    log::info!("{:?}", page); //~ secret-in-log
    log::info!("{}", page.total);
    let plain = Page { items: vec![1, 2], total: 2 };
    log::info!("{:?}", plain);
}

pub fn kept(password: &str, user: &str) {
    let mut map = HashMap::new();
    map.insert("user", user);
    log::info!("{map:?}");
    map.insert("word", password);
    log::info!("{map:?}"); //~ secret-in-log
    log::info!("{:?}", map.get("word")); //~ secret-in-log
    log::info!("{:?}", map.keys());
    for (name, value) in &map {
        log::info!("{name}");
        log::info!("{value}"); //~ secret-in-log
    }
    let tree: BTreeMap<&str, String> = [("word", password.to_string())].into_iter().collect();
    log::info!("{}", tree["word"]); //~ secret-in-log
    let list = vec![password.to_string()];
    log::info!("{}", list[0]); //~ secret-in-log
    log::info!("{}", list.len());
    log::info!("{:?}", list.first()); //~ secret-in-log
    let nested = ((user, 1), (password, 2));
    log::info!("{}", nested.0.0);
    log::info!("{}", nested.1.0); //~ secret-in-log
    let ((name, _), (word, count)) = nested;
    log::info!("{name} {count}");
    log::info!("{word}"); //~ secret-in-log
}

/// Keys of other crates: what they are made of, and phrases that print.
pub fn wallet(key: k256::SecretKey, words: bip39::Mnemonic) {
    log::info!("Mnemonic phrase: {}", words.to_string()); //~ secret-in-log
    log::info!("{words}"); //~ secret-in-log
    log::info!("Master: {}", Bytes32::new(key.to_bytes())); //~ secret-in-log
    log::info!("{}", key.public_key());
}

pub fn made(master_secret_key: chia::Key) {
    log::info!("{}", Bytes32::new(master_secret_key.secret_bytes())); //~ secret-in-log
}

pub fn on_its_own_screen(password: &str) -> std::io::Result<()> {
    let mut screen = std::io::stdout().into_alternate_screen()?;
    writeln!(screen, "{password}") //~ secret-in-log
}

/// A record's field says what it holds.
pub fn fields(url: &str, key_id: &str, masked: &str) {
    tracing::info!(database_url = %url, "connecting"); //~ secret-in-log
    tracing::info!(api_key = %key_id, access_token = %masked, "used");
    tracing::info!(password = %"***", api_key = url.len(), "hidden");
}
