//! What becomes of a value: numbers, switches and paths are no secrets, and
//! whether one is set is asked at a lower level.
use std::env;
use std::path::PathBuf;

fn asked() -> bool {
    let set = env::var_os("ASKED_TOKEN").is_some(); //~ env-read
    if let Ok(_) = env::var("MATCHED_TOKEN") {} //~ env-read
    let filled = env::var("FILLED_TOKEN").map(|value| !value.is_empty()).unwrap_or(false); //~ env-read
    set && filled
}

fn numbers() -> Option<u64> {
    let limit: u32 = env::var("LIMIT_OF_TOKEN").ok()?.parse().ok()?;
    drop(limit);
    env::var("SEED_SECRET").ok()?.parse::<u64>().ok()
}

fn switches() -> bool {
    let on = env::var("PRINT_THE_TOKEN").is_ok_and(|value| value == "1");
    let off = matches!(env::var("CHECK_PASSWORD").as_deref(), Ok("0" | "false"));
    on || off || env::var("VERIFY_TOKEN").unwrap_or_default() == "true"
}

fn paths() -> std::io::Result<String> {
    let key = PathBuf::from(env::var("SIGNING_KEY").unwrap());
    drop(key);
    std::fs::read_to_string(env::var("PRIVATE_KEY").unwrap())
}

fn number_of(name: &str) -> Option<u16> {
    env::var(name).ok().and_then(|value| value.parse().ok())
}

fn has(name: &str) -> bool {
    env::var(name).is_ok()
}

fn wrapped() {
    let _ = number_of("NUMBER_TOKEN");
    let _ = has("WRAPPED_TOKEN"); //~ env-read
}

fn values() -> Option<String> {
    let filtered = env::var("FILTERED_TOKEN").ok().filter(|value| !value.is_empty()); //~ env-read
    match env::var("CHOSEN_TOKEN") { //~ env-read
        Ok(value) if !value.is_empty() => Some(value),
        _ => filtered,
    }
}

fn from_arms(given: Option<&str>) -> (String, String) {
    let password = match given {
        Some(password) => password.to_owned(),
        None => env::var("ARM_PASSWORD").unwrap_or_else(|_| "changeme".into()), //~ env-read
    };
    let path = PathBuf::from(if password.is_empty() { env::var("BRANCH_KEY").unwrap() } else { "key.pem".into() });
    (password, path.display().to_string())
}

fn compared(given: &str) -> bool {
    env::var("COMPARED_TOKEN").is_ok_and(|value| value == given) //~ env-read
}

/// What a field holds says what a general reader gives.
struct Cookies {
    secure_cookies: bool,
    auth_cookie: String,
}

fn env_parse<T: std::str::FromStr>(name: &str, default: T) -> T {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn cookies() -> Cookies {
    Cookies {
        secure_cookies: env_parse("SECURE_COOKIES", true),
        auth_cookie: env_parse("AUTH_COOKIE", String::new()), //~ env-read
    }
}

/// Many bytes are a key; one number is none.
struct Keys {
    pwd_key: Vec<u8>,
    login_token_ttls: Vec<u64>,
}

fn bytes_of(name: &str) -> Vec<u8> {
    std::env::var(name).unwrap_or_default().into_bytes()
}

fn numbers_of(name: &str) -> Vec<u64> {
    std::env::var(name).unwrap_or_default().split(',').filter_map(|text| text.parse().ok()).collect()
}

fn keys() -> Keys {
    Keys {
        pwd_key: bytes_of("PWD_KEY"), //~ env-read
        login_token_ttls: numbers_of("LOGIN_TOKENS"),
    }
}
