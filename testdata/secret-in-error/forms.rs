//! Errors and panics.

use anyhow::{Context, anyhow, bail, ensure};
use std::fmt;

#[derive(Debug)]
pub enum ApiError {
    Denied(String),
    Config { message: String, code: u16 },
    Timeout,
}

#[derive(Debug, thiserror::Error)]
#[error("cannot reach {url}")]
pub struct Unreachable {
    url: String,
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ApiError::Denied(why) => write!(f, "denied: {why}"),
            ApiError::Config { message, code } => write!(f, "{code}: {message}"),
            ApiError::Timeout => f.write_str("timeout"),
        }
    }
}

pub fn panics(n: u32, password: &str, user: &str, left: Option<u32>) {
    match n {
        0 => panic!("{}", password), //~ secret-in-error
        1 => std::panic!("{user} {password}"), //~ secret-in-error
        2 => unreachable!("{user}"),
        3 => todo!("sign in with {password}"), //~ secret-in-error
        4 => unimplemented!("sign in with {}", password), //~ secret-in-error
        5 => assert!(n > 5, "{password}"), //~ secret-in-error
        6 => assert!(password.len() > 5, "{user}"),
        7 => assert_eq!(n, 8, "{user} {}", password), //~ secret-in-error
        8 => assert_ne!(n, 8, "with {password}"), //~ secret-in-error
        9 => debug_assert!(false, "with {password}"), //~ secret-in-error
        10 => debug_assert_eq!(n, 1, "with {}", password), //~ secret-in-error
        11 => debug_assert_ne!(n, 1, "with {}", password), //~ secret-in-error
        12 => std::panic::panic_any(password.to_string()), //~ secret-in-error
        13 => drop(left.expect(format!("for {user} with {password}").as_str())), //~ secret-in-error
        14 => drop(left.expect(&format!("for {user}"))),
        15 => drop(left.unwrap_or_else(|| panic!("none for {password}"))), //~ secret-in-error
        16 => drop(Err::<u32, _>(3).expect(&["with", password].join(" "))), //~ secret-in-error
        _ => drop(left.ok_or_else(|| format!("none for {password}")).unwrap()), //~ secret-in-error
    }
}

pub fn texts(password: &str, user: &str) -> Result<u32, String> {
    if user.is_empty() {
        return Err(format!("no user for {password}")); //~ secret-in-error
    }
    if user.len() > 8 {
        return Err(format!("{user} is too long"));
    }
    let message = format!("cannot sign in with {password}");
    if user.len() > 4 {
        return Err(message); //~ secret-in-error
    }
    if user.len() > 3 {
        Err("with ".to_string() + password)?; //~ secret-in-error
    }
    user.parse::<u32>().map_err(|e| format!("{password} failed: {e}")) //~ secret-in-error
}

pub fn boxed(password: &str, user: &str) -> Result<(), Box<dyn std::error::Error>> {
    if user.is_empty() {
        return Err(password.into()); //~ secret-in-error
    }
    if user.len() > 3 {
        return Err(format!("bad login {user}:{password}").into()); //~ secret-in-error
    }
    Err(Box::from(format!("bad login {user}")))
}

pub fn anyhows(api_key: &str, user: &str) -> anyhow::Result<()> {
    ensure!(user.len() > 3, "{user} is too short");
    ensure!(user.len() > 3, "{user} has {api_key}"); //~ secret-in-error
    ensure!(api_key.starts_with("sk_"), "a wrong key");
    if user.len() == 8 {
        bail!("{} has {}", user, api_key); //~ secret-in-error
    }
    std::fs::read(user).with_context(|| format!("of {user}"))?;
    std::fs::read(user).with_context(|| format!("of {api_key}"))?; //~ secret-in-error
    std::fs::read(user).context(format!("with {api_key}"))?; //~ secret-in-error
    user.parse::<u8>().map_err(|e| anyhow!("{e} for {api_key}"))?; //~ secret-in-error
    user.parse::<u8>().map_err(|e| anyhow!(e).context(api_key.to_string()))?; //~ secret-in-error
    let error = anyhow::Error::msg(format!("key {api_key}")); //~ secret-in-error
    Err(error)
}

pub fn own(token: &str, access_token: &str) -> Result<(), ApiError> {
    match token.len() {
        0 => Err(ApiError::Timeout),
        1 => Err(ApiError::Denied(access_token.to_string())), //~ secret-in-error
        2 => Err(ApiError::Denied(format!("bad {access_token}"))), //~ secret-in-error
        3 => Err(ApiError::Config { message: format!("bad {access_token}"), code: 3 }), //~ secret-in-error
        4 => Err(ApiError::Config { message: "bad token".into(), code: 3 }),
        5 => Err(access_token.to_string()).map_err(ApiError::Denied), //~ secret-in-error
        _ => Ok(()),
    }
}

pub fn reaches(host: &str, password: &str) -> Result<(), Unreachable> {
    if host.is_empty() {
        return Err(Unreachable { url: "http://localhost".to_string() });
    }
    Err(Unreachable { url: format!("http://admin:{password}@{host}/") }) //~ secret-in-error
}

pub fn io(password: &str) -> std::io::Result<()> {
    let kind = std::io::ErrorKind::PermissionDenied;
    if password.is_empty() {
        return Err(std::io::Error::new(kind, "no password"));
    }
    if password.len() > 8 {
        return Err(std::io::Error::other(format!("with {password}"))); //~ secret-in-error
    }
    Err(std::io::Error::new(kind, format!("with {password}"))) //~ secret-in-error
}
