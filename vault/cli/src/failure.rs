//! Why a command did not do what was asked, and what to do next.

use std::fmt::Display;
use std::path::PathBuf;

use secret_guard_vault::account::AccountError;
use secret_guard_vault::audit::{AuditError, Problem};
use secret_guard_vault::custody::KeyError;
use secret_guard_vault::ops::OpsError;
use secret_guard_vault::resolver::ResolveError;
use secret_guard_vault::store::StoreError;
use serde_json::json;

use crate::answer::envelope;
use crate::exit;
use crate::format::Format;
use crate::place::Place;

/// A failure: a stable code, a message, often what to do about it. It never holds a value.
#[derive(Debug)]
pub(crate) struct Failure {
    code: &'static str,
    message: String,
    help: Option<String>,
    /// The file that cannot be reached, if it is one.
    file: Option<PathBuf>,
}

impl Failure {
    pub(crate) fn new(code: &'static str, message: impl Display) -> Self {
        Self { code, message: message.to_string(), help: None, file: None }
    }

    /// With what to do next.
    pub(crate) fn help(mut self, help: impl Display) -> Self {
        self.help = Some(help.to_string());
        self
    }

    /// With what to do about a file of the vault's folder. Of any other its user knows whose it is.
    pub(crate) fn of(self, place: &Place) -> Self {
        match (&self.file, place.folder()) {
            (Some(file), Ok(folder)) if file.starts_with(&folder) => {
                self.help("see --home and --account; `secret-vault init` makes a vault")
            }
            _ => self,
        }
    }

    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    pub(crate) fn remedy(&self) -> Option<&str> {
        self.help.as_deref()
    }

    pub(crate) fn exit(&self) -> u8 {
        exit::of(self.code)
    }

    pub(crate) fn print(&self, command: &str, format: Format) {
        match format {
            Format::Json => {
                let error =
                    json!({ "code": self.code, "exit": self.exit(), "message": self.message, "help": self.help });
                eprintln!("{}", envelope(command, "error", error, false));
            }
            Format::Human => {
                eprintln!("secret-vault {command}: {} ({})", self.message, self.code);
                self.help.iter().for_each(|help| eprintln!("  {help}"));
            }
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let failure = Self::new(error.code(), &error);
        match error {
            StoreError::Unavailable { path, .. } => Self { file: Some(path), ..failure },
            StoreError::LogGone { .. } => failure
                .help("see --home; `secret-vault restore stage FILE --log-is-lost REASON` brings a lost vault back"),
            StoreError::Key(error) => error.into(),
            _ => failure,
        }
    }
}

impl From<OpsError> for Failure {
    fn from(error: OpsError) -> Self {
        match error {
            OpsError::Store(error) => error.into(),
            OpsError::Key(error) => error.into(),
            OpsError::NotLost { .. } => {
                Self::new(error.code(), error).help("leave --log-is-lost out: this log goes on")
            }
            error => Self::new(error.code(), error),
        }
    }
}

impl From<KeyError> for Failure {
    fn from(error: KeyError) -> Self {
        let failure = Self::new(error.status().name(), &error);
        match error {
            // Something is wrapped under it already.
            KeyError::Missing { name, .. } if name.kek_id().is_some() => {
                failure.help("`secret-vault import-kek` brings it from an export; see --keys and --account")
            }
            KeyError::Missing { .. } => failure.help("`secret-vault init` makes a vault; see --keys and --account"),
            KeyError::Unavailable { .. } => failure.help("without a keyring, use `--keys file:PATH`"),
            _ => failure,
        }
    }
}

impl From<AuditError> for Failure {
    fn from(error: AuditError) -> Self {
        Self::new(error.code(), error)
    }
}

impl From<ResolveError> for Failure {
    fn from(error: ResolveError) -> Self {
        Self::new(error.status().name(), error)
    }
}

impl From<AccountError> for Failure {
    fn from(error: AccountError) -> Self {
        Self::new("BadAccount", error).help("set SECRET_VAULT_ACCOUNT or --account")
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        let code = if matches!(problem, Problem::Unreadable(_)) { "AuditUnavailable" } else { "LogBroken" };
        Self::new(code, format!("the audit log: {problem}"))
    }
}
