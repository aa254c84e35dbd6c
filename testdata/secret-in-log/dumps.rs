// What holds secrets among other things, shown with all that is in it.

use std::collections::HashMap;
use std::env;

use axum::extract::Request;
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum_extra::extract::CookieJar;
use log::{debug, info, trace};

fn all_variables() {
    debug!("started with {:?}", env::vars().collect::<Vec<_>>()); //~ secret-in-log env-read
    for (name, value) in env::vars() {
        println!("{name}={value}"); //~ secret-in-log env-read
    }
    env::vars_os().for_each(|(name, value)| trace!("{}: {}", name.display(), value.display())); //~ secret-in-log
    let all: HashMap<String, String> = std::env::vars().collect();
    info!("{all:#?}"); //~ secret-in-log
    info!("at home in {:?}, {} in all", all.get("HOME"), all.len());
}

// Good: names alone, or what stands under names that are looked at.
fn some_variables() {
    for (name, _) in env::vars() {
        println!("{name}");
    }
    for (name, value) in env::vars() {
        if name.starts_with("CARGO_PKG_") {
            println!("{name}={value}"); //~ env-read
        }
        let shown = if is_secret(&name) { "***".to_owned() } else { value };
        println!("{name}={shown}");
    }
    let count = env::vars().count();
    println!("{count} variables");
}

async fn logged(request: Request, next: Next) -> Response {
    debug!("{} {} {:?}", request.method(), request.uri(), request.headers()); //~ secret-in-log@warn
    trace!("{request:?}"); //~ secret-in-log@warn
    next.run(request).await
}

async fn each(headers: HeaderMap) {
    for (name, value) in headers.iter() {
        debug!("{name}: {value:?}"); //~ secret-in-log@warn
    }
}

fn traced() -> Layer {
    TraceLayer::new_for_http()
        .make_span_with(|request: &axum::http::Request<Body>| tracing::info_span!("request", headers = ?request.headers())) //~ secret-in-log@warn
}

#[tracing::instrument(skip(body))]
async fn recorded(headers: HeaderMap, body: String) {} //~ secret-in-instrument@warn

#[tracing::instrument(skip(jar))]
async fn not_recorded(jar: CookieJar, page: u32) {}

async fn cookies(jar: CookieJar) {
    debug!("{jar:?}"); //~ secret-in-log@warn
}

// Good: one of them, how many, which.
async fn parts(headers: HeaderMap, request: Request) {
    debug!("{:?}, {} headers: {:?}", headers.get("user-agent"), headers.len(), headers.keys());
    debug!("{} {}", request.method(), request.uri());
    for (name, value) in headers.iter() {
        if name != "authorization" && name != "cookie" {
            debug!("{name}: {value:?}");
        }
    }
}

// Good: what somebody answers, and a request that shows none of what signs in.
async fn answered(response: reqwest::Response, request: actix_web::HttpRequest) {
    debug!("{:?}", response.headers());
    debug!("{request:?}");
}
