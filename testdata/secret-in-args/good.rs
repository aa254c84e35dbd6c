use std::process::Command;

pub fn by_variable(password: &str) {
    Command::new("dump").env("DUMP_PASSWORD", password).arg("-v");
}

pub fn by_input(password: &str, child: &mut std::process::ChildStdin) {
    use std::io::Write;
    let _ = child.write_all(password.as_bytes());
}

pub fn file_of_it(password: &str, path: &str) {
    let _ = std::fs::write(path, password);
}

pub fn named(key_path: &str, token_type: &str) {
    Command::new("ssh").arg("-i").arg(key_path).arg(token_type);
}

pub async fn header(client: reqwest::RequestBuilder, api_key: &str) {
    client.header("Authorization", format!("Bearer {api_key}")).bearer_auth(api_key);
}

pub fn url(page_token: &str, max_tokens: u32) -> String {
    format!("https://example.com/list?page={page_token}&max={max_tokens}")
}

pub fn text(api_key: &str) -> String {
    format!("key={api_key}")
}

pub fn counted(password: &str) {
    Command::new("x").arg(password.len().to_string());
}

/// What is opened by its own text is a path.
pub fn opened() -> std::io::Result<Vec<u8>> {
    std::fs::read(std::env::var("CLIENT_KEY").unwrap_or_default())
}

/// What is shown to be scanned is asked of nobody.
pub fn provisioning(secret: &str, user: &str) -> String {
    format!("otpauth://totp/app:{user}?secret={secret}&issuer=app")
}

pub fn login(api_key: &str) -> String {
    format!("https://example.com/login?response_type=code&client_id={api_key}")
}
