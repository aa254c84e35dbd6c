//! A map that a secret was taken out of for good, and one where it may still be.

use std::collections::HashMap;

use http::HeaderMap;

pub fn taken(mut headers: HashMap<String, String>) {
    log::trace!("{headers:?}"); //~ secret-in-log
    let given = headers.remove("authorization");
    log::debug!("{headers:?}");
    log::debug!("{given:?}"); //~ secret-in-log
}

pub fn cleared(mut headers: HeaderMap) {
    headers.remove(http::header::AUTHORIZATION);
    log::debug!("{:?}", headers);
}

pub fn sometimes(mut headers: HeaderMap, hide: bool) {
    if hide {
        headers.remove("authorization");
        log::debug!("{headers:?}");
    }
    log::debug!("{headers:?}"); //~ secret-in-log
}

pub fn later(mut headers: HeaderMap) {
    let hide = |headers: &mut HeaderMap| headers.remove("authorization");
    log::debug!("{headers:?}"); //~ secret-in-log
    hide(&mut headers);
}

pub fn other(mut params: HashMap<String, String>) {
    params.remove("api_key");
    log::debug!("{params:?} {:?}", params.get("password")); //~ secret-in-log
}

/// The copy is without it, what it was made from is not.
pub fn copied(headers: &HeaderMap) {
    let mut copy = headers.clone();
    copy.remove("authorization");
    log::debug!("{copy:?}");
    log::debug!("{headers:?} {:?}", headers.get("authorization").is_some()); //~ secret-in-log
}

/// What is removed only sometimes may be there.
pub fn perhaps(mut headers: http::HeaderMap, strip: bool) {
    let given = headers.get("authorization").is_some();
    let gone = strip && headers.remove("authorization").is_some();
    log::info!("{given} {gone} {headers:?}"); //~ secret-in-log
}
