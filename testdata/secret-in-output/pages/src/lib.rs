//! A page is given a token that it gives back.
pub mod csrf;
pub mod passkeys;

use axum::Json;
use axum::response::Html;

pub async fn form(csrf_token: String) -> Html<String> {
    Html(format!("<input name=csrf value={csrf_token}>"))
}

pub async fn hidden(session: &Session) -> Html<String> {
    Html(csrf::input(&session.text()))
}

/// A secret that goes the same way is one.
pub async fn both(csrf_token: String, api_key: String) -> Html<String> {
    Html(format!("<input value={csrf_token}><b>{api_key}</b>")) //~ secret-in-output
}

pub async fn logged(csrf_token: String) {
    log::debug!("{csrf_token}"); //~ secret-in-log
}

pub struct Session(String);

impl Session {
    fn text(&self) -> String {
        self.0.clone()
    }
}

pub async fn json(client_secret: String) -> Json<String> {
    Json(client_secret) //~ secret-in-output
}
