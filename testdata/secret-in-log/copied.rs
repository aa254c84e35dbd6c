// Headers that somebody sends, copied one by one and shown as a whole.

use std::collections::HashMap;

use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, HOST};
use log::{debug, info};

fn into_a_map(headers: &HeaderMap) {
    let mut map = HashMap::new();
    for (name, value) in headers.iter() {
        map.insert(name.to_string(), value.to_str().unwrap_or_default().to_string());
    }
    info!("headers {map:?}"); //~ secret-in-log@warn
}

fn when_they_are_text(headers: &HeaderMap) {
    let mut map: HashMap<String, String> = HashMap::new();
    debug!("before {map:?}");
    for (name, value) in headers {
        if let Ok(text) = value.to_str() {
            map.insert(name.as_str().to_owned(), text.to_owned());
        }
    }
    debug!("headers {:?}", map); //~ secret-in-log@warn
}

fn into_a_request(headers: HeaderMap, mut request: reqwest::RequestBuilder) {
    for (name, value) in headers.iter() {
        if name != HOST && name != "content-length" {
            request = request.header(name, value);
        }
    }
    debug!("forwarding {request:?}"); //~ secret-in-log@warn
}

fn by_a_closure(headers: &HeaderMap) {
    let list: Vec<(String, String)> =
        headers.iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap_or("").to_string())).collect();
    info!("headers {list:?}"); //~ secret-in-log@warn
}

// Good: what signs in is left out, hidden, taken out again; or only names are kept.
fn without(headers: &HeaderMap) {
    let mut map = HashMap::new();
    for (name, value) in headers {
        if name != AUTHORIZATION && name != "cookie" {
            map.insert(name.to_string(), value.clone());
        }
    }
    info!("headers {map:?}");
}

fn hidden(headers: &HeaderMap) {
    let list: Vec<(String, String)> = headers
        .iter()
        .map(|(name, value)| {
            let text = if is_sensitive(name.as_str()) { "***" } else { value.to_str().unwrap_or("") };
            (name.to_string(), text.to_string())
        })
        .collect();
    info!("headers {list:?}");
}

fn taken_out(headers: &HeaderMap) {
    let mut map = HashMap::new();
    for (name, value) in headers {
        map.insert(name.to_string(), value.clone());
    }
    map.retain(|name: &String, _| name != "authorization" && name != "cookie");
    info!("headers {map:?}");
}

fn names(headers: &HeaderMap) {
    let names: Vec<String> = headers.iter().map(|(name, _)| name.to_string()).collect();
    let mut sizes = HashMap::new();
    for (name, value) in headers {
        sizes.insert(name.to_string(), 1);
        drop(value);
    }
    info!("{names:?} {sizes:?}");
}

fn is_sensitive(name: &str) -> bool {
    matches!(name, "authorization" | "cookie")
}
