//! What a generic function gives, where the call says which type it is.
use serde::de::DeserializeOwned;

#[derive(Debug, serde::Deserialize)] //~ secret-in-debug
pub struct LoginData {
    pub user: String,
    pub master_token: String,
}

#[derive(Debug, serde::Deserialize)]
pub struct Health {
    pub status: String,
}

pub struct Connection {
    client: reqwest::Client,
}

impl Connection {
    async fn request<R: DeserializeOwned>(&self, url: &str) -> Result<R, reqwest::Error> {
        self.client.post(url).send().await?.json::<R>().await
    }

    fn paged<const N: usize, R: DeserializeOwned>(&self, url: &str) -> Option<R> {
        serde_json::from_str(url).ok()
    }
}

fn load<R: DeserializeOwned>(text: &str) -> Option<R> {
    serde_json::from_str(text).ok()
}

fn first_of<T>(connection: &Connection, other: T) -> T {
    other
}

pub async fn ask(connection: &Connection) -> Result<(), reqwest::Error> {
    let answer = connection.request::<LoginData>("https://example.com/login").await?;
    log::debug!("{answer:?}"); //~ secret-in-log
    let answer = connection.request::<Health>("https://example.com/health").await?;
    log::debug!("{answer:?}");
    Ok(())
}

pub fn read(connection: &Connection, text: &str, data: LoginData, health: Health) {
    let loaded = load::<LoginData>(text).unwrap();
    log::debug!("{loaded:?}"); //~ secret-in-log
    let loaded = load::<Health>(text).unwrap();
    log::debug!("{loaded:?}");
    let several = load::<Vec<LoginData>>(text).unwrap();
    log::debug!("{several:?}"); //~ secret-in-log
    let paged = connection.paged::<3, LoginData>(text);
    log::debug!("{paged:?}"); //~ secret-in-log
    log::debug!("{:?}", Connection::paged::<3, LoginData>(connection, text)); //~ secret-in-log
    log::debug!("{:?}", Connection::paged::<3, Health>(connection, text));
    log::debug!("{:?}", first_of(connection, health));
    let same = first_of(connection, data);
    log::debug!("{same:?}"); //~ secret-in-log
}
