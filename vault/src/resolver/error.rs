//! Why a read gives no value.

use crate::audit::AuditError;
use crate::manifest::{Class, Profile};
use crate::policy::SourceKind;
use crate::source::SourceError;
use crate::status::Status;

/// Why there is no value.
#[derive(Debug, thiserror::Error)]
pub enum ResolveError {
    /// The manifest declares no such id. The text asked for is not repeated: it may be a value passed by mistake.
    #[error("no secret with this id is declared; add it to secrets.yaml")]
    UnknownId,
    /// The policy forbids the source that the secret is routed to.
    #[error("{id}: class {class} may not come from {source_kind} in profile {profile}: {why}")]
    Rejected {
        /// The secret.
        id: String,
        /// Its class.
        class: Class,
        /// The profile of the program.
        profile: Profile,
        /// The source it is routed to.
        source_kind: SourceKind,
        /// The policy's reason.
        why: &'static str,
    },
    /// The program bound no source of this kind.
    #[error("{id}: routed to {source_kind}, but no such source is bound; call `Builder::bind` with one")]
    NotConfigured {
        /// The secret.
        id: String,
        /// The source it is routed to.
        source_kind: SourceKind,
    },
    /// The source failed.
    #[error("{id}: {source_kind} gave no value ({}){}", .error.status().name(), hint(.remediation.as_deref()))]
    Source {
        /// The secret.
        id: String,
        /// The source that was asked.
        source_kind: SourceKind,
        /// Its own failure.
        error: SourceError,
        /// What the manifest says to do.
        remediation: Option<String>,
    },
    /// The read could not be recorded.
    #[error(transparent)]
    Audit(#[from] AuditError),
}

fn hint(remediation: Option<&str>) -> String {
    remediation.map(|text| format!("; {text}")).unwrap_or_default()
}

impl ResolveError {
    /// The status that this error stands for.
    pub fn status(&self) -> Status {
        match self {
            Self::UnknownId => Status::UnknownId,
            Self::Rejected { .. } => Status::RejectedSourcePolicy,
            Self::NotConfigured { .. } => Status::SourceNotConfigured,
            Self::Source { error, .. } => error.status(),
            Self::Audit(_) => Status::AuditUnavailable,
        }
    }
}
