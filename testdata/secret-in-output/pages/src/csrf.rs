pub fn input(token: &str) -> String {
    format!("<input name=_csrf value={token}>")
}

pub struct Config {
    pub csrf_secret: String,
}

/// With which such tokens are made.
pub async fn page(config: &Config) -> axum::response::Html<String> {
    axum::response::Html(format!("<input value={}>", config.csrf_secret)) //~ secret-in-output
}
