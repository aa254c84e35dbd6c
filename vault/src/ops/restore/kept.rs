//! What a restore keeps of the store that it replaces: its records as a snapshot, beside the new one.

use std::path::Path;
use std::sync::Arc;

use crate::audit::Trail;
use crate::bytes::hex;
use crate::home::Home;
use crate::ops::OpsError;
use crate::ops::snapshot::{Snapshot, write};
use crate::store::dump::Origin;
use crate::store::{Store, StoreError, replace};

/// How many names are tried. What stands under the others is none of ours, and stays as it is.
const NAMES: u32 = 100;

/// Keeps a store that opens, and gives the epoch that is kept. One with a damaged record makes no snapshot: its database
/// gets another name instead.
pub(super) fn keep(folder: &Path, store: &Arc<Store>, trail: &Trail) -> Result<u64, StoreError> {
    let origin = store.origin()?;
    let home = Home { store: Arc::clone(store), trail: trail.clone() };
    let name = format!("before-{}-{}", hex(&origin.store_id[..4]), origin.epoch);
    let mut outcome = Ok(origin.epoch);
    for n in 1..=NAMES {
        let path = folder.join(if n == 1 { format!("{name}.sgs") } else { format!("{name}-{n}.sgs") });
        match write(&home, &path) {
            Ok(info) => return Ok(info.epoch),
            Err(StoreError::FileExists { .. }) if is_kept(&home, &origin, &path) => return Ok(origin.epoch),
            Err(error @ StoreError::FileExists { .. }) => outcome = Err(error),
            Err(error @ (StoreError::StorageFull { .. } | StoreError::Unavailable { .. })) => return Err(error),
            Err(_) => return replace::link_aside(store.path(), origin.epoch).map(|()| origin.epoch),
        }
    }
    outcome
}

/// Whether a file is what we would write: a restore that was cut short has made it. Its name alone says nothing.
fn is_kept(home: &Home, origin: &Origin, path: &Path) -> bool {
    let check = || -> Result<bool, OpsError> {
        let mut snapshot = Snapshot::open(path)?;
        snapshot.check_account(home.trail.account())?;
        snapshot.check_maker(&*home.store.held()?)?;
        snapshot.rows(&mut |_| Ok(()))?;
        Ok(snapshot.origin == *origin)
    };
    check().unwrap_or(false)
}
