use tracing::instrument;

pub struct Login {
    pub user: String,
    pub password: String,
}

impl std::fmt::Debug for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Login").field("user", &self.user).finish_non_exhaustive()
    }
}

#[derive(Debug)]
pub struct Pool {
    pub size: usize,
}

#[instrument(skip(password))]
pub fn skipped(user: &str, password: &str) {}

#[tracing::instrument(level = "trace", skip_all)]
pub fn all_skipped(user: &str, api_key: &str) {}

#[instrument(skip_all, fields(user, key_len = api_key.len()))]
pub fn counted(user: &str, api_key: &str) {}

#[instrument(skip_all, fields(user = %login.user))]
pub fn named(login: &Login) {}

#[instrument]
pub fn redacts_itself(login: Login) {}

#[instrument(fields(password = "***"))]
pub fn replaced(password: &str) {}

#[instrument(err)]
pub fn protected(password: secrecy::SecretString) -> Result<(), ()> {
    Ok(())
}

#[instrument(ret)]
pub fn token_count(text: &str) -> usize {
    text.len()
}

#[instrument]
pub fn about(token_type: &str, has_password: bool, key_path: &std::path::Path, pool: &Pool) {}

pub fn not_instrumented(password: &str) {}

/// A field without a value stays empty until it is recorded.
#[instrument(skip_all, fields(user, api_key))]
pub fn left_empty(user: &str, api_key: &str) {}
