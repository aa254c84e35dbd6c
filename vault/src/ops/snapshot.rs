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
use std::io::{BufReader, BufWriter, Read as _, Write as _};
use std::path::Path;

use ring::digest::{SHA256, digest};
use ring::signature::{ED25519, UnparsedPublicKey};

use crate::account::AccountId;
use crate::audit::Head;
use crate::bytes::{Reader, tlv};
use crate::clock;
use crate::disk;
use crate::home::Home;
use crate::manifest::{Class, Word as _};
use crate::store::dump::{Origin, Spent};
use crate::store::{Row, StoreError};

use super::{OpsError, checked_reason};

const MAGIC: &[u8; 4] = b"SGS1";
const TITLE: &[u8] = b"sg/snap/v1";
/// Many millions of records; what claims more is not read into memory.
const MOST_MANIFEST: usize = 1 << 30;
const MOST_RECORD: u64 = 2 << 20;

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
/// The store's, if any record is not as it was written; [`StoreError::Exists`], for nothing is overwritten.
pub fn snapshot(home: &Home, to: &Path, reason: &str) -> Result<SnapshotInfo, OpsError> {
    let reason = checked_reason(reason)?;
    let _turn = home.store.turn()?;
    home.store.not_rotating()?;
    Ok(home.store.audited("snapshot", Some(reason), |_| write(home, to))?)
}

pub(super) fn write(home: &Home, to: &Path) -> Result<SnapshotInfo, StoreError> {
    let written = write_whole(home, to);
    if written.is_err() {
        // What was begun may be all that fills the disk, and the log needs a line.
        let _ = disk::remove(&disk::beside(to, "new"));
    }
    written
}

fn write_whole(home: &Home, to: &Path) -> Result<SnapshotInfo, StoreError> {
    let fail = |error: std::io::Error| StoreError::io(to, &error);
    if to.symlink_metadata().is_ok() {
        return Err(StoreError::Exists { path: to.to_owned() });
    }
    let new = disk::beside(to, "new");
    let options = &mut disk::options();
    let file = disk::open(&new, options.write(true).create(true).truncate(true)).map_err(fail)?;
    let mut out = BufWriter::new(&file);
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
    drop(out);
    std::fs::hard_link(&new, to).and_then(|()| std::fs::remove_file(&new)).map_err(fail)?;
    disk::sync_folder(to).map_err(fail)?;
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

/// A snapshot that is read; its signature was checked, its records are when they are read.
pub(super) struct Snapshot {
    pub(super) info: SnapshotInfo,
    pub(super) origin: Origin,
    pub(super) spent: Spent,
    pub(super) mac: [u8; 32],
    entries: Vec<Entry>,
    rest: BufReader<File>,
}

struct Entry {
    row: Row,
    hash: [u8; 32],
    len: u64,
}

impl Snapshot {
    pub(super) fn open(path: &Path) -> Result<Self, OpsError> {
        let fail = |error: std::io::Error| OpsError::io(path, &error);
        let file = disk::open(path, disk::options().read(true)).map_err(fail)?;
        let size = file.metadata().map_err(fail)?.len();
        let mut rest = BufReader::new(file);
        let mut head = [0; 8];
        rest.read_exact(&mut head).map_err(|_| malformed("it is too short"))?;
        let mut reader = Reader::new(&head);
        if reader.take(4) != Some(MAGIC) {
            return Err(malformed("it does not begin as one"));
        }
        let len = reader.u32().filter(|len| *len <= MOST_MANIFEST && *len as u64 <= size);
        let mut manifest = vec![0; len.ok_or_else(|| malformed("its manifest is too long"))?];
        let (mut mac, mut signature) = ([0; 32], [0; 64]);
        for part in [&mut manifest[..], &mut mac, &mut signature] {
            rest.read_exact(part).map_err(|_| malformed("it is cut"))?;
        }
        let mut hash = [0; 32];
        hash.copy_from_slice(digest(&SHA256, &manifest).as_ref());
        let parsed = parse(&manifest, hash).ok_or_else(|| malformed("its manifest cannot be read"))?;
        let (info, origin, entries, spent) = parsed;
        let key = UnparsedPublicKey::new(&ED25519, &info.signer);
        key.verify(&message(&hash), &signature).map_err(|_| forged("its signature does not hold"))?;
        Ok(Self { info, origin, spent, mac, entries, rest })
    }

    pub(super) fn check_account(&self, expected: &AccountId) -> Result<(), OpsError> {
        if self.info.account == expected.as_str() {
            return Ok(());
        }
        Err(OpsError::OtherAccount { found: self.info.account.clone(), expected: expected.clone() })
    }

    /// Every record, each with the hash that the manifest says, and nothing after them.
    pub(super) fn rows(&mut self, each: &mut dyn FnMut(&Row) -> Result<(), OpsError>) -> Result<(), OpsError> {
        for mut entry in std::mem::take(&mut self.entries) {
            let len = usize::try_from(entry.len).ok().filter(|_| entry.len <= MOST_RECORD);
            entry.row.blob = vec![0; len.ok_or_else(|| malformed("a record is too long"))?];
            self.rest.read_exact(&mut entry.row.blob).map_err(|_| malformed("it is cut"))?;
            if digest(&SHA256, &entry.row.blob).as_ref() != entry.hash {
                return Err(malformed("a record was changed"));
            }
            each(&entry.row)?;
        }
        match self.rest.read(&mut [0]) {
            Ok(0) => Ok(()),
            _ => Err(malformed("something stands after its end")),
        }
    }
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

type Parsed = (SnapshotInfo, Origin, Vec<Entry>, Spent);

fn parse(manifest: &[u8], hash: [u8; 32]) -> Option<Parsed> {
    let mut reader = Reader::new(manifest);
    if reader.part()? != TITLE {
        return None;
    }
    // It is shown before it is known whose it is.
    let account = std::str::from_utf8(reader.part()?).ok()?;
    let account = AccountId::parse(account).ok()?.to_string();
    let (store_id, kek_id) = (reader.part()?.try_into().ok()?, reader.part()?.try_into().ok()?);
    let kek_tag = reader.part()?.try_into().ok()?;
    let (epoch, newest_ms, made_ms, seq) =
        (number(&mut reader)?, number(&mut reader)?, number(&mut reader)?, number(&mut reader)?);
    let audit = Head { seq, hash: reader.part()?.try_into().ok()? };
    let signer = reader.part()?.to_vec();
    let (records, marks) = (number(&mut reader)?, number(&mut reader)?);
    let mut entries = Vec::new();
    for _ in 0..records {
        entries.push(read_entry(&mut reader)?);
    }
    let mut spent = Spent::new();
    for _ in 0..marks {
        spent.insert(text(&mut reader)?, number(&mut reader)?);
    }
    let origin = Origin { store_id, kek_id, kek_tag, epoch, newest_ms };
    let info = SnapshotInfo { account, kek_id, epoch, made_ms, audit, signer, records, hash };
    reader.is_empty().then_some((info, origin, entries, spent))
}

fn read_entry(reader: &mut Reader<'_>) -> Option<Entry> {
    let (id, version, created_ms) = (text(reader)?, number(reader)?, number(reader)?);
    let class = Class::from_name(std::str::from_utf8(reader.part()?).ok()?)?;
    let hash = reader.part()?.try_into().ok()?;
    let row = Row { id, version, created_ms, class, blob: Vec::new() };
    Some(Entry { row, hash, len: number(reader)? })
}

fn text(reader: &mut Reader<'_>) -> Option<String> {
    String::from_utf8(reader.part()?.to_vec()).ok()
}

fn number(reader: &mut Reader<'_>) -> Option<u64> {
    Some(u64::from_be_bytes(reader.part()?.try_into().ok()?))
}

fn malformed(why: &'static str) -> OpsError {
    OpsError::Malformed { what: "the snapshot", why }
}

fn forged(why: &'static str) -> OpsError {
    OpsError::Forged { what: "the snapshot", why }
}
