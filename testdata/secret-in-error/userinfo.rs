//! What stands in a URL before the host: the client makes a header of it, and
//! its errors do not say it.

use reqwest::{Client, Url};

pub struct Rest {
    url: Url,
    client: Client,
}

impl Rest {
    pub fn new(user: &str, password: &str, host: &str) -> Result<Self, url::ParseError> {
        let url = format!("https://{user}:{password}@{host}/");
        Ok(Rest { url: Url::parse(&url)?, client: Client::new() })
    }

    pub async fn list(&self) -> Result<String, reqwest::Error> {
        let answer = self.client.get(self.url.clone()).send().await?;
        match self.client.get(self.url.clone()).send().await {
            Ok(second) => tracing::debug!("{second:?}"),
            Err(error) => tracing::warn!("{error}"),
        }
        answer.text().await
    }
}

/// The URL itself says it.
pub async fn shown(client: &Client, password: &str) -> Result<String, String> {
    let url = format!("https://me:{}@example.com/", password);
    let answer = client.get(&url).send().await.map_err(|_| format!("no answer from {url}"))?; //~ secret-in-error
    answer.text().await.map_err(|error| error.to_string())
}

/// So does the query, and the path.
pub async fn elsewhere(client: &Client, password: &str, token: &str) -> reqwest::Result<String> {
    client.get(format!("https://{token}@example.com/?key={token}")).send().await?; //~ secret-in-args secret-in-error
    client.get(format!("https://me:{password}@example.com/?key={token}")).send().await?; //~ secret-in-args secret-in-error
    client.get(format!("https://example.com/{password}@home")).send().await?; //~ secret-in-error
    client.get(format!("https://example.com?a={password}@home")).send().await?; //~ secret-in-args secret-in-error
    client.get(format!("https://me@{password}/")).send().await?.text().await //~ secret-in-error
}

/// An address in the query of another one.
pub async fn checked(client: &Client, user: &str, password: &str, host: &str) -> reqwest::Result<()> {
    let proxy = format!("http://{user}:{password}@{host}");
    client.get(&proxy).send().await?;
    client.get(format!("https://check.example/?proxy={proxy}")).send().await?; //~ secret-in-args secret-in-error
    client.get("https://check.example/").query(&[("proxy", proxy.as_str())]).send().await?; //~ secret-in-args secret-in-error
    client.get(format!("{proxy}/?of={host}")).send().await?.error_for_status().map(drop)
}

/// Both ways into one.
pub struct Both {
    url: String,
    client: Client,
}

impl Both {
    pub fn before(client: Client, password: &str) -> Both {
        Both { url: format!("https://me:{password}@example.com/"), client }
    }

    pub fn within(client: Client, access_token: &str) -> Both {
        Both { url: format!("https://example.com/?key={access_token}"), client } //~ secret-in-args
    }

    pub async fn ask(&self) -> Result<(), reqwest::Error> {
        self.client.get(&self.url).send().await?; //~ secret-in-error
        Ok(())
    }
}
