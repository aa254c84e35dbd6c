//! After an incident: every affected secret gets a new value, or is marked as one that must be replaced.

use crate::account::AccountId;
use crate::audit::Event;
use crate::home::Home;
use crate::manifest::Class;
use crate::secret::Secret;
use crate::store::StoreError;

use super::{OpsError, checked_reason, marks};

/// The event that says up to which version a secret must be replaced.
pub(super) const MARK: &str = "reset-mark";

/// What an operator orders, and has typed to show that it is meant.
#[derive(Debug, Clone, Copy)]
pub struct Reset<'r> {
    /// The account id, as it was typed.
    pub account: &'r str,
    /// Why, for the audit log.
    pub reason: &'r str,
    /// The affected secrets.
    pub ids: &'r [String],
}

/// Gives a secret's new value, if there is one already.
pub type Fresh<'f> = dyn FnMut(&str, Class) -> Option<Secret<Vec<u8>>> + 'f;

/// What became of one secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It has a new value.
    Replaced {
        /// The secret.
        id: String,
        /// The new version.
        version: u64,
    },
    /// It has none yet: the strict profile refuses it until a new version is written.
    MustRotate {
        /// The secret.
        id: String,
        /// The version that must be replaced.
        version: u64,
    },
}

/// Marks every version of the affected secrets as known to others, in one step; then writes the new values that
/// `fresh` gives. Cut short in between, what has no new value is marked.
///
/// # Errors
///
/// [`OpsError::NotTyped`], [`OpsError::NoReason`], [`OpsError::Unknown`]: nothing was done. Later ones leave marks.
pub fn reset(home: &Home, order: Reset<'_>, fresh: &mut Fresh<'_>) -> Result<Vec<Outcome>, OpsError> {
    check(home.trail.account(), order)?;
    let reason = checked_reason(order.reason)?;
    let _turn = home.store.turn()?;
    let marked = home.store.audited("reset", Some(reason), |store| {
        store.mark(order.ids, &mut |marked| {
            marked.iter().try_for_each(|(id, version, _)| told(home, (id, *version), reason))?;
            let versions = marked.iter().map(|(id, version, _)| (id.as_str(), *version));
            Ok(marks::add(store.holder(), home.trail.account(), versions)?)
        })
    });
    let marked = marked.map_err(|error| match error {
        StoreError::Absent { ids } => OpsError::Unknown { ids },
        other => other.into(),
    })?;
    let mut outcomes = Vec::new();
    for (id, version, class) in marked {
        outcomes.push(match fresh(&id, class) {
            Some(value) => match home.store.put(&id, class, &value, version) {
                // Somebody was faster, after the mark: theirs is a new value too.
                Ok(version) | Err(StoreError::Conflict { found: version, .. }) => Outcome::Replaced { id, version },
                Err(error) => return Err(error.into()),
            },
            None => Outcome::MustRotate { id, version },
        });
    }
    Ok(outcomes)
}

/// Has the log say what is marked.
fn told(home: &Home, (id, version): (&str, u64), reason: &str) -> Result<(), StoreError> {
    let (id, code, outcome) = (id.to_owned(), "MustRotate".to_owned(), "pending".to_owned());
    let (source, reason) = (Some("store".to_owned()), Some(reason.to_owned()));
    let event = home.trail.event(MARK);
    Ok(home.trail.record(Event { id, ver: Some(version), source, outcome, code, reason, ..event })?)
}

fn check(account: &AccountId, order: Reset<'_>) -> Result<(), OpsError> {
    if order.account == account.as_str() { Ok(()) } else { Err(OpsError::NotTyped { expected: account.clone() }) }
}
