// Texts that are read into a type with a secret, which stands elsewhere.

use std::collections::HashMap;

use log::trace;
use serde::Deserialize;

#[derive(Deserialize)]
struct Account {
    name: String,
    shared_secret: String,
}

#[derive(Deserialize)]
struct Place {
    name: String,
    country: String,
}

fn handed_on(data: &str) -> Option<Account> {
    trace!("data {data}"); //~ secret-in-log
    let account = serde_json::from_str(data).ok()?;
    keep(account)
}

fn keep(account: Account) -> Option<Account> {
    Some(account)
}

fn given_back(data: &str) -> Result<Account, Error> {
    trace!("data {data}"); //~ secret-in-log
    let account = serde_json::from_str(data)?;
    Ok(account)
}

fn with_its_path(data: &str) -> Result<Account, Error> {
    trace!("data {data}"); //~ secret-in-log
    let mut reader = serde_json::Deserializer::from_str(data);
    let account: Account = serde_path_to_error::deserialize(&mut reader)?;
    Ok(account)
}

fn by_the_type(data: &str) -> Result<String, Error> {
    trace!("data {data}"); //~ secret-in-log
    let account = Account::deserialize(&mut serde_json::Deserializer::from_str(data))?;
    Ok(account.name)
}

// Good: types without a secret, and what is read from something else.
fn place(data: &str) -> Result<Place, Error> {
    trace!("data {data}");
    let place = serde_json::from_str(data)?;
    Ok(place)
}

fn other(data: &str, kept: &str) -> Result<Account, Error> {
    trace!("data {data}");
    let account = serde_json::from_str(kept)?;
    Ok(account)
}

fn place_by_path(data: &str) -> Result<String, Error> {
    trace!("data {data}");
    let mut reader = serde_json::Deserializer::from_str(data);
    let place: Place = serde_path_to_error::deserialize(&mut reader)?;
    Ok(place.country + &place.name)
}

struct Error;

impl<E: std::error::Error> From<E> for Error {
    fn from(_: E) -> Error {
        Error
    }
}

pub struct Store;

impl Store {
    pub fn keep(&self, page: Page, account: Account) {}
}

pub struct Page {
    pub title: String,
}

/// A method that is called by its path is handed its receiver first.
pub fn by_path(store: &Store, body: &str, account: Account) {
    let page = serde_json::from_str(body).unwrap();
    Store::keep(store, page, account);
    log::debug!("read {body}");
}
