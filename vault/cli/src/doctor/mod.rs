//! The checks of `doctor`. Nothing here writes, repairs, or asks a network.
//!
//! A fault turns one check red. A check that rests on something which another check found broken is not looked at.

mod audit;
mod copies;
mod declared;
mod files;
mod keys;
mod machine;
mod store;

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use secret_guard_vault::account::AccountId;
use secret_guard_vault::custody::KeyHolder;
use secret_guard_vault::manifest::Manifest;
use secret_guard_vault::store::{Listed, Store};

use crate::place::Place;

/// Where copies are, and how old they may be.
#[derive(Args, Debug)]
pub(crate) struct DoctorArgs {
    /// The folder where snapshots are kept
    #[arg(long, env = "SECRET_VAULT_SNAPSHOTS", value_name = "DIR")]
    pub(crate) snapshots: Option<PathBuf>,
    /// How old the newest snapshot may be, in days
    #[arg(long, value_name = "DAYS", default_value_t = 7)]
    pub(crate) snapshot_days: u32,
    /// A folder that is kept as a copy of the vault's
    #[arg(long, env = "SECRET_VAULT_REPLICA", value_name = "DIR")]
    pub(crate) replica: Option<PathBuf>,
    /// Open every record of a store with more than 2,000
    #[arg(long)]
    pub(crate) all: bool,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    Green(String),
    /// What is wrong, and what to do about it.
    Red(String, String),
    /// Why it was not looked at.
    Unknown(String),
}

pub(crate) fn green(says: impl Into<String>) -> Verdict {
    Verdict::Green(says.into())
}

pub(crate) fn red(says: impl Into<String>, remedy: impl Into<String>) -> Verdict {
    Verdict::Red(says.into(), remedy.into())
}

pub(crate) fn unknown(why: impl Into<String>) -> Verdict {
    Verdict::Unknown(why.into())
}

/// A check by name.
#[derive(Debug)]
pub(crate) struct Check {
    pub(crate) name: &'static str,
    pub(crate) verdict: Verdict,
}

/// What is being looked at, as far as it is known yet.
pub(crate) struct Patient<'p> {
    pub(crate) place: &'p Place,
    pub(crate) args: &'p DoctorArgs,
    pub(crate) account: Option<AccountId>,
    pub(crate) folder: Option<PathBuf>,
    pub(crate) holder: Option<Arc<dyn KeyHolder>>,
    pub(crate) store: Option<Store>,
    pub(crate) listed: Option<Vec<Listed>>,
    pub(crate) manifest: Option<Manifest>,
    checks: Vec<Check>,
}

impl Patient<'_> {
    pub(crate) fn note(&mut self, name: &'static str, verdict: Verdict) {
        self.checks.push(Check { name, verdict });
    }

    /// Whether a check was red.
    pub(crate) fn is_red(&self, name: &str) -> bool {
        self.checks.iter().any(|check| check.name == name && matches!(check.verdict, Verdict::Red(..)))
    }

    /// A check that rests on something; if that is not there, it is not looked at.
    pub(crate) fn note_if<T>(&mut self, name: &'static str, on: Option<T>, check: impl FnOnce(&Self, T) -> Verdict) {
        let verdict = on.map_or_else(|| unknown("rests on what another check found"), |on| check(self, on));
        self.note(name, verdict);
    }
}

/// Looks at everything.
pub(crate) fn examine(place: &Place, args: &DoctorArgs) -> Vec<Check> {
    let (account, folder) = (place.account().ok(), place.folder().ok());
    let (holder, store, listed, manifest, checks) = (None, None, None, None, Vec::new());
    let mut patient = Patient { place, args, account, folder, holder, store, listed, manifest, checks };
    keys::account(&mut patient);
    files::permissions(&mut patient);
    keys::holder(&mut patient);
    store::open(&mut patient);
    store::content(&mut patient);
    audit::log(&mut patient);
    declared::all(&mut patient);
    copies::all(&mut patient);
    machine::all(&mut patient);
    patient.checks
}
