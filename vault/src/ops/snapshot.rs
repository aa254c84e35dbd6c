//! A snapshot: every record as it is stored, with what it takes to know that none was changed, added or left out.
//!
//! ```text
//! "SGS1" | len u32 | manifest[len] | mac[32] | signature[64] | record | record | …       integers are big-endian
//! manifest  = TLV("sg/snap/v1", account, store_id, kek_id, kek_tag, epoch, newest_ms, made_ms, audit_seq, audit_head,
//!                 signer, records u64, spent u64) ‖ entry ‖ entry ‖ …
//! entry     = TLV(id, version, created_ms, class, SHA-256(record), length u64)     one for each record, in their order
//!           | TLV(id, version)                     then one for each secret whose versions up to this must be replaced
//! mac       = HMAC-SHA256(HKDF-SHA256(KEK, kek_id, "sg/snap/v1"), TLV(account, SHA-256(manifest)))
//! signature = Ed25519(audit key, "sg-snapshot-v1\0" ‖ SHA-256(manifest))
//! ```
//!
//! The records are still wrapped: without the key-encryption key a snapshot is useless, and with it the MAC tells that
//! somebody made it who had that key. The signature lets anyone check it who knows the account's public audit key.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use ring::digest::{SHA256, digest};

use crate::audit::Head;
use crate::bytes::tlv;
use crate::clock;
use crate::disk::Unnamed;
use crate::home::Home;
use crate::manifest::Word as _;
use crate::store::dump::{Origin, Spent};
use crate::store::{self, Row, StoreError};

use super::{OpsError, checked_reason};

mod read;

pub(super) use read::Snapshot;

const MAGIC: &[u8; 4] = b"SGS1";
const TITLE: &[u8] = b"sg/snap/v1";

/// What a snapshot says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotInfo {
    /// The account.
    pub account: String,
    /// The id of the key that opens its records.
    pub kek_id: [u8; 16],
    /// The state that it shows.
    pub epoch: u64,
    /// When it was made, in milliseconds since 1970.
    pub made_ms: u64,
    /// The newest line of the audit log by then.
    pub audit: Head,
    /// The public audit key of who made it.
    pub signer: Vec<u8>,
    /// How many records it has.
    pub records: u64,
    /// The hash of its manifest, and so of everything in it.
    pub hash: [u8; 32],
}

/// Writes a snapshot of a vault to a new file.
///
/// # Errors
///
/// The store's, if any record is not as it was written; [`StoreError::FileExists`], for nothing is overwritten.
pub fn snapshot(home: &Home, to: &Path, reason: &str) -> Result<SnapshotInfo, OpsError> {
    let reason = checked_reason(reason)?;
    let _turn = home.store.turn()?;
    home.store.not_rotating()?;
    Ok(home.store.audited("snapshot", Some(reason), |_| write(home, to))?)
}

pub(super) fn write(home: &Home, to: &Path) -> Result<SnapshotInfo, StoreError> {
    let fail = |error: io::Error| StoreError::creating(to, &error);
    if store::is_there(to)? {
        return Err(StoreError::FileExists { path: to.to_owned() });
    }
    let new = Unnamed::begin(to).map_err(fail)?;
    let info = write_whole(home, &new.file, to)?;
    new.publish().map_err(fail).map(|()| info)
}

fn write_whole(home: &Home, file: &File, to: &Path) -> Result<SnapshotInfo, StoreError> {
    let fail = |error: io::Error| StoreError::io(to, &error);
    let mut out = BufWriter::new(file);
    let info = home.store.dump(|dump| {
        let (origin, spent) = (dump.origin(), dump.spent()?);
        let (mut entries, mut records) = (Vec::new(), 0);
        dump.rows(&mut |row| {
            entries.extend_from_slice(&entry(row));
            records += 1;
            Ok(())
        })?;
        let mut info = SnapshotInfo {
            account: home.trail.account().to_string(),
            kek_id: origin.kek_id,
            epoch: origin.epoch,
            made_ms: clock::unix_ms(),
            audit: home.trail.head()?,
            signer: home.trail.log().key().public(),
            records,
            hash: [0; 32],
        };
        let manifest = [info.title(&origin, spent.len() as u64), entries, spent_bytes(&spent)].concat();
        info.hash.copy_from_slice(digest(&SHA256, &manifest).as_ref());
        let len = u32::try_from(manifest.len()).map_err(|_| StoreError::Crypto)?;
        let signature = home.trail.log().key().sign_bytes(&message(&info.hash));
        let parts: [&[u8]; 5] = [MAGIC, &len.to_be_bytes(), &manifest, &dump.mac(&info.hash)?, &signature];
        parts.iter().try_for_each(|part| out.write_all(part)).map_err(fail)?;
        dump.rows(&mut |row| out.write_all(&row.blob).map_err(fail))?;
        Ok(info)
    })?;
    out.flush().and_then(|()| file.sync_all()).map_err(fail)?;
    Ok(info)
}

/// Checks a snapshot without any key but, if given, the public one that must have signed it.
///
/// # Errors
///
/// [`OpsError::Malformed`] or [`OpsError::Forged`].
pub fn verify_snapshot(path: &Path, signer: Option<&[u8]>) -> Result<SnapshotInfo, OpsError> {
    let mut snapshot = Snapshot::open(path)?;
    if signer.is_some_and(|signer| signer != snapshot.info.signer) {
        return Err(forged("another key signed it"));
    }
    snapshot.rows(&mut |_| Ok(()))?;
    Ok(snapshot.info)
}

impl SnapshotInfo {
    fn title(&self, origin: &Origin, spent: u64) -> Vec<u8> {
        let [epoch, newest, made, seq] =
            [origin.epoch, origin.newest_ms, self.made_ms, self.audit.seq].map(u64::to_be_bytes);
        tlv(&[
            TITLE,
            self.account.as_bytes(),
            &origin.store_id,
            &origin.kek_id,
            &origin.kek_tag,
            &epoch,
            &newest,
            &made,
            &seq,
            &self.audit.hash,
            &self.signer,
            &self.records.to_be_bytes(),
            &spent.to_be_bytes(),
        ])
    }
}

fn entry(row: &Row) -> Vec<u8> {
    let [version, created, len] = [row.version, row.created_ms, row.blob.len() as u64].map(u64::to_be_bytes);
    let hash = digest(&SHA256, &row.blob);
    tlv(&[row.id.as_bytes(), &version, &created, row.class.name().as_bytes(), hash.as_ref(), &len])
}

fn spent_bytes(spent: &Spent) -> Vec<u8> {
    spent.iter().flat_map(|(id, version)| tlv(&[id.as_bytes(), &version.to_be_bytes()])).collect()
}

fn message(hash: &[u8; 32]) -> Vec<u8> {
    [b"sg-snapshot-v1\0".as_slice(), hash].concat()
}

fn malformed(why: &'static str) -> OpsError {
    OpsError::Malformed { what: "the snapshot", why }
}

fn forged(why: &'static str) -> OpsError {
    OpsError::Forged { what: "the snapshot", why }
}
