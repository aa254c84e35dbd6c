//! Types that are left open: of a derive's function, of a wrapper that holds
//! anything.

use log::{debug, info};

#[derive(Debug, StructInput)] //~ secret-in-debug
pub struct ClientConfig {
    name: String,
    api_token: Option<String>,
}

#[derive(Debug, StructInput)]
pub struct EventConfig {
    name: String,
    keyword: String,
}

pub async fn added(clients: &mut Clients) {
    let given = ClientConfig::from_input().await;
    debug!("new client: {:?}", &given); //~ secret-in-log
    clients.add(given);
}

/// Good: nothing in it is secret.
pub async fn awaited(events: &mut Events) {
    let given = EventConfig::from_input().await;
    debug!("new event: {:?}", &given);
    events.add(given);
}

pub enum Reply<T> {
    Given(T),
    Refused(String),
}

impl<T> Reply<T> {
    pub fn into_value(self) -> Result<T, String> {
        match self {
            Reply::Given(value) => Ok(value),
            Reply::Refused(why) => Err(why),
        }
    }
}

#[derive(Debug, serde::Deserialize)] //~ secret-in-debug
pub struct Lease {
    id: String,
    access_token: String,
}

#[derive(Debug, serde::Deserialize)]
pub struct Shelf {
    id: String,
    books: u32,
}

#[derive(Debug, serde::Deserialize)] //~ secret-in-debug
pub struct Leases {
    all: Vec<Lease>,
}

pub struct Api;

impl Api {
    fn leases(&self) -> Result<Reply<Leases>, String> {
        Ok(Reply::Given(serde_json::from_str(&read("leases")?).map_err(|e| e.to_string())?))
    }

    fn shelf(&self) -> Result<Reply<Shelf>, String> {
        Ok(Reply::Given(serde_json::from_str(&read("shelf")?).map_err(|e| e.to_string())?))
    }
}

pub fn listed(api: &Api) -> Result<usize, String> {
    let found = api.leases()?.into_value()?.all;
    info!("leases: {:?}", found); //~ secret-in-log
    Ok(found.len())
}

/// Good: the same wrapper around something else.
pub fn shelved(api: &Api) -> Result<u32, String> {
    let found = api.shelf()?.into_value()?;
    info!("shelf: {:?}", found);
    Ok(found.books)
}

pub trait Asked {
    type Answer;
    fn path(&self) -> String;
}

pub struct NewLease;

impl Asked for NewLease {
    type Answer = Lease;

    fn path(&self) -> String {
        "leases/new".to_owned()
    }
}

pub struct OneShelf;

impl Asked for OneShelf {
    type Answer = Shelf;

    fn path(&self) -> String {
        "shelf".to_owned()
    }
}

fn send<R: Asked>(request: R) -> Result<R::Answer, String>
where
    R::Answer: serde::de::DeserializeOwned,
{
    serde_json::from_str(&read(&request.path())?).map_err(|e| e.to_string())
}

pub fn made() -> Result<(), String> {
    let answer = send(NewLease)?;
    println!("made: {answer:?}"); //~ secret-in-log
    Ok(())
}

/// Good: another request, another answer.
pub fn counted() -> Result<(), String> {
    let answer = send(OneShelf)?;
    println!("shelf: {answer:?}");
    Ok(())
}

/// Its caller says what it reads, by what it gives itself.
fn fetched<T: serde::de::DeserializeOwned + std::fmt::Debug>(path: &str) -> Result<T, String> {
    let found = serde_json::from_str::<T>(&read(path)?).map_err(|e| e.to_string())?;
    info!("fetched {found:?}"); //~ secret-in-log
    Ok(found)
}

pub fn lease_of(id: &str) -> Result<Lease, String> {
    fetched(id)
}

/// Good: who calls this one gives shelves.
fn looked_at<T: serde::de::DeserializeOwned + std::fmt::Debug>(path: &str) -> Result<T, String> {
    let found = serde_json::from_str::<T>(&read(path)?).map_err(|e| e.to_string())?;
    info!("looked at {found:?}");
    Ok(found)
}

pub fn shelf_of(id: &str) -> Result<Shelf, String> {
    looked_at(id)
}

pub fn told(lease: &Lease) {
    re_log::debug!("lease with {}", lease.access_token); //~ secret-in-log
    re_log::debug!("lease {}", lease.id);
}
