//! The keys under which secrets are kept, and the secrets.

pub struct Backend;

impl Backend {
    pub async fn get_secret(&self, key: &str) -> Option<String> {
        std::fs::read_to_string(key).ok()
    }
}

pub async fn loaded(backend: &Backend, key: &str) -> Option<String> {
    let value = backend.get_secret(key).await?;
    tracing::debug!(secret_key = key, "loaded");
    tracing::debug!(secret_key = value, "loaded"); //~ secret-in-log
    Some(value)
}

pub fn listed(db: &Database, prefix: &str) -> Vec<String> {
    let mut keys = Vec::new();
    for (key, _) in db.scan(prefix) {
        let key_str = String::from_utf8_lossy(&key);
        if let Some(secret_key) = key_str.split(':').last() {
            println!("{secret_key}");
        }
        let parts: Vec<&str> = key_str.split(':').collect();
        let secret_key = parts[3];
        keys.push(secret_key.to_string());
        println!("{secret_key}");
    }
    keys
}

pub fn parsed(line: &str, api_key: &str) {
    let parts: Vec<&str> = line.split(':').collect();
    let secret_key = parts[1];
    println!("{secret_key}"); //~ secret-in-log
    let secret_key = api_key.rsplit('.').next().unwrap_or_default();
    println!("{secret_key}"); //~ secret-in-log
}

/// What is made is the name of a secret, or one.
pub fn make_client_secret_key(profile: &str) -> String {
    format!("client-secret/{profile}")
}

pub fn make_session_token(user: &str, seed: &str) -> String {
    format!("{user}.{seed}")
}

pub fn made(profile: &str, seed: &str) {
    log::info!("kept under {}", make_client_secret_key(profile));
    log::info!("{}", make_session_token(profile, seed)); //~ secret-in-log
}
