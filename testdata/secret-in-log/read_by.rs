//! Variables that a function of the program reads, by the names that its
//! callers give.

const NAMES: &[&str] = &["SESSION_SECRET", "HOME"];
const ONE: &str = "SESSION_SECRET";

fn var(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

fn required(name: &str) -> Result<String, String> {
    let found = var(name);
    if found.is_empty() { Err(format!("{name} is not set")) } else { Ok(found) }
}

pub struct Env;

impl Env {
    pub fn get(&self, name: &str) -> Option<String> {
        std::env::var(name).ok()
    }
    pub fn port(&self, name: &str) -> u16 {
        std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(80)
    }
}

pub fn show(env: &Env) {
    let first = var("PAYMENT_API_KEY"); //~ env-read
    log::info!("{first}"); //~ secret-in-log
    let second = var(ONE); //~ env-read
    log::info!("{second}"); //~ secret-in-log
    let third = required("PAYMENT_API_KEY"); //~ env-read
    log::info!("{third:?}"); //~ secret-in-log
    let fourth = env.get("PAYMENT_API_KEY"); //~ env-read
    log::info!("{fourth:?}"); //~ secret-in-log
    let (home, port) = (var("HOME"), env.port("PAYMENT_API_KEY"));
    log::info!("{home} {port}");
    log::info!("{:?}", env.get("HOME"));
}

pub fn in_turn() {
    for name in NAMES {
        let value = std::env::var(name); //~ env-read
        log::info!("{value:?}"); //~ secret-in-log
    }
    let values: Vec<String> = ["API_SECRET"].iter().filter_map(|name| std::env::var(name).ok()).collect(); //~ env-read
    log::info!("{values:?}"); //~ secret-in-log
    for name in ["HOME", "LANG"] {
        let value = std::env::var(name);
        log::info!("{value:?}");
    }
    for name in NAMES {
        log::info!("{name} is set: {}", std::env::var(name).is_ok()); //~ env-read
    }
}
