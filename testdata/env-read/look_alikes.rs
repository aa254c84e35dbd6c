//! What only looks like a read of a secret.
mod env {
    pub fn var(_: &str) -> Option<String> {
        None
    }
}

mod not_std {
    use super::env;

    fn local_module() {
        let _ = env::var("STRIPE_API_KEY");
        let _ = crate::env::var("STRIPE_API_KEY");
    }
}

/// ```
/// let key = std::env::var("DOC_API_KEY").unwrap();
/// ```
fn documented() {
    // std::env::var("COMMENTED_API_KEY")
    let _ = "std::env::var(\"QUOTED_API_KEY\")";
    println!("set STRIPE_API_KEY, read by env::var(\"STRIPE_API_KEY\")");
}

fn settings() {
    let _ = std::env::var("MAX_TOKENS");
    let _ = std::env::var("TOKEN_TTL_SECS");
    let _ = std::env::var("TLS_KEY_FILE");
    let _ = std::env::var("SSH_KEY_PATH");
    let _ = std::env::var("JWT_PUBLIC_KEY");
    let _ = std::env::var("AUTH_SCHEME");
    let _ = std::env::var("KEYBOARD");
    let _ = std::env::var("PWD");
    let _ = std::env::var("SECRETS_MODE");
    let _ = std::env::var("GOOGLE_APPLICATION_CREDENTIALS");
    let _ = std::env::var("OAUTH_TOKEN_URL");
    let _ = std::env::var("PASSWORD_MIN_LENGTH");
    let _ = std::env::var("REDIS_KEY_PREFIX");
    let _ = env!("CARGO_PKG_NAME");
}

fn writes() {
    unsafe { std::env::set_var("STRIPE_API_KEY", "") };
    std::process::Command::new("x").env("GITHUB_TOKEN", "").env_remove("DB_PASSWORD");
}

struct Settings;

impl Settings {
    fn var(&self, _: &str) -> Option<String> {
        None
    }
}

fn methods(settings: &Settings, map: &std::collections::HashMap<String, String>) {
    let _ = settings.var("API_KEY");
    let _ = map.get("API_KEY");
}

fn var(_: &str) -> Option<String> {
    None
}

fn own_function() {
    let _ = var("DB_PASSWORD");
}

macro_rules! option_env {
    ($name:literal) => {
        None::<&str>
    };
}

fn own_macro() {
    let _ = option_env!("SHADOWED_TOKEN");
}
