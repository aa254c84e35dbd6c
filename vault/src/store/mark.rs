//! Marking versions as ones that must be replaced.

use std::collections::BTreeSet;

use crate::custody::KeyHolder;
use crate::manifest::Class;

use super::roster::bucket;
use super::{Store, StoreError};

/// A secret that is marked, its newest version and its class.
type Marked = (String, u64, Class);

impl Store {
    /// Who holds its keys.
    pub(crate) fn holder(&self) -> &dyn KeyHolder {
        &*self.ring.holder
    }

    /// Marks all versions of some secrets, in one commit; gives each with its newest version and class. `tell` hears of
    /// the marks before they are made.
    pub(crate) fn mark(
        &self,
        ids: &[String],
        tell: &mut dyn FnMut(&[Marked]) -> Result<(), StoreError>,
    ) -> Result<Vec<Marked>, StoreError> {
        let ids: BTreeSet<&String> = ids.iter().collect();
        self.commit(|view, change| {
            let (mut marked, mut absent) = (Vec::new(), Vec::new());
            for id in ids {
                match view.find(&self.ring, id, None)? {
                    Some(found) => marked.push((id.clone(), found.row.version, found.row.class)),
                    None => absent.push(id.clone()),
                }
            }
            if !absent.is_empty() {
                return Err(StoreError::Absent { ids: absent });
            }
            tell(&marked)?;
            for (id, version, _) in &marked {
                change.roster(view, bucket(id))?.spend(id, *version);
            }
            Ok(marked)
        })
    }

    /// The secrets of which the newest version must be replaced, in order.
    ///
    /// # Errors
    ///
    /// See [`StoreError`].
    pub fn must_rotate(&self) -> Result<Vec<String>, StoreError> {
        let mut ids = Vec::new();
        self.reading(|view| {
            for bucket in 0..=u8::MAX {
                let roster = view.roster(bucket)?;
                let newest = |id: &str| roster.newest(id).map_or(0, |(version, _)| version);
                ids.extend(roster.spent().filter(|(id, version)| *version >= newest(id)).map(|(id, _)| id.to_owned()));
            }
            Ok(())
        })?;
        ids.sort();
        Ok(ids)
    }
}
