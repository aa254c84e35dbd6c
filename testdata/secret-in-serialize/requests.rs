//! Types that are made to sign in, and sent where they are made.

use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct SignIn {
    username: String,
    password: String,
}

#[derive(Serialize)]
struct Refresh<'a> {
    refresh_token: &'a str,
}

#[derive(Serialize)]
struct Through {
    client_secret: String,
}

#[derive(Serialize)] //~ secret-in-serialize
struct Kept {
    name: String,
    api_key: String,
}

#[derive(Serialize, Deserialize)] //~ secret-in-serialize
struct Read {
    api_key: String,
}

#[derive(Serialize)] //~ secret-in-serialize
struct GivenBack {
    access_token: String,
}

#[derive(Serialize)] //~ secret-in-serialize
struct OnceKept {
    session_token: String,
}

pub async fn sign_in(client: &reqwest::Client, url: &str, user: &str, password: &str) -> reqwest::Result<()> {
    let request = SignIn { username: user.to_string(), password: password.to_string() };
    client.post(url).form(&request).send().await?;
    client.post(url).json(&Refresh { refresh_token: password }).send().await?;
    client.post(url).json(&Read { api_key: password.to_string() }).send().await?;
    client.post(url).json(&OnceKept { session_token: password.to_string() }).send().await?;
    post(client, url, &Through { client_secret: password.to_string() }).await
}

async fn post<T: Serialize>(client: &reqwest::Client, url: &str, payload: &T) -> reqwest::Result<()> {
    client.post(url).json(payload).send().await.map(drop)
}

pub fn keep(name: &str, api_key: &str, list: &mut Vec<Kept>) {
    list.push(Kept { name: name.to_string(), api_key: api_key.to_string() });
}

pub fn give_back(access_token: String) -> GivenBack {
    GivenBack { access_token }
}

pub fn once_kept(session_token: String) -> OnceKept {
    let kept = OnceKept { session_token };
    kept
}

/// A server answers with it.
#[derive(Serialize)] //~ secret-in-serialize
pub struct UserView {
    name: String,
    password: String,
}

pub async fn shown(name: String, password: String) -> impl actix_web::Responder {
    actix_web::HttpResponse::Ok().json(UserView { name, password })
}

/// Rows of a table are nobody's literals.
#[derive(Serialize, sqlx::FromRow)] //~ secret-in-serialize
pub struct Row {
    name: String,
    secret_key: String,
}

/// What another function gives comes from elsewhere.
#[derive(Serialize)] //~ secret-in-serialize
pub struct Listed {
    name: String,
    private_key: String,
}

pub async fn sent(client: &reqwest::Client, name: String, key: String) -> reqwest::Result<()> {
    client.post("x").json(&Row { name: name.clone(), secret_key: key.clone() }).send().await?;
    client.post("x").json(&Listed { name, private_key: key }).send().await.map(drop)
}

pub async fn listed(of: &Store) -> axum::Json<Vec<Listed>> {
    axum::Json(of.all().await)
}

pub struct Store;

/// A function called as a method of clients is none of them.
#[derive(Serialize)] //~ secret-in-serialize
pub struct Asked {
    user: String,
    secret_key: String,
}

fn query(of: &Asked) -> usize {
    of.user.len()
}

pub fn asked(user: String, secret_key: String) {
    query(&Asked { user, secret_key });
}

/// A client of which nothing is known sends at last.
#[derive(Serialize)]
pub struct Told {
    user: String,
    password: String,
}

#[derive(Serialize)]
pub struct ToldAtOnce {
    password: String,
}

pub fn told(of: &Agent, user: String, password: String) {
    let request = of.post("https://example.com");
    let request = request.json(&Told { user, password: password.clone() });
    request.send();
    of.put("https://example.com").send_json(ToldAtOnce { password });
}
