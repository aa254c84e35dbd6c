//! Texts that a ticket is read from, in one of several ways.

use serde::Deserialize;
use tracing::{debug, error};

#[derive(Deserialize)]
pub struct Ticket {
    project: String,
    one_time_code: OneTimeCode,
}

pub struct OneTimeCode {
    code: [u8; 32],
}

#[derive(Deserialize)]
pub struct Place {
    project: String,
    route: String,
}

impl std::str::FromStr for Ticket {
    type Err = Error;

    fn from_str(contents: &str) -> Result<Self, Self::Err> {
        if let Ok(data) = hex::decode(contents) {
            debug!(%contents, "a ticket in hex"); //~ secret-in-log
            Ok(serde_json::from_slice(&data).map_err(|_| Error::Broken)?)
        } else {
            debug!(%contents, "a ticket as it is"); //~ secret-in-log
            Ok(serde_json::from_str(contents).map_err(|_| Error::Broken)?)
        }
    }
}

impl std::str::FromStr for Place {
    type Err = Error;

    fn from_str(contents: &str) -> Result<Self, Self::Err> {
        if let Ok(data) = hex::decode(contents) {
            debug!(%contents, "a place in hex");
            Ok(serde_json::from_slice(&data).map_err(|_| Error::Broken)?)
        } else {
            debug!(%contents, "a place as it is");
            Ok(serde_json::from_str(contents).map_err(|_| Error::Broken)?)
        }
    }
}

pub fn listed(contents: &str) -> Option<(String, String)> {
    let values: Vec<&str> = contents.split(',').collect();
    if values.len() < 3 {
        error!(%contents, "too short"); //~ secret-in-log
        return None;
    }
    let (project, password, route) = (values[0], values[1], values[2]);
    open(project, password);
    Some((project.to_owned(), route.to_owned()))
}

/// Good: none of the three opens anything.
pub fn placed(contents: &str) -> Option<(String, String)> {
    let values: Vec<&str> = contents.split(',').collect();
    if values.len() < 3 {
        error!(%contents, "too short");
        return None;
    }
    let (project, owner, route) = (values[0], values[1], values[2]);
    visit(project, owner);
    Some((project.to_owned(), route.to_owned()))
}
