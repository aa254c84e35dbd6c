//! What the program beside it logs.

pub fn conf() -> String {
    std::env::var("API_TOKEN").unwrap_or_default() //~ env-read
}
