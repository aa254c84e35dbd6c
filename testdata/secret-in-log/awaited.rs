//! Requests that are waited for: what they answer is not what they were made of.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

type Answer<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

#[derive(Debug)]
pub struct Fluent<'a, T> {
    http: &'a reqwest::Client,
    params: T,
}

#[derive(Debug)] //~ secret-in-debug
pub struct BalanceParams {
    pub access_token: String,
    pub accounts: Vec<String>,
}

#[derive(Debug)] //~ secret-in-debug
pub struct ExchangeParams {
    pub access_token: String,
}

#[derive(Debug)]
pub struct Balance {
    pub amount: u64,
    pub owner: String,
}

#[derive(Debug)] //~ secret-in-debug
pub struct Exchanged {
    pub refresh_token: String,
}

impl<'a> IntoFuture for Fluent<'a, BalanceParams> {
    type Output = httpclient::InMemoryResult<Balance>;
    type IntoFuture = Answer<'a, Self::Output>;
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let mut request = httpclient::RequestBuilder::new("/balance");
            request = request.bearer_auth(&self.params.access_token);
            request.await?.json().map_err(Into::into)
        })
    }
}

impl<'a> IntoFuture for Fluent<'a, ExchangeParams> {
    type Output = httpclient::InMemoryResult<Exchanged>;
    type IntoFuture = Answer<'a, Self::Output>;
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { httpclient::RequestBuilder::new("/exchange").await?.json().map_err(Into::into) })
    }
}

pub fn balance<'a>(http: &'a reqwest::Client, access_token: &str) -> Fluent<'a, BalanceParams> {
    Fluent { http, params: BalanceParams { access_token: access_token.to_owned(), accounts: Vec::new() } }
}

pub fn exchange<'a>(http: &'a reqwest::Client, access_token: &str) -> Fluent<'a, ExchangeParams> {
    Fluent { http, params: ExchangeParams { access_token: access_token.to_owned() } }
}

pub async fn prepared<'a>(http: &'a reqwest::Client, access_token: &str) -> Fluent<'a, BalanceParams> {
    balance(http, access_token)
}

pub async fn answers(http: &reqwest::Client, access_token: &str) {
    let balance = balance(http, access_token).await.unwrap();
    println!("{balance:#?}");
    let request = self::balance(http, access_token);
    let later = request.await.unwrap();
    println!("{later:?}");
}

pub async fn what_it_gives(http: &reqwest::Client, access_token: &str) {
    let exchanged = exchange(http, access_token).await.unwrap();
    println!("{exchanged:?}"); //~ secret-in-log
}

/// What is waited for is the making of the request, and not the request.
pub async fn the_request(http: &reqwest::Client, access_token: &str) {
    let request = prepared(http, access_token).await;
    println!("{request:?}"); //~ secret-in-log
}

pub struct Login {
    password: String,
}

impl IntoFuture for Login {
    type Output = String;
    type IntoFuture = Answer<'static, String>;
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { format!("pw={}", self.password) })
    }
}

pub async fn gives_it_back(password: String) {
    let login = Login { password };
    let text = login.await;
    println!("{text}"); //~ secret-in-log
}
