//! Names that enums stand for.
use std::env;
use std::fmt;

enum Key {
    ApiToken,
    Host,
}

impl Key {
    const TOKEN: &'static str = "ASSOCIATED_API_TOKEN";

    fn as_str(&self) -> &'static str {
        match self {
            Key::ApiToken => "METHOD_API_TOKEN",
            Key::Host => "METHOD_HOST",
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ApiToken => write!(f, "DISPLAY_API_TOKEN"),
            Self::Host => f.write_str("DISPLAY_HOST"),
        }
    }
}

impl AsRef<str> for Key {
    fn as_ref(&self) -> &str {
        match *self {
            Key::ApiToken => "AS_REF_API_TOKEN",
            Key::Host => "AS_REF_HOST",
        }
    }
}

impl From<Key> for &'static str {
    fn from(key: Key) -> Self {
        match key {
            Key::ApiToken => "FROM_API_TOKEN",
            _ => "FROM_HOST",
        }
    }
}

fn of_variants() {
    let _ = env::var(Key::ApiToken.as_str()); //~ env-read
    let _ = env::var(Key::Host.as_str());
    let _ = env::var(Key::ApiToken.to_string()); //~ env-read
    let _ = env::var(Key::Host.to_string());
    let _ = env::var(Key::ApiToken.as_ref()); //~ env-read
    let _ = env::var(Key::Host.as_ref());
    let name: &str = Key::ApiToken.into();
    let _ = env::var(name); //~ env-read
    let _ = env::var(Key::TOKEN); //~ env-read
    let host = Key::Host;
    let _ = env::var(host.as_str());
}

fn of_any(key: Key) {
    let _ = env::var(format!("{key}")); //~ env-read
    let _ = env::var(format!("MY_{}", key)); //~ env-read
}
