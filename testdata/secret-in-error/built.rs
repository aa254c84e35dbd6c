//! A request that is built first, and errors that are taken out of results.
use reqwest::blocking::{Client, RequestBuilder};

pub struct Jenkins {
    client: Client,
}

impl Jenkins {
    fn send(&self, request_builder: RequestBuilder) -> reqwest::Result<()> {
        let query = request_builder.build()?;
        log::debug!("sending {} {}", query.method(), query.url()); //~ secret-in-log
        self.client.execute(query)?; //~ secret-in-error
        Ok(())
    }

    pub fn build(&self, token: &str) -> reqwest::Result<()> {
        let query = self.client.get("https://jenkins/job").query(&[("token", token)]); //~ secret-in-args
        self.send(query)
    }

    fn send_signed(&self, request_builder: RequestBuilder) -> reqwest::Result<()> {
        let query = request_builder.build()?;
        log::debug!("sending {} {}", query.method(), query.url());
        self.client.execute(query)?;
        Ok(())
    }

    pub fn build_signed(&self, token: &str) -> reqwest::Result<()> {
        let query = self.client.get("https://jenkins/job").bearer_auth(token);
        self.send_signed(query)
    }

    pub fn build_quiet(&self, token: &str) -> reqwest::Result<()> {
        let query = self.client.get("https://jenkins/job").query(&[("token", token)]).build()?; //~ secret-in-args
        self.client.execute(query).map_err(|error| error.without_url())?;
        Ok(())
    }
}

pub async fn asked(client: &reqwest::Client, api_key: &str) {
    let answer = client.get("https://h").query(&[("key", api_key)]).send().await; //~ secret-in-args
    if answer.is_err() {
        log::error!("{}", answer.unwrap_err()); //~ secret-in-log
    }
}

pub async fn asked_again(client: &reqwest::Client, api_key: &str) {
    let answer = client.get("https://h").query(&[("key", api_key)]).send().await; //~ secret-in-args
    if let Some(error) = answer.err() {
        log::error!("{error}"); //~ secret-in-log
        log::error!("{}", error.without_url());
    }
}

pub async fn asked_quietly(client: &reqwest::Client, api_key: &str) {
    let answer = client.get("https://h").bearer_auth(api_key).send().await;
    log::error!("{:?}", answer.as_ref().err());
    log::error!("{}", answer.unwrap_err());
}

pub async fn read(client: &reqwest::Client, api_key: &str) -> anyhow::Result<()> {
    let sent = client.get("https://h").query(&[("key", api_key)]).send().await; //~ secret-in-args
    let answer = sent.map_err(|error| error.without_url())?;
    log::error!("{:?}", answer.text().await.err());
    Ok(())
}

/// What is attached to an error is shown with it.
pub fn attached(user: &str, password: &str, host: &str) -> Result<(), RusticError> {
    let url = format!("http://{user}:{password}@{host}/");
    Err(RusticError::new(ErrorKind::Rest, "no answer").attach_context("url", url)) //~ secret-in-error
}

pub fn attached_host(user: &str, password: &str, host: &str) -> Result<(), RusticError> {
    let url = format!("http://{user}:{password}@{host}/");
    let client = Client::open(&url);
    Err(RusticError::new(ErrorKind::Rest, "no answer").attach_context("host", host))
}
