// What a login comes back with: a code beside a state.

use std::collections::HashMap;

use axum::Json;
use axum::extract::Query;
use log::info;
use serde::Deserialize;

async fn callback(Query(params): Query<HashMap<String, String>>) -> String {
    info!("called back with {params:?}"); //~ secret-in-log
    let Some(code) = params.get("code") else { return String::new() };
    info!("code {code}"); //~ secret-in-log
    let state = params.get("state").cloned().unwrap_or_default();
    format!("{} {}", code.len(), state.len())
}

async fn signup(Json(body): Json<serde_json::Value>) -> String {
    info!("signup {body}"); //~ secret-in-log
    #[derive(Deserialize)]
    struct OauthSignup {
        provider: String,
        code: String,
        state: String,
    }
    let signup: Result<OauthSignup, _> = serde_json::from_value(body);
    signup.map(|signup| signup.provider).unwrap_or_default()
}

// Good: the code of a place or of an error, and what only has a state.
async fn place(Query(params): Query<HashMap<String, String>>) -> String {
    info!("asked for {params:?}");
    let code = params.get("code").cloned().unwrap_or_default();
    info!("code {code}");
    params.get("country").cloned().unwrap_or_default()
}

async fn address(Json(body): Json<serde_json::Value>) -> String {
    info!("address {body}");
    #[derive(Deserialize)]
    struct Address {
        street: String,
        code: String,
        state: String,
    }
    let address: Result<Address, _> = serde_json::from_value(body);
    address.map(|address| address.street).unwrap_or_default()
}
