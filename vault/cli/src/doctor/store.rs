//! The store: whether it opens, is the newest there was, and gives every record.

use std::path::Path;
use std::sync::Arc;

use secret_guard_vault::Secret;
use secret_guard_vault::audit::{AuditKey, AuditLog, Trail};
use secret_guard_vault::clock;
use secret_guard_vault::store::{Listed, Store, StoreError};

use super::{Patient, Verdict, green, keys, red, unknown};

/// Records that are opened without being asked to open all: as many as fit into the time that a person waits.
const SAMPLE: usize = 2_000;

const RESTORE: &str = "restore the vault from its newest snapshot; keep the files, they are evidence";

/// Opens the store for reading and says what came in the way: `kek`, `store`, `anchor` are three checks of one attempt.
pub(super) fn open(patient: &mut Patient<'_>) {
    let opened = match (&patient.folder, &patient.holder, &patient.account) {
        (Some(folder), Some(holder), Some(account)) => {
            read_only(&folder.join("vault.db"), Arc::clone(holder), account).map_err(|error| blame(&error))
        }
        (_, None, Some(_)) if patient.is_red("permissions") => Err(("", unknown("rests on permissions"))),
        (_, None, Some(_)) => Err(("kek", holder_missing(patient))),
        _ => Err(("", unknown("rests on the account"))),
    };
    let blamed = match opened {
        Ok(store) => {
            patient.store = Some(store);
            None
        }
        Err((check, verdict)) => Some((check, verdict)),
    };
    for (name, well) in
        [("kek", "it opens the store"), ("store", "it opens"), ("anchor", "the store is the newest there was")]
    {
        let verdict = match &blamed {
            None if name == "anchor" => anchor(patient),
            None => green(well),
            Some((check, verdict)) if *check == name => verdict.clone(),
            Some(_) => unknown("rests on what another check found"),
        };
        patient.note(name, verdict);
    }
    keys::one_vault(patient);
}

fn read_only(
    path: &Path,
    holder: Arc<dyn secret_guard_vault::custody::KeyHolder>,
    account: &secret_guard_vault::account::AccountId,
) -> Result<Store, StoreError> {
    // A key that signs nothing: a store that is open for reading writes no event.
    let key = AuditKey::from_seed(&Secret::new([0; 32])).ok_or(StoreError::Crypto)?;
    let log = AuditLog::unopened(&path.with_file_name("audit.log"), Arc::new(key));
    Store::open_read_only(path, holder, Trail::new(Arc::new(log), account, "doctor"))
}

fn holder_missing(patient: &Patient<'_>) -> Verdict {
    match patient.place.holder() {
        Ok(_) => unknown("the keys came back while this was looked at"),
        Err(failure) => {
            red(failure.message(), failure.remedy().unwrap_or("see --keys and --passphrase-file").to_owned())
        }
    }
}

/// Which check an error belongs to.
fn blame(error: &StoreError) -> (&'static str, Verdict) {
    let of_anchor = |path: &Path| path.extension().is_some_and(|ending| ending == "anchor");
    let says = error.to_string();
    match error {
        StoreError::Key(error) => ("kek", red(says, keys::remedy(error))),
        StoreError::OtherKey | StoreError::WrongKey => {
            ("kek", red(says, "see --account; bring the store's own key back with `import-kek`"))
        }
        StoreError::RolledBack { .. } => ("anchor", red(says, RESTORE)),
        StoreError::Changed { path } | StoreError::Unavailable { path, .. } if of_anchor(path) => {
            ("anchor", red(says, RESTORE))
        }
        // The check of permissions says so.
        StoreError::TooOpen { .. } | StoreError::NotAFile { .. } => ("", unknown(says)),
        StoreError::Unavailable { .. } => {
            ("store", red(says, "see --home; `init` makes a vault, the next write ends one that was cut short"))
        }
        StoreError::Newer { .. } => ("store", red(says, "update this program")),
        _ => ("store", red(says, RESTORE)),
    }
}

/// A writer that stops between a commit and its anchor leaves the anchor one behind.
fn anchor(patient: &Patient<'_>) -> Verdict {
    match patient.store.as_ref().map(Store::facts) {
        Some(Ok(facts)) if facts.is_anchored => green(format!("epoch {}", facts.epoch)),
        Some(Ok(facts)) => red(
            format!("it is behind the store, which is at epoch {}", facts.epoch),
            "a write was cut short; the next one puts the anchor right: store any value, or `rotate` one",
        ),
        Some(Err(error)) => red(error.to_string(), RESTORE),
        None => unknown("the store is not open"),
    }
}

/// Every record, the state of a rotation, the clock.
pub(super) fn content(patient: &mut Patient<'_>) {
    let listed = patient.store.as_ref().map(Store::list);
    let records = match (&patient.store, &listed) {
        (Some(store), Some(Ok(listed))) => records(store, listed, patient.args.all),
        (Some(store), Some(Err(error))) => red(first_broken(store).unwrap_or_else(|| error.to_string()), RESTORE),
        _ => unknown("the store is not open"),
    };
    patient.listed = listed.and_then(Result::ok);
    patient.note("records", records);
    let rotation = patient.store.as_ref().map(Store::rotation);
    patient.note_if("rotation", rotation, |_, rotation| match rotation {
        Ok(None) => green("none was begun"),
        Ok(Some(_)) => {
            red("the key is being replaced, and that has not ended", "run `secret-vault rotate-kek --resume`")
        }
        Err(error) => unknown(error.to_string()),
    });
    let newest = patient.store.as_ref().and_then(|store| store.facts().ok()).map(|facts| facts.newest_ms);
    patient.note_if("clock", newest, |_, newest| match clock::not_before(newest, clock::unix_ms()) {
        Ok(_) => green("it is not behind the newest record"),
        Err(error) => red(error.to_string(), "set the clock, and see that a time server keeps it"),
    });
}

/// The first record that is not as it was written, by name.
fn first_broken(store: &Store) -> Option<String> {
    store.ids().ok()?.into_iter().find_map(|id| {
        let mut versions = store.versions(&id).ok()?.into_iter();
        let (version, error) = versions.find_map(|version| Some((version, store.get_version(&id, version).err()?)))?;
        Some(format!("{id} version {version} does not open: {error}"))
    })
}

fn records(store: &Store, listed: &[Listed], all: bool) -> Verdict {
    let each = || listed.iter().flat_map(|one| one.versions.iter().map(move |version| (&one.id, version.number)));
    let (count, sample) = (each().count(), if all { usize::MAX } else { SAMPLE });
    for (id, version) in each().take(sample) {
        match store.get_version(id, version) {
            Ok(_) => {}
            Err(error) => return red(format!("{id} version {version} does not open: {error}"), RESTORE),
        }
    }
    let whole = if count <= sample { store.check().map(drop) } else { Ok(()) };
    match whole {
        Err(error) => red(error.to_string(), RESTORE),
        Ok(()) if count > sample => green(format!("{sample} of {count} open; --all opens every one")),
        Ok(()) => green(format!("all {count} open")),
    }
}
