use std::process::Command;

pub fn one(password: &str) {
    Command::new("dump").arg(password); //~ secret-in-args
}

pub fn flag(password: &str) {
    Command::new("dump").arg("-v").arg(format!("--password={password}")); //~ secret-in-args
}

pub fn several(api_key: &str) {
    let mut command = Command::new("curl");
    command.args(["-H", api_key]); //~ secret-in-args
}

pub async fn in_tokio(access_token: String) {
    let out = tokio::process::Command::new("git").env("A", "b").arg(&access_token).output().await; //~ secret-in-args
    drop(out);
}

pub fn url(api_key: &str, city: &str) -> String {
    format!("https://api.example.com/weather?city={city}&appid={api_key}") //~ secret-in-args
}

pub fn url_by_position(access_token: &str) -> String {
    format!("{}/me?access_token={}", "https://example.com", access_token) //~ secret-in-args
}

pub fn pairs(mut url: url::Url, api_key: &str) {
    url.query_pairs_mut().append_pair("key", api_key); //~ secret-in-args
}

pub async fn query(client: reqwest::RequestBuilder, api_key: &str) {
    client.query(&[("key", api_key)]); //~ secret-in-args
}

pub fn asked(client: &reqwest::Client, api_key: &str) {
    drop(client.get("https://example.com").query(&[("key", api_key)])); //~ secret-in-args
    drop(client.get("https://example.com").query(&vec![("key", api_key.to_owned()), ("page", "1".into())])); //~ secret-in-args
}

pub fn asked_by_ureq(agent: &ureq::Agent, api_key: &str) {
    drop(ureq::get("https://example.com").query("key", api_key)); //~ secret-in-args
    drop(agent.get("https://example.com").query_pairs([("key", api_key)])); //~ secret-in-args
    drop(agent.get("https://example.com").header("x-key", api_key).query("page", "1"));
}

pub fn file(session_token: &str) {
    let _ = std::fs::write(format!("/tmp/{session_token}"), "x"); //~ secret-in-args
}

pub fn key_after_type(api_key: &str) -> String {
    format!("https://example.com/list?type=code&api_key={api_key}") //~ secret-in-args
}
