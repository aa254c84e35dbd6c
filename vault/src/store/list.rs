//! What a store holds and says about itself, without any value.

use std::path::Path;

use super::{Anchor, BUCKETS, Class, Store, StoreError, View, anchor, beside};

/// One secret of a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// The class of its newest version.
    pub class: Class,
    /// Its versions, oldest first; never empty.
    pub versions: Vec<Version>,
}

/// One version of a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    /// Its number, counted from 1.
    pub number: u64,
    /// When it was written, in milliseconds since 1970.
    pub created_ms: u64,
}

/// What a store says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// How many changes there were, counted from 1.
    pub epoch: u64,
    /// What tells this store from every other.
    pub store_id: [u8; 16],
    /// The key that its records are wrapped under.
    pub kek_id: [u8; 16],
    /// When its newest record was written, in milliseconds since 1970; 0 when there was none.
    pub newest_ms: u64,
    /// Whether the anchor is the one of this state; a crash leaves it one behind, until the next write.
    pub is_anchored: bool,
}

impl Listed {
    /// When its newest version was written, in milliseconds since 1970.
    pub fn newest_ms(&self) -> u64 {
        self.versions.last().map_or(0, |version| version.created_ms)
    }
}

impl Store {
    /// Every secret, in the order of their ids. Rows are compared with what the rosters say of them, none is decrypted.
    ///
    /// # Errors
    ///
    /// See [`StoreError`].
    pub fn list(&self) -> Result<Vec<Listed>, StoreError> {
        let mut all = self.reading(|view| {
            (0..BUCKETS).try_fold(Vec::new(), |mut all, bucket| {
                all.extend(self.listed(view, u8::try_from(bucket).unwrap_or(u8::MAX))?);
                Ok(all)
            })
        })?;
        all.sort_by(|one, other| one.id.cmp(&other.id));
        Ok(all)
    }

    /// What the store says about itself, in its newest state.
    ///
    /// # Errors
    ///
    /// See [`StoreError`].
    pub fn facts(&self) -> Result<Facts, StoreError> {
        let (state, is_anchored) = self.reading(|view| Ok((view.state, view.is_anchored())))?;
        let (epoch, store_id, kek_id, newest_ms) = (state.epoch, state.store_id, state.kek_id, state.newest_ms);
        Ok(Facts { epoch, store_id, kek_id, newest_ms, is_anchored })
    }

    /// The epoch of a copy of this store's files, as the copy's anchor attests it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Changed`] when the anchor is not genuine, or under a key that was replaced since.
    pub fn copy_epoch(&self, copy: &Path) -> Result<u64, StoreError> {
        let bytes = anchor::read(copy)?;
        let held = self.reading(|view| view.held())?;
        let anchor = Anchor::parse(&bytes, &held.keys);
        anchor.map(|anchor| anchor.epoch).ok_or_else(|| StoreError::Changed { path: beside(copy, "anchor") })
    }

    fn listed(&self, view: &mut View, bucket: u8) -> Result<Vec<Listed>, StoreError> {
        let roster = view.roster(bucket)?.clone();
        let mut all: Vec<Listed> = Vec::new();
        for (id, number, digest) in roster.iter() {
            let row = view.row(id, number, digest)?;
            let version = Version { number, created_ms: row.created_ms };
            match all.last_mut().filter(|last| last.id == id) {
                Some(last) => {
                    last.versions.push(version);
                    last.class = row.class;
                }
                None => all.push(Listed { id: id.to_owned(), class: row.class, versions: vec![version] }),
            }
        }
        Ok(all)
    }
}
