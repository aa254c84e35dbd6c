//! Who writes to the log: every event of one part of a program carries the same account and actor.

use std::sync::Arc;

use crate::account::AccountId;

use super::{AuditError, AuditLog, Event, Head};

/// A log together with the account and the actor on whose behalf it is written.
#[derive(Clone)]
pub struct Trail {
    log: Arc<AuditLog>,
    account: AccountId,
    actor: String,
    grant: Option<String>,
}

impl Trail {
    /// A trail of `actor`, which names a person or a program and is written with every event.
    pub fn new(log: Arc<AuditLog>, account: &AccountId, actor: &str) -> Self {
        Self { log, account: account.clone(), actor: actor.to_owned(), grant: None }
    }

    /// The same trail under a grant, which is written with every event too.
    #[must_use]
    pub fn under_grant(mut self, grant: &str) -> Self {
        self.grant = Some(grant.to_owned());
        self
    }

    /// The account.
    pub fn account(&self) -> &AccountId {
        &self.account
    }

    /// The log.
    pub fn log(&self) -> &Arc<AuditLog> {
        &self.log
    }

    /// An event of this trail's account and actor, for the caller to complete.
    pub fn event(&self, event: &str) -> Event {
        Event {
            event: event.to_owned(),
            account: self.account.as_str().to_owned(),
            actor: self.actor.clone(),
            grant: self.grant.clone(),
            ..Event::default()
        }
    }

    /// Records an event; when it returns `Ok`, the event is on disk.
    ///
    /// # Errors
    ///
    /// See [`AuditError`]; whatever waits for the event must then not happen.
    pub fn record(&self, event: Event) -> Result<(), AuditError> {
        self.log.append(event)
    }

    /// Records what only operators do, which ends with a checkpoint.
    pub(crate) fn privileged(&self, event: Event) -> Result<(), AuditError> {
        self.record(event)?;
        self.log.checkpoint()
    }

    /// Does what is to be told: its intent is on disk before, its outcome after, also when it is refused. `event` is the
    /// outcome without how it ended; `done` says that when it went well, `code` names an error. What was refused is known by
    /// its own error, whatever the log says to it; what was done and could not be told, by [`AuditError::Untold`].
    pub(crate) fn told<R, E: From<AuditError>>(
        &self,
        event: &Event,
        done: (&str, &str),
        code: impl FnOnce(&E) -> &'static str,
        work: impl FnOnce() -> Result<R, E>,
    ) -> Result<R, E> {
        let intent = format!("{}-intent", event.event);
        self.record(Event { event: intent, ..event.clone() }.ended("pending", "Intent"))?;
        match work() {
            Ok(value) => {
                let told = self.record(event.clone().ended(done.0, done.1));
                told.map(|()| value).map_err(|error| error.after().into())
            }
            Err(error) => {
                let _ = self.record(event.clone().ended("refused", code(&error)));
                Err(error)
            }
        }
    }

    /// As above, for what only operators do: it ends with a checkpoint.
    pub(crate) fn audited<R, E: From<AuditError>>(
        &self,
        event: &Event,
        code: impl FnOnce(&E) -> &'static str,
        work: impl FnOnce() -> Result<R, E>,
    ) -> Result<R, E> {
        let done = self.told(event, ("done", "Done"), code, work)?;
        self.log.checkpoint().map_err(AuditError::after)?;
        Ok(done)
    }

    pub(crate) fn head(&self) -> Result<Head, AuditError> {
        self.log.head()
    }
}
