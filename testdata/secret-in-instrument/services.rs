//! `#[instrument]` on handlers, methods and traits.

use std::collections::HashMap;
use std::sync::Arc;
use axum::{Form, Json, extract::{Query, State}};
use secrecy::SecretString;
use tracing::{Span, instrument};

#[derive(Debug, Clone, serde::Deserialize)] //~ secret-in-debug
pub struct LoginRequest {
    pub user: String,
    pub password: String,
}

#[derive(Debug, Clone)] //~ secret-in-debug
pub struct AppState {
    pub database_url: String,
    pub workers: usize,
}

#[derive(Debug, Clone)]
pub struct Limits {
    pub max_tokens: u32,
    pub token_lifetime: std::time::Duration,
}

pub struct Service {
    state: Arc<AppState>,
}

#[derive(Debug)] //~ secret-in-debug
pub struct Gateway {
    endpoint: String,
    client_secret: String,
}

#[instrument(skip(state))]
pub async fn login(State(state): State<AppState>, Json(request): Json<LoginRequest>) {} //~ secret-in-instrument

#[instrument(skip(request))]
pub async fn logout(State(state): State<AppState>, Json(request): Json<LoginRequest>) {} //~ secret-in-instrument

#[instrument(skip(state, request), fields(user = %request.user))]
pub async fn quiet(State(state): State<AppState>, Form(request): Form<LoginRequest>) {}

#[instrument(skip_all)]
pub async fn silent(state: State<AppState>, request: Json<LoginRequest>) {}

#[instrument(skip_all, fields(?request))] //~ secret-in-instrument
pub async fn recorded(request: Json<LoginRequest>) {}

#[instrument(skip_all, fields(request = ?request))] //~ secret-in-instrument
pub async fn recorded_by_name(request: LoginRequest) {}

#[instrument(skip_all, fields(word = request.password.as_str()))] //~ secret-in-instrument
pub async fn recorded_in_part(request: LoginRequest) {}

#[instrument(skip_all, fields(user = request.user.as_str(), length = request.password.len()))]
pub async fn recorded_user(request: LoginRequest) {}

#[instrument(skip_all, fields(key = tracing::field::Empty))]
pub async fn later(api_key: &str, user: &str) {
    Span::current().record("user", user);
    Span::current().record("key", api_key); //~ secret-in-log
}

#[instrument(fields(password = "***"))]
pub fn replaced(user: &str, password: &str) {}

#[instrument(skip(password))]
pub fn other(password: &str, confirm_password: &str) {} //~ secret-in-instrument

#[instrument(level = "trace", target = "auth", name = "sign in", skip(user))]
pub fn options(user: &str, pass_phrase: u32, passphrase: Option<String>) {} //~ secret-in-instrument

#[instrument]
pub fn wrapped(user: &str, password: SecretString, limits: Limits, limit: &Limits) {}

#[instrument]
pub fn counted(token_count: usize, has_password: bool, public_key: &str, key_id: &str) {}

#[instrument]
pub fn listed(users: Vec<String>, options: HashMap<String, u32>) {}

#[instrument]
pub fn listed_requests(requests: Vec<LoginRequest>) {} //~ secret-in-instrument

#[instrument]
pub fn paired(pair: (String, LoginRequest)) {} //~ secret-in-instrument

#[instrument]
pub fn shared(state: Arc<AppState>) {} //~ secret-in-instrument

#[instrument]
pub async fn generic<T: std::fmt::Debug>(value: T, refresh_token: impl AsRef<str> + std::fmt::Debug) {} //~ secret-in-instrument

impl Service {
    #[instrument(skip(self))]
    pub async fn authenticate(&self, user: &str, password: &str) -> bool { //~ secret-in-instrument
        !password.is_empty()
    }

    #[instrument(skip(self), ret)] //~ secret-in-instrument
    pub fn issue_token(&self, user: &str) -> String {
        self.state.database_url.clone()
    }

    #[instrument(skip(self, password), ret)]
    pub fn verify_password(&self, password: &str) -> bool {
        password.len() > 3
    }

    #[tracing::instrument(skip(self), err(Debug))]
    pub async fn ping(&self, host: &str) -> Result<u16, std::io::Error> {
        Ok(1)
    }
}

impl Gateway {
    #[instrument] //~ secret-in-instrument
    pub async fn call(&self, path: &str) -> usize {
        path.len()
    }

    #[instrument(skip(self), fields(endpoint = %self.endpoint))]
    pub async fn call_quietly(&self, path: &str) -> usize {
        path.len()
    }

    #[instrument(skip_all, fields(secret = %self.client_secret))] //~ secret-in-instrument
    pub async fn call_loudly(&self, path: &str) -> usize {
        path.len()
    }
}

#[async_trait::async_trait]
pub trait Provider {
    #[instrument(skip(self))]
    async fn exchange(&self, code: &str, client_secret: &str) -> String { //~ secret-in-instrument
        code.to_string()
    }
}

#[async_trait::async_trait]
impl Provider for Service {
    #[instrument(skip(self, client_secret))]
    async fn exchange(&self, code: &str, client_secret: &str) -> String {
        code.to_string()
    }
}
