// Functions that take a secret out of what they are handed: who shows it before shows the secret.

use std::collections::HashMap;

use log::debug;
use serde::Deserialize;

#[derive(Deserialize)]
struct Granted {
    access_token: Option<String>,
    expires_in: u64,
}

impl Granted {
    fn from_json(data: &[u8]) -> Result<Granted, Error> {
        let value = serde_json::from_slice::<serde_json::Value>(data)?;
        Ok(build(value)?)
    }
}

#[derive(Deserialize)]
struct Weather {
    degrees: f64,
}

impl Weather {
    fn from_json(data: &[u8]) -> Result<Weather, Error> {
        Ok(serde_json::from_slice(data)?)
    }
}

async fn grant(client: &Client) -> Result<Granted, Error> {
    let (head, body) = client.request().await?.into_parts();
    let body = body.collect().await?.to_bytes();
    debug!("answer: {head:?}, {body:?}"); //~ secret-in-log
    Granted::from_json(&body)
}

// Good: nothing in it signs in.
async fn weather(client: &Client) -> Result<Weather, Error> {
    let body = client.request().await?.collect().await?.to_bytes();
    debug!("answer: {body:?}");
    Weather::from_json(&body)
}

async fn submitted(request: Request) -> Result<Response, Error> {
    let whole = to_bytes(request).await?;
    let form = form_urlencoded::parse(whole.as_ref()).into_owned().collect::<HashMap<String, String>>();
    debug!("form: {:?}", &form); //~ secret-in-log
    Ok(sign_up(&form))
}

fn sign_up(form: &HashMap<String, String>) -> Response {
    debug!("signing up: {form:?}"); //~ secret-in-log
    let language = form.get("language");
    greet(language, create(form))
}

fn create(form: &HashMap<String, String>) -> Result<User, Error> {
    User::new(form.get("email"), form.get("password"))
}

// Good: what is taken out of it is no secret.
async fn searched(request: Request) -> Result<Response, Error> {
    let whole = to_bytes(request).await?;
    let form = form_urlencoded::parse(whole.as_ref()).into_owned().collect::<HashMap<String, String>>();
    debug!("form: {:?}", &form);
    Ok(find(&form))
}

fn find(form: &HashMap<String, String>) -> Response {
    look_up(form.get("query"), form.get("page_token"))
}

// Good: another map than the one that is asked.
async fn both(query: HashMap<String, String>, form: HashMap<String, String>) -> Response {
    debug!("query: {query:?}");
    sign_up(&form)
}

// A function that calls itself, and two that call each other, end.
fn round(form: &HashMap<String, String>) -> Response {
    debug!("round: {form:?}"); //~ secret-in-log
    if form.get("password").is_some() { about(form) } else { round(form) }
}

fn about(form: &HashMap<String, String>) -> Response {
    debug!("about: {form:?}"); //~ secret-in-log
    round(form)
}
