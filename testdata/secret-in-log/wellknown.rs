//! Tokens that stand where everybody may ask for them, and those that only
//! open such a place.

pub fn look(domain: &str, token: &str) {
    let url = format!("https://{domain}/.well-known/site-verification/{token}");
    log::info!("asking for {url}");
}

pub fn look_among(domain: &str, name: &str, token: &str) {
    let url = format!("https://{domain}/.well-known/{name}/{token}");
    log::info!("asking for {url}, {token}");
}

pub fn look_with(domain: &str, token: &str) {
    let url = format!("https://{domain}/.well-known/status?token={token}"); //~ secret-in-args@warn
    log::info!("asking for {url}"); //~ secret-in-log
}

pub fn look_beside(domain: &str, path: &str, token: &str) {
    let url = format!("https://{domain}/.well-known/{path}");
    log::info!("asking for {url} with {token}"); //~ secret-in-log
}

pub fn asked(site: &str, token: &str) {
    let line = format!("{site}/.well-known/caldav\nAuthorization: Bearer {token}");
    println!("{line}"); //~ secret-in-log
}
