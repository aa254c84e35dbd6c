//! The account and its keys.

use secret_guard_vault::custody::{KeyError, KeyName};

use super::{Patient, green, red, unknown};

pub(super) fn account(patient: &mut Patient<'_>) {
    let verdict = match patient.place.account() {
        Ok(account) => green(account.to_string()),
        Err(failure) => {
            red(failure.message(), "set SECRET_VAULT_ACCOUNT to an id that no other machine or product uses")
        }
    };
    patient.note("account", verdict);
}

/// Whether what the holder of the keys keeps stays.
pub(super) fn holder(patient: &mut Patient<'_>) {
    let account = patient.account.clone();
    patient.holder = account.as_ref().and_then(|_| patient.place.holder().ok());
    let holder = patient.holder.clone();
    patient.note_if("keys-last", holder, |_, holder| match holder.is_lasting() {
        Ok(true) => green(format!("{} keeps them", holder.place())),
        Ok(false) => red(
            format!("{} forgets them when the session or the machine ends", holder.place()),
            "keep the keys in a keyring or a file on disk; `export-kek` first, or the store is lost with them",
        ),
        Err(error) => unknown(error.to_string()),
    });
}

/// Whether the account has the keys of one store. Two of them are one store's while its key is replaced.
pub(super) fn one_vault(patient: &mut Patient<'_>) {
    let known = patient.account.clone().zip(patient.holder.clone());
    let rotation = patient.store.as_ref().and_then(|store| store.rotation().ok().flatten());
    // Left by a rotation that was ended before it began; the next one deletes it.
    let spare = patient.store.as_ref().and_then(|store| store.spare_key().ok().flatten());
    patient.note_if("one-vault", known, |_, (account, holder)| match holder.keys(&account) {
        Ok(keys) => match keys.iter().filter(|name| name.kek_id().is_some_and(|id| Some(id) != spare)).count() {
            // Without any, it is the key itself that is missing.
            0 | 1 => green("one store has a key under this account"),
            2 if rotation.is_some() => green("two keys of one store, which are being exchanged"),
            count => red(
                format!("{count} stores have a key under this account: {}", names(&keys)),
                "give each vault an account of its own: a second one moves its secrets there and lets go of its key",
            ),
        },
        Err(error) => unknown(error.to_string()),
    });
}

fn names(keys: &[KeyName]) -> String {
    let keks = keys.iter().filter(|name| name.kek_id().is_some()).map(ToString::to_string);
    keks.collect::<Vec<_>>().join(", ")
}

/// What to do when a key is not given.
pub(super) fn remedy(error: &KeyError) -> &'static str {
    match error {
        KeyError::Locked { .. } => "unlock the keyring: log in, or open it in the desktop's settings",
        KeyError::Missing { .. } => "bring the key back with `import-kek`, or restore the keyring; never `init` anew",
        KeyError::Wrong { .. } => "see that the passphrase is the right one and the file whole; restore it from a copy",
        KeyError::Exists { .. } | KeyError::Unavailable { .. } => "start the keyring's daemon, or see --keys",
    }
}
