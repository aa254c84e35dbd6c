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
