pub struct CloudflareConfig {
    pub api_url: String,
    pub zone: String,
    pub token: String,
}

pub fn start(config: &CloudflareConfig) {
    println!("{}", config.token); //~ secret-in-log
}

pub fn ask(token: &str, api_url: &str) {
    println!("{api_url} {token}"); //~ secret-in-log
}

pub fn publish(token: &str) {
    println!("{token}");
}

/// What everybody may ask for.
pub struct Challenge {
    pub url: String,
    pub token: String,
}

pub fn challenged(by: &Challenge) {
    println!("{} {}", by.url, by.token);
}
