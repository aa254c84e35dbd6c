//! An address that says who signs in prints it; a client of HTTP takes it out.
use url::Url;

pub struct Streams {
    pub hd: String,
    pub at: Url,
}

pub fn streams(ip: &str, username: &str, password: &str) -> Streams {
    let mut url = Url::parse(&format!("rtsp://{ip}/stream1")).unwrap();
    url.set_username(username).unwrap();
    url.set_password(Some(password)).unwrap();
    Streams { hd: url.to_string(), at: url }
}

pub fn show(ip: &str, username: &str, password: &str) {
    let streams = streams(ip, username, password);
    log::info!("{}", streams.hd); //~ secret-in-log
    log::info!("{}", streams.at); //~ secret-in-log
}

pub fn direct(password: &str) {
    let mut url = Url::parse("rtsp://u@h/").unwrap();
    log::info!("{url}");
    url.set_password(Some(password)).unwrap();
    log::info!("{url}"); //~ secret-in-log
    log::info!("{}", url.as_str()); //~ secret-in-log
    log::info!("{}", url.host_str().unwrap_or_default());
    let copy = url.clone();
    log::info!("{copy}"); //~ secret-in-log
}

pub fn signed(url: &mut Url, token: &str) {
    url.set_username(token).unwrap();
}

pub fn lent(token: &str) {
    let mut url = Url::parse("https://example.com").unwrap();
    signed(&mut url, token);
    log::info!("{url}");
}

pub fn queried(url: &Url, api_key: &str) {
    let mut url = url.clone();
    url.set_query(Some(&format!("v=1&key={api_key}")));
    log::info!("{url}"); //~ secret-in-log
}

/// What `reqwest` is asked for it prints in its errors, but not this part.
pub async fn fetched(client: &reqwest::Client, password: &str) -> anyhow::Result<String> {
    let mut url = Url::parse("https://u@example.com/")?;
    url.set_password(Some(password)).unwrap();
    let first = client.get(url.clone()).send().await?;
    log::debug!("{first:?}");
    let again = client.get(url.as_str()).send().await?.error_for_status()?;
    Ok(again.text().await?)
}

pub async fn with_query(client: &reqwest::Client, api_key: &str) -> anyhow::Result<String> {
    let mut url = Url::parse("https://example.com/")?;
    url.query_pairs_mut().append_pair("key", api_key); //~ secret-in-args
    Ok(client.get(url).send().await?.text().await?) //~ secret-in-error
}

/// An address that is put together anew says no more than the other did.
pub fn anew(list: &[Url]) {
    for old in list {
        let mut url = Url::parse("https://example.com/").unwrap();
        url.set_username(old.username()).unwrap();
        url.set_password(old.password()).unwrap();
        log::info!("{url}");
        log::info!("{:?}", old.password()); //~ secret-in-log
    }
}

pub fn anew_from_one_that_signs_in(password: &str) {
    let mut old = Url::parse("rtsp://u@h/").unwrap();
    old.set_password(Some(password)).unwrap();
    let mut url = Url::parse("https://example.com/").unwrap();
    url.set_password(old.password()).unwrap();
    log::info!("{url}"); //~ secret-in-log
}

/// The usual way to show an address: nobody signs in at it any more.
pub fn shown(database_url: &str, password: &str) {
    let whole = Url::parse(database_url).unwrap();
    let mut url = whole.clone();
    url.set_password(None).unwrap();
    log::info!("{url}");
    log::info!("{whole}"); //~ secret-in-log
    let mut url = Url::parse(database_url).unwrap();
    url.set_password(Some("***")).unwrap();
    log::info!("{url}");
    url.set_password(Some(password)).unwrap();
    log::info!("{url}"); //~ secret-in-log
    url.set_password(None).unwrap();
    log::info!("{url}");
}

/// What stands elsewhere in an address stays there.
pub fn shown_with_a_token(api_token: &str) {
    let mut url = Url::parse(&format!("https://u:p@example.com/?token={api_token}")).unwrap(); //~ secret-in-args
    url.set_password(None).unwrap();
    log::info!("{url}"); //~ secret-in-log
    let mut hook_url = Url::parse(api_token).unwrap();
    hook_url.set_username("").unwrap();
    log::info!("{hook_url}"); //~ secret-in-log
}

/// One arm alone takes it out.
pub fn shown_at_times(database_url: &str, quiet: bool) {
    let mut url = Url::parse(database_url).unwrap();
    if quiet {
        url.set_password(None).unwrap();
    }
    log::info!("{url}"); //~ secret-in-log
}
