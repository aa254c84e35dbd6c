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
