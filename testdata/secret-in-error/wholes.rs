//! Texts that hold a secret, in errors about them.

use std::str::FromStr;

use anyhow::{Context, anyhow};
use serde::Deserialize;

pub struct PrivateKey(String);
pub struct PublicKey(String);

impl FromStr for PrivateKey {
    type Err = anyhow::Error;

    fn from_str(s: &str) -> anyhow::Result<Self> {
        let (_, key) = s.split_once(':').ok_or_else(|| anyhow!("not a key: {s}"))?; //~ secret-in-error
        Ok(PrivateKey(key.to_owned()))
    }
}

impl FromStr for PublicKey {
    type Err = anyhow::Error;

    fn from_str(s: &str) -> anyhow::Result<Self> {
        let (_, key) = s.split_once(':').ok_or_else(|| anyhow!("not a key: {s}"))?;
        Ok(PublicKey(key.to_owned()))
    }
}

impl PrivateKey {
    pub fn from_hex(text: &str) -> Result<PrivateKey, String> {
        if text.len() != 64 {
            return Err(format!("not a key: {text}")); //~ secret-in-error
        }
        Ok(PrivateKey(text.to_owned()))
    }

    pub fn from_name(name: &str) -> Result<PrivateKey, String> {
        Err(format!("no key called {name}"))
    }
}

#[derive(Deserialize)]
pub struct Answer {
    pub refresh_token: String,
}

pub fn unreadable(text: &str) -> anyhow::Result<Answer> {
    serde_json::from_str(text).with_context(|| format!("cannot read {text}")) //~ secret-in-error@warn
}

pub async fn refused(response: reqwest::Response) -> anyhow::Result<Answer> {
    let status = response.status();
    let text = response.text().await?;
    if !status.is_success() {
        anyhow::bail!("refused: {text}");
    }
    Ok(serde_json::from_str::<Answer>(&text)?)
}

pub fn without(body: &serde_json::Value) -> anyhow::Result<String> {
    let token = body["access_token"].as_str().ok_or_else(|| anyhow!("no token in {body}"))?;
    Ok(token.to_owned())
}

const AUTH_COOKIE: &str = "app_auth";

pub fn cookie(request: &actix_web::HttpRequest) -> anyhow::Result<u64> {
    let cookie = request.cookie(AUTH_COOKIE).context("not signed in")?;
    let value = cookie.value().to_string();
    value.parse().with_context(|| format!("bad cookie: {value:?}")) //~ secret-in-error
}
