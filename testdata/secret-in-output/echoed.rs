//! Under the name of what a client is given stands what it is not.

use axum::Json;
use serde_json::{Value, json};

pub struct Login {
    name: String,
    password: String,
}

pub fn signed_in(login: &Login, token: String) -> Json<Value> {
    if login.name.is_empty() {
        return Json(json!({ "token": login.password })); //~ secret-in-output
    }
    Json(json!({ "name": login.name, "token": token }))
}
