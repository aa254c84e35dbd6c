//! What constants of a text say of a value, what a getter gives, codes drawn
//! digit by digit, what a client is given to keep.

use log::{debug, info};
use rand::Rng;

const SCHEME: &str = "Bearer ";
const GREETING: &str = "Dear ";

pub fn presented(request: &mut Request, value: &str) {
    debug!("asks as {value}"); //~ secret-in-log
    request.put(format!("{SCHEME}{value}"));
}

pub fn presented_as(request: &mut Request, value: &str) {
    debug!("asks as {value}"); //~ secret-in-log
    request.put(format!("{}{}", SCHEME, value));
}

pub fn presented_by(provider: &Provider, request: &mut Request) -> Result<(), Error> {
    let given = provider.given()?;
    let token = given.0.trim();
    let header = format!("{SCHEME}{token}").parse::<HeaderValue>().map_err(|e| {
        debug!("malformed '{token}': {e}"); //~ secret-in-log
        Error::Header
    })?;
    request.put(header);
    Ok(())
}

/// Good: a text that greets.
pub fn greeted(letter: &mut Letter, value: &str) {
    debug!("writes to {value}");
    letter.put(format!("{GREETING}{value}"));
}

pub struct StoreSettings {
    pub server: Option<String>,
    pub region: Option<String>,
}

impl StoreSettings {
    pub fn server(&self) -> String {
        self.server.clone().unwrap()
    }

    pub fn region(&self) -> String {
        self.region.clone().unwrap()
    }
}

pub async fn connected(settings: &StoreSettings) -> Client {
    let options = mongodb::options::ClientOptions::parse(settings.server()).await.unwrap();
    info!("connects to {:?}", settings.server); //~ secret-in-log
    info!("in {}", settings.region());
    Client::with(options)
}

pub fn texted(phone: &Phone, length: usize) {
    let mut rng = rand::rng();
    let code = (0..length).map(|_| rng.random_range(0..10).to_string()).collect::<String>();
    debug!("sends {code}"); //~ secret-in-log
    phone.send(&code);
}

/// Good: a code of what was measured.
pub fn measured(readings: &[u32]) {
    let code = readings.iter().map(|reading| (reading % 10).to_string()).collect::<String>();
    debug!("measured {code}");
}

pub async fn signed_in(client: &reqwest::Client, form: String) -> Result<String, reqwest::Error> {
    let response = client.post("https://example.org/login").body(form).send().await?;
    let headers = response.headers().clone();
    debug!("answer: {headers:?}"); //~ secret-in-log
    Ok(kept(&headers))
}

fn kept(headers: &reqwest::header::HeaderMap) -> String {
    let all = headers.get_all(reqwest::header::SET_COOKIE);
    all.iter().filter_map(|value| value.to_str().ok()).collect::<Vec<_>>().join("; ")
}

/// Good: nothing that is kept is taken out of these.
pub async fn measured_page(client: &reqwest::Client) -> Result<u64, reqwest::Error> {
    let response = client.get("https://example.org").send().await?;
    let headers = response.headers().clone();
    debug!("answer: {headers:?}");
    Ok(headers.get("content-length").map_or(0, |length| length.len() as u64))
}
