//! What an HTTP client's errors say: the URL that was asked for.

use anyhow::Context;
use reqwest::Client;

pub async fn fetched(api_key: &str) -> Result<String, reqwest::Error> {
    let url = format!("https://example.com/q?key={api_key}"); //~ secret-in-args
    let answer = reqwest::get(&url).await?; //~ secret-in-error
    answer.text().await
}

pub async fn asked(client: &Client, api_key: &str) -> anyhow::Result<String> {
    let request = client.get("https://example.com/q").query(&[("key", api_key)]); //~ secret-in-args
    let answer = request.timeout(std::time::Duration::from_secs(1)).send().await?; //~ secret-in-error
    let answer = answer
        .error_for_status()
        .context("it refused")?; //~ secret-in-error
    println!("{}", answer.status());
    Ok(answer.text().await?)
}

pub fn blocked(client: &reqwest::blocking::Client, access_token: &str) -> String {
    let url = format!("https://example.com/q?access_token={access_token}"); //~ secret-in-args
    client.get(url).send().expect("an answer").text().unwrap() //~ secret-in-error
}

pub struct Service {
    http: reqwest::Client,
    api_key: String,
}

#[derive(Debug)]
pub enum CallError {
    Http(reqwest::Error),
    Status(u16),
}

impl Service {
    async fn send(&self, path: &str) -> Result<reqwest::Response, reqwest::Error> {
        self.http.get(path).query(&[("key", &self.api_key)]).send().await //~ secret-in-args
    }

    pub async fn call(&self) -> Result<String, CallError> {
        let answer = self.send("/a").await.map_err(CallError::Http)?; //~ secret-in-error
        answer.text().await.map_err(CallError::Http)
    }

    pub async fn call_told(&self) -> Result<String, CallError> {
        let request = self.http.post("/b").query(&[("key", &self.api_key)]); //~ secret-in-args
        match request.send().await {
            Ok(answer) => answer.text().await.map_err(CallError::Http),
            Err(error) => {
                tracing::warn!("failed: {error}"); //~ secret-in-log
                Err(CallError::Http(error)) //~ secret-in-error
            }
        }
    }

    pub async fn call_formatted(&self) -> Result<String, String> {
        let request = self.http.put("/c").query(&[("key", &self.api_key)]); //~ secret-in-args
        let answer = request.send().await.map_err(|error| format!("failed: {error}"))?; //~ secret-in-error
        Ok(answer.status().to_string())
    }

    /// The same without the URL, or without a secret in it.
    pub async fn call_quiet(&self) -> Result<String, reqwest::Error> {
        let request = self.http.get("/d").query(&[("key", &self.api_key)]); //~ secret-in-args
        let answer = request.send().await.map_err(reqwest::Error::without_url)?;
        let answer = answer.error_for_status().map_err(|error| error.without_url())?;
        Ok(answer.text().await?)
    }

    pub async fn call_by_header(&self) -> Result<String, reqwest::Error> {
        let request = self.http.get("/e").bearer_auth(&self.api_key).header("x-key", &self.api_key);
        Ok(request.send().await?.error_for_status()?.text().await?)
    }

    pub async fn call_by_body(&self) -> Result<String, reqwest::Error> {
        let body = format!("key={}", self.api_key);
        Ok(self.http.post("/f").body(body).send().await?.text().await?)
    }

    pub async fn call_status(&self) -> Result<String, CallError> {
        let request = self.http.get("/g").query(&[("key", &self.api_key)]); //~ secret-in-args
        let answer = request.send().await.map_err(|error| CallError::Status(error.status().map_or(0, |s| s.as_u16())))?;
        let read = answer.text().await;
        if let Err(error) = &read {
            println!("{error}");
        }
        read.map_err(CallError::Http)
    }

    pub async fn call_if_any(&self) -> Option<String> {
        let request = self.http.get("/h").query(&[("key", &self.api_key)]); //~ secret-in-args
        let answer = request.send().await.ok()?;
        answer.text().await.ok()
    }
}

/// The answer keeps what its error has dropped.
pub async fn dropped(client: &Client, api_key: &str) -> anyhow::Result<String> {
    let request = client.get("https://example.com/q").query(&[("key", api_key)]); //~ secret-in-args
    let answer = request.send().await.map_err(|error| error.without_url())?;
    println!("{answer:?}"); //~ secret-in-log
    println!("{}", answer.url()); //~ secret-in-log
    println!("{}", answer.status());
    let answer = answer.error_for_status()?; //~ secret-in-error
    Ok(answer.text().await?)
}

pub async fn dropped_twice(client: &Client, api_key: &str) -> anyhow::Result<String> {
    let request = client.get("https://example.com/q").query(&[("key", api_key)]); //~ secret-in-args
    let answer = request.send().await.map_err(|error| error.without_url())?;
    let answer = answer.error_for_status().map_err(|error| error.without_url())?;
    println!("{}", answer.status());
    Ok(answer.text().await.map_err(|error| error.without_url())?)
}

pub async fn public(client: &Client) -> anyhow::Result<String> {
    let answer = client.get("https://example.com/q").send().await?;
    println!("{answer:?} {}", answer.url());
    Ok(answer.error_for_status()?.text().await?)
}
