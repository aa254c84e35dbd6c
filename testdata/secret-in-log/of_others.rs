//! Secrets of types that another crate has: printed as a text is, by two words.
use broker_types::{AccountLevel, ClientToken, Signature};
use sqlparser::tokenizer::{Token, TokenWithSpan};

async fn connect() -> anyhow::Result<(AccountLevel, ClientToken, Signature)> {
    todo!()
}

pub async fn dial() -> anyhow::Result<()> {
    let (level, conn_token, _sig) = connect().await?;
    tracing::debug!(token = %conn_token, "CONN TOKEN"); //~ secret-in-log
    tracing::debug!(%level, "CONN LEVEL");
    Ok(())
}

pub async fn dial_quietly() -> anyhow::Result<()> {
    let (_, conn_token, _) = connect().await?;
    tracing::debug!(?conn_token, "CONN TOKEN");
    Ok(())
}

pub fn expected(found_token: TokenWithSpan, next_token: &Token) {
    tracing::debug!("expected a name, found {found_token} before {next_token}");
}
