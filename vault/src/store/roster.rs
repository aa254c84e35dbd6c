//! The rosters: which versions of which secrets the store holds, with the digest of each row.
//!
//! Ids fall into 256 buckets by their hash. A bucket's roster is `TLV(id, version, digest, id, …)` in order, and a MAC
//! stands beside it; the root of the state covers all MACs. So one read needs one roster, not the table, and still
//! knows of every row whether it must be there.
//!
//! A version 0 is no row: its digest begins with the number of the newest version that must be replaced, because a reset
//! said so.

use std::collections::BTreeMap;

use ring::digest::{Context, SHA256, digest};

use crate::bytes::{Reader, tlv};
use crate::manifest::Word as _;
use crate::record;

use super::rows::Row;

pub(super) const BUCKETS: usize = 256;

pub(super) type Digest = [u8; 32];

/// The versions of the secrets of one bucket.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Roster {
    rows: BTreeMap<String, BTreeMap<u64, Digest>>,
    /// Up to which version each secret counts as known to others.
    spent: BTreeMap<String, u64>,
}

impl Roster {
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let (mut reader, mut roster) = (Reader::new(bytes), Self::default());
        while !reader.is_empty() {
            let id = std::str::from_utf8(reader.part()?).ok()?;
            let version = u64::from_be_bytes(reader.part()?.try_into().ok()?);
            let digest: Digest = reader.part()?.try_into().ok()?;
            match version {
                0 => roster.spend(id, u64::from_be_bytes(*digest.first_chunk()?)),
                _ => roster.insert(id, version, digest),
            }
        }
        Some(roster)
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.iter().for_each(|(id, version, digest)| push(&mut bytes, id, version, digest));
        for (id, version) in &self.spent {
            let mut digest = Digest::default();
            digest[..8].copy_from_slice(&version.to_be_bytes());
            push(&mut bytes, id, 0, &digest);
        }
        bytes
    }

    pub(super) fn insert(&mut self, id: &str, version: u64, digest: Digest) {
        if let Some(versions) = self.rows.get_mut(id) {
            versions.insert(version, digest);
        } else {
            self.rows.insert(id.to_owned(), BTreeMap::from([(version, digest)]));
        }
    }

    /// Says that a secret's versions up to this one must be replaced; takes nothing back.
    pub(super) fn spend(&mut self, id: &str, version: u64) {
        let known = self.spent.entry(id.to_owned()).or_default();
        *known = version.max(*known);
    }

    pub(super) fn is_spent(&self, id: &str, version: u64) -> bool {
        self.spent_up_to(id) >= version
    }

    /// The secrets that a reset named, each with the newest version that must be replaced.
    pub(super) fn spent(&self) -> impl Iterator<Item = (&str, u64)> {
        self.spent.iter().map(|(id, version)| (id.as_str(), *version))
    }

    fn spent_up_to(&self, id: &str) -> u64 {
        self.spent.get(id).copied().unwrap_or_default()
    }

    /// Removes the versions of a secret up to and with `last`, and says how many there were.
    pub(super) fn remove_up_to(&mut self, id: &str, last: u64) -> u64 {
        let Some(versions) = self.rows.get_mut(id) else { return 0 };
        let before = versions.len();
        versions.retain(|version, _| *version > last);
        let removed = before - versions.len();
        if versions.is_empty() {
            // Versions count from 1 again, and those of a new secret are known to nobody.
            self.rows.remove(id);
            self.spent.remove(id);
        }
        removed as u64
    }

    pub(super) fn versions(&self, id: &str) -> Option<&BTreeMap<u64, Digest>> {
        self.rows.get(id)
    }

    /// The newest version of a secret.
    pub(super) fn newest(&self, id: &str) -> Option<(u64, Digest)> {
        self.versions(id)?.last_key_value().map(|(version, digest)| (*version, *digest))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, u64, &Digest)> {
        self.rows
            .iter()
            .flat_map(|(id, versions)| versions.iter().map(move |(version, digest)| (id.as_str(), *version, digest)))
    }
}

/// An entry has no less than this: three lengths, an id, a version and a digest.
pub(super) const LEAST_ENTRY: u64 = 3 * 4 + 1 + 8 + 32;

fn push(bytes: &mut Vec<u8>, id: &str, version: u64, digest: &Digest) {
    bytes.extend_from_slice(&tlv(&[id.as_bytes(), &version.to_be_bytes(), digest]));
}

/// What the rosters must say when the table is read from begin to end: rows stand in both in the same order.
pub(super) struct Listing {
    buckets: Vec<Vec<u8>>,
    rows: u64,
}

impl Listing {
    pub(super) fn new() -> Self {
        Self { buckets: vec![Vec::new(); BUCKETS], rows: 0 }
    }

    pub(super) fn add(&mut self, row: &Row) {
        push(&mut self.buckets[usize::from(bucket(&row.id))], &row.id, row.version, &row_digest(row));
        self.rows += 1;
    }

    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    /// Whether a bucket's roster lists these rows, each as it is, and no other.
    pub(super) fn is(&self, bucket: u8, roster: &[u8]) -> bool {
        let rest = roster.strip_prefix(&self.buckets[usize::from(bucket)][..]);
        rest.and_then(Roster::parse).is_some_and(|rest| rest.rows.is_empty())
    }
}

/// The bucket of an id.
pub(super) fn bucket(id: &str) -> u8 {
    digest(&SHA256, id.as_bytes()).as_ref()[0]
}

/// The digest of all of a row that its key does not say, but for the wrap of its data key: that is bound to the row by
/// its own commitment and tag, and is made anew when the key above it is replaced.
pub(super) fn row_digest(row: &Row) -> Digest {
    let mut context = Context::new(&SHA256);
    let len = row.blob.len() as u64;
    context.update(&tlv(&[&row.created_ms.to_be_bytes(), row.class.name().as_bytes(), &len.to_be_bytes()]));
    record::without_wrap(&row.blob).iter().for_each(|part| context.update(part));
    let mut digest = Digest::default();
    digest.copy_from_slice(context.finish().as_ref());
    digest
}
