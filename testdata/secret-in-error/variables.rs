//! Names of variables of the environment, handed from function to function.
use anyhow::Context;

fn optional(key: &str) -> Option<String> {
    std::env::var(key).ok()
}

fn required(key: &str) -> anyhow::Result<String> {
    optional(key).with_context(|| format!("{key} is not set"))
}

fn variable_of(provider: &str, what: &str) -> String {
    format!("{}_{what}", provider.to_uppercase())
}

pub fn read(provider: &str) -> anyhow::Result<String> {
    let api_key_key = variable_of(provider, "API_KEY");
    required(&api_key_key).with_context(|| format!("give {api_key_key}")) //~ env-read
}

/// What is found is the key.
pub fn found(provider: &str) -> anyhow::Result<()> {
    let name = variable_of(provider, "API_KEY");
    let api_key = required(&name)?; //~ env-read
    anyhow::bail!("{api_key} does not open {provider}") //~ secret-in-error
}

fn found_or_given(key: &str) -> String {
    std::env::var(key).unwrap_or_else(|_| key.to_string())
}

fn given_or_found(key: &str) -> String {
    match std::env::var(key) {
        Ok(found) => found,
        Err(_) => key.to_owned(),
    }
}

/// What is given may be the key itself.
pub fn either(api_key: &str, access_token: &str) -> anyhow::Result<()> {
    anyhow::ensure!(!found_or_given(api_key).is_empty(), "nothing in {api_key}"); //~ secret-in-error
    anyhow::ensure!(!given_or_found(access_token).is_empty(), "nothing in {access_token}"); //~ secret-in-error
    Ok(())
}

fn checked(key: &str, api_key: &str) -> anyhow::Result<()> {
    optional(key);
    anyhow::bail!("{api_key} is refused") //~ secret-in-error
}

/// Handed where no name is read.
pub fn beside(provider: &str, given_api_key: &str) -> anyhow::Result<()> {
    checked(provider, given_api_key)
}
