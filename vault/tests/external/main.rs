//! R25: the external source, against a real OpenBao server and against servers that misbehave.
#![cfg(all(feature = "external", target_os = "linux"))]

#[path = "../common/mod.rs"]
mod common;

mod answers;
mod server;

use std::process::Command;
use std::sync::Mutex;

use common::{Scratch, manifest};
use secret_guard_vault::audit::Trail;
use secret_guard_vault::manifest::{Class, Profile};
use secret_guard_vault::policy::SourceKind;
use secret_guard_vault::resolver::{ResolveError, Resolved, Vault};
use secret_guard_vault::source::{External, Server, SourceError};
use secret_guard_vault::{Secret, Status};
use serde_json::{Value, json};
use server::Bao;

fn resolve_in(trail: Trail, source: External) -> Result<Resolved, ResolveError> {
    let vault = Vault::builder(manifest("integration"), Profile::Strict, trail);
    vault.route(Class::Integration, SourceKind::External).bind(source).build().resolve("api-key")
}

fn resolve(source: External) -> Result<Resolved, ResolveError> {
    let scratch = Scratch::new();
    resolve_in(scratch.trail(), source)
}

#[track_caller]
fn status(source: External) -> Status {
    resolve(source).expect_err("no value").status()
}

#[test]
fn r25_values_come_with_their_version_and_deleted_ones_are_missing() {
    let bao = Bao::start();
    assert_eq!(status(bao.source(&bao.token)), Status::Missing);
    for (version, text) in (1..).zip(["first", "with \"quotes\" and \\ \n \u{1f511} é", "third"]) {
        bao.put(&json!(text));
        let resolved = resolve(bao.source(&bao.token)).expect("a value");
        assert!(
            resolved.value.ct_eq(text) && resolved.version == Some(version) && resolved.source == SourceKind::External
        );
    }
    bao.admin("DELETE", "secret/data/acme/api-key", &Value::Null);
    assert_eq!(
        status(bao.source(&bao.token)),
        Status::Missing,
        "the newest version is deleted, older ones are not given"
    );
    bao.admin("POST", "secret/undelete/acme/api-key", &json!({ "versions": [3] }));
    assert!(resolve(bao.source(&bao.token)).expect("a value").value.ct_eq("third"));
    bao.admin("POST", "secret/destroy/acme/api-key", &json!({ "versions": [3] }));
    assert_eq!(status(bao.source(&bao.token)), Status::Missing);
    bao.put(&json!(""));
    assert_eq!(status(bao.source(&bao.token)), Status::EmptyValue);
    bao.put(&json!({ "not": "a text" }));
    assert_eq!(status(bao.source(&bao.token)), Status::IntegrityError);
    bao.admin("POST", "secret/data/acme/api-key", &json!({ "data": { "another": "field" } }));
    assert_eq!(status(bao.source(&bao.token)), Status::Missing);
}

#[test]
fn r25_each_refusal_of_the_server_is_its_own_status() {
    let bao = Bao::start();
    bao.put(&json!("a value"));
    let weak = bao.admin("POST", "auth/token/create", &json!({ "policies": ["default"], "no_default_policy": false }));
    let weak = weak["auth"]["client_token"].as_str().expect("a token");
    assert_eq!(status(bao.source(weak)), Status::SourceForbidden);
    assert_eq!(status(bao.source("no-such-token")), Status::SourceForbidden);
    let elsewhere = |mount: &str| {
        let server = Server { mount: mount.to_owned(), ..bao.server() };
        External::new(server, Secret::new(bao.token.clone().into_bytes())).expect("a source")
    };
    assert_eq!(status(elsewhere("nowhere")), Status::SourceUnreachable, "no engine there is not: no secret there");

    let other = bao.folder.path().join("other.pem");
    let key = bao.folder.path().join("other.key");
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"])
        .args(["-subj", "/CN=another authority", "-out"])
        .arg(&other)
        .arg("-keyout")
        .arg(&key)
        .output();
    assert!(made.expect("openssl").status.success());
    for authorities in [Some(std::fs::read(&other).expect("a certificate")), None] {
        let server = Server { authorities, ..bao.server() };
        let source = External::new(server, Secret::new(bao.token.clone().into_bytes())).expect("a source");
        assert_eq!(source.health(), Err(SourceError::Unreachable));
        assert_eq!(status(source), Status::SourceUnreachable, "a server that nobody vouches for");
    }

    assert!(resolve(bao.source(&bao.token)).expect("a value").value.ct_eq("a value"));
    bao.admin("POST", "sys/seal", &Value::Null);
    assert_eq!(status(bao.source(&bao.token)), Status::SourceLocked);
    assert_eq!(bao.source(&bao.token).health(), Err(SourceError::Locked));
}

/// Keeps every line that any library logs.
struct Everything(Mutex<String>);

static LOGGED: Everything = Everything(Mutex::new(String::new()));
impl log::Log for Everything {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        *self.0.lock().expect("a lock") += &format!("{}: {:?}\n", record.target(), record.args());
    }

    fn flush(&self) {}
}

#[test]
fn r25_neither_token_nor_value_is_logged_or_audited() {
    log::set_logger(&LOGGED).expect("the first logger");
    log::set_max_level(log::LevelFilter::Trace);
    let bao = Bao::start();
    LOGGED.0.lock().expect("a lock").clear();
    let scratch = Scratch::new();
    let trail = scratch.trail();
    bao.put(&json!("canary-of-the-server"));
    // What the administrator's own request logged does not count.
    LOGGED.0.lock().expect("a lock").clear();
    assert!(resolve_in(trail.clone(), bao.source(&bao.token)).is_ok());
    let forbidden = resolve_in(trail.clone(), bao.source("token-that-is-refused")).expect_err("refused");
    bao.admin("POST", "sys/seal", &Value::Null);
    let said = format!("{forbidden} {forbidden:?}");
    let logged = LOGGED.0.lock().expect("a lock").clone();
    assert!(logged.contains("ureq"), "the libraries log something, or this proves nothing");
    let audited = common::lines(&scratch.path).concat();
    assert!(audited.contains("\"external\"") && audited.contains("SourceForbidden"));
    for secret in [bao.token.as_str(), "token-that-is-refused", "canary-of-the-server"] {
        for text in [&said, &audited] {
            assert!(!text.contains(secret));
        }
        let ours = logged.split("sys/seal").next().unwrap_or_default();
        assert!(!ours.contains(secret), "{}", ours.replace(secret, "[HERE]"));
    }
}
