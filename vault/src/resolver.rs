//! From an id to a value: one route, one source, one audit line, then the value.
//!
//! A refusal or a failure ends the read. There is no second source, because a fallback would let whoever breaks the
//! first source choose the value. Calls block on the source and on the disk: from async code, call them in the
//! runtime's blocking pool. There is no global state; a [`Vault`] is shared by reference or in an `Arc`.

use std::collections::BTreeMap;

use crate::audit::{Event, Trail};
#[cfg(feature = "scrub")]
use crate::manifest::Kind;
use crate::manifest::{Class, Entry, Manifest, Profile, Word};
use crate::policy::{self, SourceKind};
use crate::secret::Secret;
use crate::source::{Fetched, Legacy, Source, SourceError};
use crate::status::Status;

mod error;

pub use error::ResolveError;

/// A value and where it came from.
#[derive(Debug)]
pub struct Resolved {
    /// The value.
    pub value: Secret<Vec<u8>>,
    /// The source that gave it.
    pub source: SourceKind,
    /// Its version, where the source counts versions.
    pub version: Option<u64>,
    /// [`Status::Resolved`], [`Status::DeprecatedAliasUsed`] or [`Status::SpentValueUsed`].
    pub status: Status,
}

/// The values of a whole profile, by id.
pub type Required = BTreeMap<String, Resolved>;

/// Resolves the secrets of one manifest in one profile.
pub struct Vault {
    manifest: Manifest,
    profile: Profile,
    routes: BTreeMap<Class, SourceKind>,
    sources: BTreeMap<SourceKind, Box<dyn Source>>,
    trail: Trail,
    #[cfg(feature = "scrub")]
    scrubber: Option<std::sync::Arc<crate::scrub::Scrubber>>,
}

/// Puts a [`Vault`] together.
pub struct Builder(Vault);

impl Vault {
    /// Begins a vault. The trail's account and actor are written to the audit log with every read.
    pub fn builder(manifest: Manifest, profile: Profile, trail: Trail) -> Builder {
        let routes = Class::ALL.iter().map(|class| (*class, default_route(*class))).collect();
        Builder(Self {
            manifest,
            profile,
            routes,
            sources: BTreeMap::new(),
            trail,
            #[cfg(feature = "scrub")]
            scrubber: None,
        })
    }

    /// Reads one secret, named by text or by a [`SecretId`](crate::SecretId).
    ///
    /// # Errors
    ///
    /// See [`ResolveError`]. Refusals and failures are audited too; if that fails, the audit's error is what is given.
    pub fn resolve(&self, id: impl AsRef<str>) -> Result<Resolved, ResolveError> {
        let Some(entry) = self.manifest.entry(id.as_ref()) else {
            self.trail.record(self.event(None, "refused", Status::UnknownId, None))?;
            return Err(ResolveError::UnknownId);
        };
        let outcome = self.read(entry);
        let (word, status, version) = match &outcome {
            Ok(resolved) => ("released", resolved.status, resolved.version),
            Err(error) => ("refused", error.status(), None),
        };
        self.trail.record(self.event(Some(entry), word, status, version))?;
        #[cfg(feature = "scrub")]
        if let (Some(scrubber), Ok(resolved), Kind::Secret) = (&self.scrubber, &outcome, entry.kind) {
            scrubber.watch(&entry.id.text, &resolved.value);
        }
        outcome
    }

    /// Reads every secret that the manifest requires in this profile: all of them, or none.
    ///
    /// # Errors
    ///
    /// One error for each secret without a value, in the manifest's order; the values that were read are wiped.
    pub fn required(&self) -> Result<Required, Vec<ResolveError>> {
        let (mut values, mut errors) = (Required::new(), Vec::new());
        for entry in self.manifest.secrets.iter().filter(|entry| entry.required_in.contains(&self.profile)) {
            match self.resolve(&entry.id.text) {
                Ok(resolved) => drop(values.insert(entry.id.text.clone(), resolved)),
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() { Ok(values) } else { Err(errors) }
    }

    fn read(&self, entry: &Entry) -> Result<Resolved, ResolveError> {
        let source_kind = self.route(entry.class);
        let id = || entry.id.text.clone();
        self.permit(entry, source_kind)?;
        let source =
            self.sources.get(&source_kind).ok_or_else(|| ResolveError::NotConfigured { id: id(), source_kind })?;
        let fetched = source.fetch(entry, self.legacy()).and_then(not_empty);
        let judged = fetched.and_then(|fetched| Ok((self.judge(&fetched)?, fetched)));
        let remediation = entry.remediation.clone();
        let judged = judged.map_err(|error| ResolveError::Source { id: id(), source_kind, error, remediation });
        let (status, fetched) = judged?;
        Ok(Resolved { value: fetched.value, source: source_kind, version: fetched.version, status })
    }

    fn judge(&self, fetched: &Fetched) -> Result<Status, SourceError> {
        match (fetched.is_spent, &fetched.deprecated) {
            (true, _) if self.profile == Profile::Strict => Err(SourceError::MustRotate),
            (true, _) => Ok(Status::SpentValueUsed),
            (false, Some(_)) => Ok(Status::DeprecatedAliasUsed),
            (false, None) => Ok(Status::Resolved),
        }
    }

    fn permit(&self, entry: &Entry, source_kind: SourceKind) -> Result<(), ResolveError> {
        let (class, profile) = (entry.class, self.profile);
        if policy::allows(class, profile, source_kind) {
            return Ok(());
        }
        let why = policy::rule_for(class, source_kind).map_or("no rule allows it", |rule| rule.why);
        Err(ResolveError::Rejected { id: entry.id.text.clone(), class, profile, source_kind, why })
    }

    fn route(&self, class: Class) -> SourceKind {
        self.routes.get(&class).copied().unwrap_or_else(|| default_route(class))
    }

    fn legacy(&self) -> Legacy {
        if self.profile == Profile::Dev { Legacy::Warn } else { Legacy::Refuse }
    }

    fn event(&self, entry: Option<&Entry>, outcome: &str, status: Status, ver: Option<u64>) -> Event {
        Event {
            id: entry.map(|entry| entry.id.text.clone()).unwrap_or_default(),
            ver,
            class: entry.map(|entry| entry.class.to_string()),
            profile: Some(self.profile.to_string()),
            source: entry.map(|entry| self.route(entry.class).to_string()),
            outcome: outcome.to_owned(),
            code: status.name().to_owned(),
            ..self.trail.event("read")
        }
    }
}

impl Builder {
    /// Sends a class to a kind of source. The policy still decides whether it may come from there.
    #[must_use]
    pub fn route(mut self, class: Class, source: SourceKind) -> Self {
        self.0.routes.insert(class, source);
        self
    }

    /// Binds a source to its kind; the last one of a kind stays.
    #[must_use]
    pub fn bind(mut self, source: impl Source + 'static) -> Self {
        self.0.sources.insert(source.kind(), Box::new(source));
        self
    }

    /// Tells a scrubber every value before it is released.
    #[cfg(feature = "scrub")]
    #[must_use]
    pub fn scrub_with(mut self, scrubber: std::sync::Arc<crate::scrub::Scrubber>) -> Self {
        self.0.scrubber = Some(scrubber);
        self
    }

    /// The vault.
    pub fn build(self) -> Vault {
        self.0
    }
}

/// Where a class comes from unless the program says otherwise: the place that the policy calls its best.
pub fn default_route(class: Class) -> SourceKind {
    match class {
        Class::Operator | Class::Bootstrap => SourceKind::Keyring,
        Class::Runtime | Class::Account | Class::Integration | Class::Transport => SourceKind::Store,
    }
}

fn not_empty(fetched: Fetched) -> Result<Fetched, SourceError> {
    if fetched.value.expose(Vec::is_empty) { Err(SourceError::Empty) } else { Ok(fetched) }
}
