//! Taking versions away: intent in the audit log, commit, outcome in the audit log.

use super::{Class, Store, StoreError, bucket};

impl Store {
    /// Removes a secret with all its versions if the newest one is still `expected`, and says how many there were.
    ///
    /// # Errors
    ///
    /// As of [`Store::put`]; [`StoreError::Conflict`] also when there is no such secret.
    pub fn remove(&self, id: &str, expected: u64) -> Result<u64, StoreError> {
        self.remove_up_to(id, expected, expected)
    }

    /// Removes the versions of a secret but the `keep` newest, if the newest one is still `expected`.
    ///
    /// # Errors
    ///
    /// As of [`Store::remove`].
    pub fn prune(&self, id: &str, expected: u64, keep: u64) -> Result<u64, StoreError> {
        self.remove_up_to(id, expected, expected.saturating_sub(keep.max(1)))
    }

    fn remove_up_to(&self, id: &str, expected: u64, last: u64) -> Result<u64, StoreError> {
        let class = self.newest_class(id)?.ok_or(StoreError::Conflict { expected, found: 0 })?;
        self.told(("delete", id, class, expected), ("deleted", "Deleted"), || {
            self.commit(|view, change| {
                let found = view.roster(bucket(id))?.newest(id).map_or(0, |(version, _)| version);
                if found != expected {
                    return Err(StoreError::Conflict { expected, found });
                }
                let count = change.roster(view, bucket(id))?.remove_up_to(id, last);
                view.sql(view.table().remove(id, last)).map(|()| count)
            })
        })
    }

    fn newest_class(&self, id: &str) -> Result<Option<Class>, StoreError> {
        self.reading(|view| {
            let newest = view.roster(bucket(id))?.newest(id);
            newest.map(|(version, digest)| Ok(view.row(id, version, &digest)?.class)).transpose()
        })
    }
}
