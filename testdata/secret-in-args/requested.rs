//! What is asked with an address is no link of a mail, whatever its page is called.
use reqwest::Client;

pub struct Api {
    http: Client,
    server: String,
}

impl Api {
    pub async fn verified(&self, token: &str) -> reqwest::Result<reqwest::Response> {
        let host = &self.server;
        self.http.get(format!("{host}/email/verify?token={token}")).send().await //~ secret-in-args
    }

    pub async fn posted(&self, token: &str) -> reqwest::Result<reqwest::Response> {
        let url = format!("{}/users/confirm?token={}", self.base(), token); //~ secret-in-args
        self.http.post(&url).send().await
    }

    fn base(&self) -> String {
        self.server.clone()
    }

    /// The same address in a mail.
    pub async fn mailed(&self, token: &str, text: &str) -> reqwest::Result<reqwest::Response> {
        let link = format!("{}/users/confirm?token={}", self.base(), token);
        self.http.post("https://mail.example.com/send").body(link + text).send().await
    }
}

pub async fn reset(server: &str, session_token: &str) -> reqwest::Result<reqwest::Response> {
    reqwest::get(format!("{server}/stats/reset?token={session_token}")).await //~ secret-in-args
}
