//! Values from the encrypted store.

use crate::manifest::Entry;
use crate::policy::SourceKind;
use crate::store::Store;

use super::{Fetched, Legacy, Source, SourceError};

impl Source for Store {
    fn kind(&self) -> SourceKind {
        SourceKind::Store
    }

    fn fetch(&self, entry: &Entry, _: Legacy) -> Result<Fetched, SourceError> {
        let stored = self.get(&entry.id.text)?.ok_or(SourceError::Missing)?;
        Ok(Fetched { value: stored.value, version: Some(stored.version), deprecated: None })
    }

    fn is_spent(&self, entry: &Entry, version: Option<u64>) -> Result<bool, SourceError> {
        Ok(self.is_spent_version(&entry.id.text, version.unwrap_or_default())?)
    }
}
