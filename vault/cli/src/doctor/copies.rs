//! Copies of the vault: snapshots, and a folder that follows it.

use std::path::Path;
use std::time::{Duration, SystemTime};

use secret_guard_vault::store::Store;

use crate::time::age;

use super::{Patient, Verdict, green, red, unknown};

/// The ending of a snapshot's file.
const SNAPSHOT: &str = "sgs";

pub(super) fn all(patient: &mut Patient<'_>) {
    let verdict = match &patient.args.snapshots {
        None => unknown("no folder of snapshots is named; see --snapshots"),
        Some(folder) => snapshot(folder, Duration::from_secs(u64::from(patient.args.snapshot_days) * 86_400)),
    };
    patient.note("snapshot", verdict);
    let verdict = match (&patient.args.replica, &patient.store) {
        (None, _) => unknown("no replica is named; see --replica"),
        (Some(_), None) => unknown("rests on what another check found"),
        (Some(folder), Some(store)) => replica(store, &folder.join("vault.db")),
    };
    patient.note("replica", verdict);
}

fn snapshot(folder: &Path, most: Duration) -> Verdict {
    let remedy = "run `secret-vault snapshot`, and see why whatever does so regularly has not";
    let files = match std::fs::read_dir(folder) {
        Ok(files) => files.flatten(),
        Err(error) => return red(format!("{}: {error}", folder.display()), remedy),
    };
    let snapshots = files.filter(|file| file.path().extension().is_some_and(|ending| ending == SNAPSHOT));
    let newest = snapshots.filter_map(|file| file.metadata().ok()?.modified().ok()).max();
    let Some(newest) = newest else { return red(format!("{} holds no snapshot", folder.display()), remedy) };
    let old = SystemTime::now().duration_since(newest).unwrap_or_default();
    let says = format!("the newest is {} old", age(old));
    if old > most { red(says, remedy) } else { green(says) }
}

/// A copy of the folder is as new as its anchor, which only who has the store's key can have made.
fn replica(store: &Store, copy: &Path) -> Verdict {
    let remedy = "see why whatever copies the folder does not, and copy it again; until then do not restore from it";
    match (store.facts(), store.copy_epoch(copy)) {
        (Err(error), _) => unknown(error.to_string()),
        (_, Err(error)) => red(error.to_string(), remedy),
        (Ok(facts), Ok(epoch)) if epoch < facts.epoch => {
            red(format!("it is at epoch {epoch}, the store at {}", facts.epoch), remedy)
        }
        (Ok(_), Ok(epoch)) => green(format!("epoch {epoch}")),
    }
}
