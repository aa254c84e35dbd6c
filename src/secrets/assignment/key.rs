//! What the name of a value promises.

use crate::words::segments;

/// How much a name says that its value is secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Promise {
    /// Nothing: `token_type`, `public_key`, `password_label`.
    Nothing,
    /// Something: `key`, `salt`, `auth`.
    Hint,
    /// A token, key or secret that a program was given.
    Token,
    /// A password that a person may have chosen.
    Password,
}

/// Words that name a password, also at the end of a longer word.
const PASSWORD: &[&str] =
    &["password", "passwd", "passwrd", "passphrase", "passcode", "passwort", "pwd", "pass", "pswd", "pw"];
/// Words that name a token or key, also at the end of a longer word.
const TOKEN: &[&str] =
    &["secret", "secrets", "token", "tokens", "apikey", "credential", "credentials", "creds", "cred", "apitoken"];
/// What makes a key secret when it stands before `key`.
const SECRET_KEYS: &[&str] = &[
    "api",
    "secret",
    "access",
    "private",
    "auth",
    "encryption",
    "encrypt",
    "crypto",
    "crypt",
    "aes",
    "des",
    "signing",
    "sign",
    "signature",
    "master",
    "account",
    "storage",
    "shared",
    "app",
    "application",
    "license",
    "session",
    "hmac",
    "jwt",
    "service",
    "consumer",
    "subscription",
    "server",
    "admin",
    "authentication",
    "authorization",
    "cipher",
    "rest",
    "deploy",
    "registration",
    "ssl",
    "rsa",
    "hash",
    "cookie",
    "security",
    "merchant",
    "secure",
    "webhook",
    "write",
    "read",
    "integration",
    "developer",
    "dev",
    "user",
    "client",
    "decryption",
    "instrumentation",
    "ingest",
    "push",
    "sas",
    "token",
    "salt",
    "csrf",
    "publishable",
    "site",
    "maps",
    "trial",
    "transaction",
    "validation",
    "verification",
    "provisioning",
    "host",
    "function",
    "functions",
    "bot",
    "preshared",
    "psk",
    "wpa",
    "sdk",
    "vapid",
];
/// Words that hint at best.
const HINT: &[&str] = &[
    "key",
    "keys",
    "auth",
    "salt",
    "nonce",
    "pin",
    "seed",
    "bearer",
    "authorization",
    "sig",
    "signature",
    "hmac",
    "sid",
    "session",
    "psk",
    "otp",
];
/// What may follow the naming word without taking the promise back.
const NEUTRAL: &[&str] = &[
    "value",
    "val",
    "str",
    "string",
    "raw",
    "plain",
    "plaintext",
    "text",
    "prod",
    "production",
    "dev",
    "development",
    "test",
    "staging",
    "stage",
    "live",
    "sandbox",
    "env",
    "old",
    "new",
    "local",
    "main",
    "primary",
    "secondary",
    "backup",
    "admin",
    "root",
    "b64",
    "base64",
    "hex",
    "default",
    "const",
    "master",
    "data",
    "bytes",
    "literal",
    "user",
    "db",
    "v1",
    "v2",
    "current",
    "previous",
    "real",
    "override",
    "arg",
    "param",
    "var",
    "in",
    "q",
    "confirm",
    "confirmation",
    "again",
    "repeat",
    "two",
    "one",
    "ex",
    "app",
    "web",
    "api",
    "server",
    "client",
    "internal",
    "enc",
    "encoded",
    "base",
];
/// What takes it back: the value is about the secret, not the secret.
const ABOUT: &[&str] = &[
    "name",
    "names",
    "id",
    "ids",
    "type",
    "types",
    "url",
    "uri",
    "urls",
    "path",
    "paths",
    "file",
    "files",
    "filename",
    "field",
    "fields",
    "label",
    "hint",
    "error",
    "errors",
    "err",
    "message",
    "msg",
    "length",
    "len",
    "size",
    "count",
    "policy",
    "regex",
    "pattern",
    "header",
    "headers",
    "prefix",
    "suffix",
    "parameter",
    "expiry",
    "expires",
    "expiration",
    "ttl",
    "class",
    "format",
    "mode",
    "method",
    "endpoint",
    "provider",
    "source",
    "status",
    "title",
    "placeholder",
    "hash",
    "hashed",
    "strategy",
    "manager",
    "service",
    "ref",
    "selector",
    "column",
    "env",
    "key",
    "input",
    "form",
    "page",
    "view",
    "button",
    "btn",
    "link",
    "icon",
    "desc",
    "description",
    "help",
    "info",
    "algorithm",
    "algo",
    "alg",
    "cost",
    "rounds",
    "required",
    "enabled",
    "disabled",
    "reset",
    "change",
    "changed",
    "strength",
    "min",
    "max",
    "rule",
    "rules",
    "valid",
    "validator",
    "validation",
    "encoder",
    "hasher",
    "generator",
    "store",
    "storage",
    "cache",
    "dir",
    "directory",
    "folder",
    "location",
    "address",
    "host",
    "issuer",
    "audience",
    "scope",
    "scopes",
    "kind",
    "index",
    "position",
    "pos",
    "start",
    "end",
    "begin",
    "open",
    "close",
    "list",
    "map",
    "set",
    "uid",
    "digest",
    "checksum",
    "md5",
    "sha1",
    "sha256",
    "sha512",
    "sha",
    "fingerprint",
    "thumbprint",
    "template",
    "text",
    "tooltip",
    "prompt",
    "question",
    "date",
    "time",
    "timestamp",
    "version",
    "schema",
    "table",
    "contract",
    "symbol",
    "mint",
    "asset",
    "command",
    "cmd",
    "callback",
    "handler",
    "store",
    "tag",
    "option",
    "attribute",
    "attr",
    "property",
    "prop",
    "resource",
    "arn",
    "role",
    "user",
    "owner",
    "usage",
    "example",
    "docs",
    "doc",
    "state",
    "event",
    "action",
    "code",
    "element",
    "locator",
    "xpath",
    "css",
    "namespace",
    "mount",
    "volume",
    "context",
];
/// What makes a key public.
const PUBLIC: &[&str] = &[
    "public",
    "pub",
    "primary",
    "foreign",
    "cache",
    "sort",
    "partition",
    "hot",
    "hotkey",
    "shortcut",
    "row",
    "object",
    "group",
    "map",
    "dict",
    "natural",
    "unique",
    "composite",
    "index",
    "lookup",
    "i18n",
    "translation",
    "locale",
    "message",
    "react",
    "item",
    "node",
    "registry",
    "field",
    "csrf",
    "xsrf",
    "next",
    "page",
    "pagination",
    "continuation",
    "cancellation",
    "sync",
    "lexer",
    "parser",
    "syntax",
    "punctuation",
    "design",
    "color",
    "stop",
];

/// Judges a name as it is written in the source.
pub fn promise(key: &str) -> Promise {
    let words = segments(key);
    // `password2` is a password.
    let trimmed = words.iter().map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()));
    let words: Vec<&str> = trimmed.filter(|word| !word.is_empty()).collect();
    let Some((at, promise)) = naming(&words) else {
        return Promise::Nothing;
    };
    let after = &words[at + 1..];
    if after.iter().all(|word| NEUTRAL.contains(word) || is_named(word).is_some()) {
        return promise;
    }
    let about = after.last().is_some_and(|word| ABOUT.contains(word));
    match (about, promise) {
        (true, _) => Promise::Nothing,
        (false, Promise::Hint) => Promise::Nothing,
        // `password_bob`, `token_github`.
        (false, promise) => {
            if after.len() <= 2 {
                promise
            } else {
                Promise::Hint
            }
        }
    }
}

/// The last word that names a secret, and what it promises.
fn naming(words: &[&str]) -> Option<(usize, Promise)> {
    let each = words.iter().enumerate().rev();
    for (at, word) in each {
        let before = at.checked_sub(1).map_or("", |at| words[at]);
        if let Some(promise) = judged(word, before) {
            return Some((at, promise));
        }
    }
    None
}

fn judged(word: &str, before: &str) -> Option<Promise> {
    if let Some(promise) = is_named(word) {
        let public = PUBLIC.contains(&before) && promise == Promise::Token;
        return Some(if public { Promise::Nothing } else { promise });
    }
    if matches!(word, "key" | "keys") {
        return Some(match before {
            before if PUBLIC.contains(&before) => Promise::Nothing,
            before if SECRET_KEYS.contains(&before) => Promise::Token,
            _ => Promise::Hint,
        });
    }
    if let Some(stem) = word.strip_suffix("key").filter(|stem| SECRET_KEYS.contains(stem)) {
        return (!PUBLIC.contains(&stem)).then_some(Promise::Token);
    }
    HINT.contains(&word).then_some(Promise::Hint)
}

fn is_named(word: &str) -> Option<Promise> {
    let ends = |names: &[&str]| {
        names.iter().any(|name| word == *name || name.len() >= 3 && word.ends_with(name) && !is_other(word))
    };
    if ends(PASSWORD) {
        Some(Promise::Password)
    } else if ends(TOKEN) {
        Some(Promise::Token)
    } else {
        None
    }
}

/// Words that only end like the name of a secret.
fn is_other(word: &str) -> bool {
    matches!(
        word,
        "bypass"
            | "compass"
            | "trespass"
            | "encompass"
            | "surpass"
            | "overpass"
            | "underpass"
            | "sacred"
            | "multipass"
            | "renderpass"
    )
}

#[cfg(test)]
mod tests {
    use super::{Promise, promise};

    #[test]
    fn names_promise_what_they_say() {
        for key in [
            "password",
            "DB_PASSWORD",
            "dbPass",
            "spring.datasource.password",
            "mysqlpwd",
            "PASSWORD_PROD",
            "password2",
        ] {
            assert_eq!(promise(key), Promise::Password, "{key}");
        }
        for key in [
            "client_secret",
            "apiKey",
            "AWS_SECRET_ACCESS_KEY",
            "secretKey",
            "accesstoken",
            "token_github",
            "jwtSecret",
        ] {
            assert_eq!(promise(key), Promise::Token, "{key}");
        }
        for key in [
            "token_type",
            "public_key",
            "password_label",
            "PasswordField",
            "secretName",
            "token_url",
            "bypass",
            "cacheKey",
            "csrfToken",
        ] {
            assert_eq!(promise(key), Promise::Nothing, "{key}");
        }
        for key in ["key", "salt", "auth"] {
            assert_eq!(promise(key), Promise::Hint, "{key}");
        }
    }
}
