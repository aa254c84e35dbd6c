//! Values from an OpenBao or Vault server, by its KV version 2 API.
//!
//! A secret stands under `<mount>/<prefix><id>` in the field `value`. The token goes to that one server: redirects are not
//! followed, proxies of the environment are not used, and plain HTTP is refused but to this machine. The buffers of HTTP
//! and TLS are freed without being wiped.

use std::borrow::Cow;
use std::io::Read as _;
use std::time::Duration;

use serde::Deserialize;
use ureq::Agent;
use ureq::http::{HeaderValue, StatusCode};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use zeroize::Zeroizing;

use crate::manifest::Entry;
use crate::policy::SourceKind;
use crate::record::MAX_VALUE;
use crate::secret::Secret;

use super::{Fetched, Legacy, Source, SourceError};

/// A value with every byte escaped, and what stands around it.
const MOST_BYTES: usize = 6 * MAX_VALUE + 64 * 1024;

/// Which server, and how long to wait for it.
#[derive(Debug, Clone)]
pub struct Server {
    /// Its address, as in `https://bao.example.org:8200`.
    pub address: String,
    /// The path of its KV engine.
    pub mount: String,
    /// What stands before the ids, as in `acme/`; may be empty.
    pub prefix: String,
    /// The certificates, in PEM, of which one must have signed the server's; without them the usual authorities.
    pub authorities: Option<Vec<u8>>,
    /// How long a whole read may take.
    pub timeout: Duration,
}

/// Why a server is not asked at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ServerError {
    /// The token would cross the network in the clear.
    #[error("the address of the server must begin with https://; plain HTTP is for this machine only")]
    Plain,
    /// The authorities are no certificates.
    #[error("the authorities are not certificates in PEM")]
    Authorities,
    /// The token has characters that no header holds.
    #[error("the token is empty or no text for a header")]
    Token,
}

/// An OpenBao or Vault server as a source.
pub struct External {
    agent: Agent,
    server: Server,
    token: Secret<Vec<u8>>,
}

impl External {
    /// Over a server; asks nothing yet.
    ///
    /// # Errors
    ///
    /// See [`ServerError`].
    pub fn new(server: Server, token: Secret<Vec<u8>>) -> Result<Self, ServerError> {
        if !server.address.starts_with("https://") && !is_here(&server.address) {
            return Err(ServerError::Plain);
        }
        header(&token)?;
        let roots = server.authorities.as_deref().map(authorities).transpose()?;
        let tls = TlsConfig::builder().root_certs(roots.unwrap_or(RootCerts::WebPki)).build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .timeout_global(Some(server.timeout))
            .build();
        Ok(Self { agent: config.new_agent(), server, token })
    }

    /// Whether the server answers, is initialised and not sealed. Needs no token and sends none.
    ///
    /// # Errors
    ///
    /// [`SourceError::Locked`] when it is sealed, [`SourceError::Unreachable`], [`SourceError::Timeout`].
    pub fn health(&self) -> Result<(), SourceError> {
        let asked = self.agent.get(self.url("sys/health?standbyok=true")).call();
        verdict(asked.map_err(|error| fail(&error))?.status())
    }

    fn url(&self, path: &str) -> String {
        format!("{}/v1/{path}", self.server.address.trim_end_matches('/'))
    }

    fn read(&self, id: &str) -> Result<(StatusCode, Zeroizing<Vec<u8>>), SourceError> {
        let Server { mount, prefix, .. } = &self.server;
        let url = self.url(&format!("{}/data/{}{id}", mount.trim_matches('/'), prefix.trim_start_matches('/')));
        let token = header(&self.token).map_err(|_| SourceError::Forbidden)?;
        let mut answer = self.agent.get(url).header("X-Vault-Token", token).call().map_err(|error| fail(&error))?;
        let mut body = Zeroizing::new(vec![0; MOST_BYTES + 1]);
        let mut filled = 0;
        let mut reader = answer.body_mut().as_reader();
        loop {
            let room = body.get_mut(filled..).filter(|room| !room.is_empty()).ok_or(SourceError::Corrupt)?;
            match reader.read(room) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) => return Err(fail(&ureq::Error::from(error))),
            }
        }
        body.truncate(filled);
        Ok((answer.status(), body))
    }
}

impl Source for External {
    fn kind(&self) -> SourceKind {
        SourceKind::External
    }

    fn fetch(&self, entry: &Entry, _: Legacy) -> Result<Fetched, SourceError> {
        let (status, body) = self.read(&entry.id.text)?;
        if status == StatusCode::NOT_FOUND {
            return Err(absent(&body));
        }
        verdict(status)?;
        let answer: Answer<'_> = serde_json::from_slice(&body).map_err(|_| SourceError::Corrupt)?;
        let version = answer.data.metadata.version;
        let value = answer.data.data.and_then(|data| data.value).ok_or(SourceError::Missing)?;
        let value = Secret::new(value.into_owned().into_bytes());
        Ok(Fetched { version: Some(version), ..Fetched::of(value) })
    }
}

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    data: Versioned<'a>,
}

#[derive(Deserialize)]
struct Versioned<'a> {
    #[serde(borrow)]
    data: Option<Fields<'a>>,
    metadata: Metadata,
}

#[derive(Deserialize)]
struct Fields<'a> {
    #[serde(borrow)]
    value: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Metadata {
    version: u64,
}

#[derive(Deserialize)]
struct Absent {
    #[serde(default)]
    errors: Vec<serde::de::IgnoredAny>,
}

/// "Not found" is said of a secret that is not there or was deleted, and with an error of an engine that is not there.
fn absent(body: &[u8]) -> SourceError {
    match serde_json::from_slice::<Absent>(body) {
        Ok(absent) if absent.errors.is_empty() => SourceError::Missing,
        _ => SourceError::Unreachable,
    }
}

fn verdict(status: StatusCode) -> Result<(), SourceError> {
    match status.as_u16() {
        200..300 => Ok(()),
        401 | 403 => Err(SourceError::Forbidden),
        // 501 is a server that was never initialised; both hold their secrets and give none.
        501 | 503 => Err(SourceError::Locked),
        408 | 504 => Err(SourceError::Timeout),
        _ => Err(SourceError::Unreachable),
    }
}

fn fail(error: &ureq::Error) -> SourceError {
    match error {
        ureq::Error::Timeout(_) => SourceError::Timeout,
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut => SourceError::Timeout,
        _ => SourceError::Unreachable,
    }
}

/// The token as a header that nobody prints.
fn header(token: &Secret<Vec<u8>>) -> Result<HeaderValue, ServerError> {
    let value = token.expose(|bytes| HeaderValue::from_bytes(bytes));
    let mut value = value.ok().filter(|value| !value.is_empty()).ok_or(ServerError::Token)?;
    value.set_sensitive(true);
    Ok(value)
}

fn authorities(pem: &[u8]) -> Result<RootCerts, ServerError> {
    let items: Result<Vec<_>, _> = parse_pem(pem).collect();
    let certificates = items.map_err(|_| ServerError::Authorities)?.into_iter().filter_map(|item| match item {
        PemItem::Certificate(certificate) => Some(certificate),
        _ => None,
    });
    let certificates: Vec<Certificate<'static>> = certificates.collect();
    if certificates.is_empty() { Err(ServerError::Authorities) } else { Ok(certificates.into()) }
}

/// Whether an address is that of this machine by its own number.
fn is_here(address: &str) -> bool {
    let Some(rest) = address.strip_prefix("http://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
    matches!(name.map_or(host, |(name, _)| name), "127.0.0.1" | "[::1]")
}
