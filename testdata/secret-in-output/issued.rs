//! What was made for who asked, and what was kept.

use axum::http::Response;
use serde_json::json;

pub struct State {
    pub admin_token: String,
}

fn write(status: u16, body: impl serde::Serialize) -> Response<Vec<u8>> {
    let body = serde_json::to_vec(&body).unwrap();
    Response::builder().status(status).body(body).unwrap()
}

pub fn refreshed(auth: &Auth, claims: &Claims) -> Response<Vec<u8>> {
    match auth.refresh_access_token(claims) {
        Ok(access_token) => write(200, access_token),
        Err(_) => write(500, "failed"),
    }
}

pub fn redirected(user: &str, to: &str) -> Response<String> {
    let id_token = create_jwt(user);
    let params = [("id_token", id_token)];
    let place = format!("{to}#{}", encoded(&params));
    Response::builder().header("location", place).body(String::new()).unwrap()
}

pub fn previewed(page: i64) -> axum::Json<serde_json::Value> {
    let preview_token = mint(page);
    axum::Json(json!({ "path": format!("/pages/{page}/{preview_token}") }))
}

/// One that the program keeps, whoever asks.
pub fn kept(state: &mut State) {
    state.admin_token = generate_token();
}

pub fn told(state: &State) -> Response<Vec<u8>> {
    Response::builder().body(state.admin_token.clone().into_bytes()).unwrap() //~ secret-in-output
}

/// What is made for somebody is not for the log.
pub fn logged(user: &str) -> Response<Vec<u8>> {
    let access_token = create_jwt(user);
    log::info!("{access_token}"); //~ secret-in-log
    write(200, access_token)
}

/// What a form gives back, under whatever name it came.
pub struct Upload {
    pub csrf_token: String,
    pub upload_token: String,
}

pub fn configured(matches: &clap::ArgMatches) -> Upload {
    let csrf_token = match matches.get_one::<String>("custom_token") {
        Some(custom_token) => custom_token.clone(),
        None => random(),
    };
    let upload_token = match matches.get_one::<String>("custom_token") {
        Some(custom_token) => custom_token.clone(),
        None => random(),
    };
    Upload { csrf_token, upload_token }
}

pub fn form(upload: &Upload) -> Response<String> {
    let page = format!("<input name=csrf value={}>", upload.csrf_token);
    Response::builder().body(page).unwrap()
}

pub fn page(upload: &Upload) -> Response<String> {
    let page = format!("<p>{}</p>", upload.upload_token);
    Response::builder().body(page).unwrap() //~ secret-in-output
}

/// What a login answers with, in a document that nothing else is put into.
pub fn answered(pair: &Pair) -> axum::Json<serde_json::Value> {
    let answer = json!({ "access_token": pair.access_token, "user": pair.user });
    axum::Json(answer)
}

pub fn added(pair: &Pair, state: &State) -> axum::Json<serde_json::Value> {
    let mut answer = json!({ "access_token": pair.access_token });
    answer["admin"] = json!(state.admin_token);
    axum::Json(answer) //~ secret-in-output
}

pub fn told_more(pair: &Pair) -> axum::Json<serde_json::Value> {
    let answer = json!({ "access_token": pair.access_token, "client_secret": pair.client_secret });
    axum::Json(answer) //~ secret-in-output
}

pub struct Pair {
    pub access_token: String,
    pub client_secret: String,
    pub user: String,
}
