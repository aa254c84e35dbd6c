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
