pub mod auth;

/// Nothing beside it says what it is.
#[derive(Debug)]
pub struct Data {
    pub token: String,
}

#[derive(Debug)] //~ secret-in-debug
pub struct TriggerParams {
    pub secret: Option<String>,
}

#[derive(Debug)] //~ secret-in-debug
pub struct WsToken {
    pub token: String,
    pub servers: Vec<String>,
}

#[derive(Debug)]
pub struct Listing {
    pub continue_token: String,
}
