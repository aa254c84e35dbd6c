//! A list of tokens that is asked for takes no text apart; a parser does.

#[derive(Debug)] //~ secret-in-debug
pub struct ApiClient {
    url: String,
    token: String,
}

pub struct ListTokensRequest {
    pub limit: u32,
}

pub mod apart {
    pub fn word(token: &str) -> bool {
        token == "let"
    }
}

/// Where to ask for a token.
#[derive(Debug)]
pub struct OauthEndpoints {
    pub authorize: String,
    pub token: String,
    pub introspect: String,
}

/// How long one is good, and for whom.
#[derive(Debug)]
pub struct ClientLifespans {
    pub authorization_code_grant_access_token_lifespan: Option<String>,
    pub requested_access_token_audience: Vec<String>,
}

#[derive(Debug)] //~ secret-in-debug
pub struct Endpoint {
    pub url: String,
    pub token: String,
}
