//! Headers that a token is taken out of, recorded with the rest.

use axum::http::HeaderMap;
use tracing::instrument;

#[instrument(skip(state))]
async fn connect(
    headers: HeaderMap, //~ secret-in-instrument
    state: u8,
) {
    if let Some(token) = headers.get("PRIVATE-TOKEN") {
        check(token.to_str().unwrap_or_default());
    }
}

#[instrument(skip(headers))]
async fn left_out(headers: HeaderMap, state: u8) {
    if let Some(token) = headers.get("PRIVATE-TOKEN") {
        check(token.to_str().unwrap_or_default());
    }
}

#[instrument]
async fn of_a_kind(headers: HeaderMap) { //~ secret-in-instrument@warn
    if let Some(kind) = headers.get("content-type") {
        check(kind.to_str().unwrap_or_default());
    }
}

fn check(_: &str) {}
