//! Values from the encrypted store.

use crate::manifest::Entry;
use crate::policy::SourceKind;
use crate::store::{Store, Stored};

use super::{Fetched, Legacy, Source, SourceError};

impl Source for Store {
    fn kind(&self) -> SourceKind {
        SourceKind::Store
    }

    fn fetch(&self, entry: &Entry, _: Legacy) -> Result<Fetched, SourceError> {
        let stored = self.get(&entry.id.text)?.ok_or(SourceError::Missing)?;
        let Stored { value, version, must_rotate } = stored;
        Ok(Fetched { version: Some(version), is_spent: must_rotate, ..Fetched::of(value) })
    }
}
