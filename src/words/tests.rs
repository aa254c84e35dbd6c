//! Which names are those of secrets.

use super::{Words, segments};

#[test]
fn every_style_gives_the_same_words() {
    for name in ["STRIPE_API_KEY", "stripeApiKey", "stripe-api-key", "StripeAPIKey"] {
        assert_eq!(segments(name), ["stripe", "api", "key"], "{name}");
    }
    assert_eq!(segments("__x"), ["x"]);
    assert_eq!(segments("OAuth2Token"), ["o", "auth2", "token"]);
}

proptest::proptest! {
    /// The cheap look holds back no name that the lists would take.
    #[test]
    fn what_is_held_back_is_no_secret(parts in proptest::collection::vec(proptest::sample::select(vec![
        "api", "Key", "KEY", "s", "token", "Passwd", "password", "_", "-", "url", "redis", "Database", "dsn", "uri",
        "auth", "jwt", "private", "Secret", "credential", "X", "9", "conn", "String", "webhook", "salt", "client",
    ]), 0..6)) {
        let name = parts.concat();
        for words in [crate::words!("env"), crate::words!("flow")] {
            proptest::prop_assert_eq!(words.is_secret(&name), words.judged(&name), "{}", name);
        }
    }
}

#[test]
fn every_list_parses() {
    for text in [include_str!("../../rules/words/env.yaml"), include_str!("../../rules/words/flow.yaml")] {
        let words: Result<Words, _> = serde_saphyr::from_str(text);
        assert!(words.is_ok(), "{:?}", words.err());
    }
}

fn judge(name: &str) -> bool {
    let words: Words = serde_saphyr::from_str(include_str!("../../rules/words/env.yaml")).expect("the lists parse");
    words.is_secret(name)
}

#[test]
fn secrets_are_told_from_what_is_said_about_them() {
    let secret = [
        "STRIPE_API_KEY",
        "DATABASE_URL",
        "SMTP_PASSWORD",
        "GITHUB_TOKEN",
        "PGPASSWORD",
        "DB_PWD",
        "API_KEY_OPENAI",
        "SECRET_KEY_BASE",
        "AWS_SECRET_ACCESS_KEY",
        "SENTRY_DSN",
        "JWT_SECRET",
        "TOKEN_TELEGRAM",
        "SLACK_WEBHOOK_URL",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
        "OPENAI_KEY",
        "TLS_PRIVATE_KEY_PEM",
        "API_TOKEN_2",
        "TOKEN",
        "PASSWORD",
        "AZURE_STORAGE_CONNECTION_STRING",
        "CARGO_REGISTRY_TOKEN",
        "HOST_PASSWORD",
        "REGISTRY_API_KEY",
        "TEST_DATABASE_URL",
        "COOKIE_SECRET",
        "ANTHROPIC_AUTH_TOKEN",
        "POSTGRES_TEST_URL",
        "MONGODB_VECTOR_TEST_URI",
        "MONGODB_URI_SINGLE",
        "PG_MEMORY_TEST_URL",
        "SERVICE_ACCOUNT_JSON",
        "JIRA_API_KEY",
        "DATABASE_READ_REPLICA_URL",
    ];
    let clean = [
        "MAX_TOKENS",
        "NEXT_PAGE_TOKEN",
        "S3_OBJECT_KEY",
        "NO_CREDENTIALS",
        "TOKEN_TTL_SECS",
        "KEY_FILE",
        "SSL_KEY_PATH",
        "PUBLIC_KEY",
        "AUTH_SCHEME",
        "KEYBOARD",
        "PWD",
        "SECRETS_MODE",
        "OLDPWD",
        "HOME",
        "KEY",
        "GOOGLE_APPLICATION_CREDENTIALS",
        "SSH_AUTH_SOCK",
        "TOKEN_URL",
        "ACTIONS_ID_TOKEN_REQUEST_URL",
        "AWS_ACCESS_KEY_ID",
        "PASSWORD_MIN_LENGTH",
        "ENABLE_AUTH",
        "CONTEXT_TOKENS",
        "TOKENIZERS_PARALLELISM",
        "VAULT_ADDR",
        "PASSWORD_HASH",
        "BYPASS",
        "SECRET_GUARD_CASE",
        "SECRET_NAME",
        "USE_TOKEN",
        "COMPASS",
        "HUB_DISABLE_IMPLICIT_TOKEN",
        "DATABASE_DOCS_URL",
        "POSTGRES_EXPORTER_URL",
        "SKIP_REDIS_URL",
        "CHROMA_TEST_URL",
        "CARGO_BIN_EXE_secret-tool",
        "CARGO_FEATURE_TOKEN",
        "DB_URL_PREFIX",
        "JIRA_KEY",
        "SERVICE_ACCOUNT",
    ];
    for name in secret {
        assert!(judge(name), "{name} is a secret");
    }
    for name in clean {
        assert!(!judge(name), "{name} is none");
    }
}
