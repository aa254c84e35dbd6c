//! The rosters: which versions of which secrets the store holds, with the digest of each row.
//!
//! Ids fall into 256 buckets by their hash. A bucket's roster is `TLV(id, version, digest, id, …)` in order, and a MAC
//! stands beside it; the root of the state covers all MACs. So one read needs one roster, not the table, and still
//! knows of every row whether it must be there.

use std::collections::BTreeMap;

use ring::digest::{Context, SHA256, digest};

use crate::bytes::{Reader, tlv};
use crate::manifest::Word as _;

use super::table::Row;

pub(super) const BUCKETS: usize = 256;

pub(super) type Digest = [u8; 32];

/// The versions of the secrets of one bucket.
#[derive(Debug, Clone, Default)]
pub(super) struct Roster(BTreeMap<String, BTreeMap<u64, Digest>>);

impl Roster {
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let (mut reader, mut roster) = (Reader::new(bytes), Self::default());
        while !reader.is_empty() {
            let id = std::str::from_utf8(reader.part()?).ok()?;
            let version = u64::from_be_bytes(reader.part()?.try_into().ok()?);
            roster.insert(id, version, reader.part()?.try_into().ok()?);
        }
        Some(roster)
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (id, version, digest) in self.iter() {
            bytes.extend_from_slice(&tlv(&[id.as_bytes(), &version.to_be_bytes(), digest]));
        }
        bytes
    }

    pub(super) fn insert(&mut self, id: &str, version: u64, digest: Digest) {
        if let Some(versions) = self.0.get_mut(id) {
            versions.insert(version, digest);
        } else {
            self.0.insert(id.to_owned(), BTreeMap::from([(version, digest)]));
        }
    }

    pub(super) fn versions(&self, id: &str) -> Option<&BTreeMap<u64, Digest>> {
        self.0.get(id)
    }

    /// The newest version of a secret.
    pub(super) fn newest(&self, id: &str) -> Option<(u64, Digest)> {
        self.versions(id)?.last_key_value().map(|(version, digest)| (*version, *digest))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, u64, &Digest)> {
        self.0
            .iter()
            .flat_map(|(id, versions)| versions.iter().map(move |(version, digest)| (id.as_str(), *version, digest)))
    }
}

/// The bucket of an id.
pub(super) fn bucket(id: &str) -> u8 {
    digest(&SHA256, id.as_bytes()).as_ref()[0]
}

/// The digest of all of a row that its key does not say.
pub(super) fn row_digest(row: &Row) -> Digest {
    let mut context = Context::new(&SHA256);
    context.update(&tlv(&[&row.created_ms.to_be_bytes(), row.class.name().as_bytes()]));
    context.update(&row.blob);
    let mut digest = Digest::default();
    digest.copy_from_slice(context.finish().as_ref());
    digest
}
