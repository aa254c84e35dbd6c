//! Reading a snapshot: nothing of it is believed before its signature and each record's hash were compared.

use std::fs::File;
use std::io::{BufReader, Read as _};
use std::path::Path;

use ring::digest::{SHA256, digest};
use ring::signature::{ED25519, UnparsedPublicKey};
use subtle::ConstantTimeEq as _;

use crate::account::AccountId;
use crate::audit::Head;
use crate::bytes::Reader;
use crate::disk;
use crate::manifest::{Class, Word as _};
use crate::ops::OpsError;
use crate::store::dump::{Origin, Spent};
use crate::store::held::Held;
use crate::store::{Row, StoreError};

use super::{MAGIC, SnapshotInfo, TITLE, forged, malformed, message};

/// Many millions of records; what claims more is not read into memory.
const MOST_MANIFEST: usize = 1 << 30;
const MOST_RECORD: u64 = 2 << 20;

/// A snapshot that is read; its signature was checked, its records are when they are read.
pub(in crate::ops) struct Snapshot {
    pub(in crate::ops) info: SnapshotInfo,
    pub(in crate::ops) origin: Origin,
    pub(in crate::ops) spent: Spent,
    pub(in crate::ops) mac: [u8; 32],
    entries: Vec<Entry>,
    rest: BufReader<File>,
}

struct Entry {
    row: Row,
    hash: [u8; 32],
    len: u64,
}

impl Snapshot {
    pub(in crate::ops) fn open(path: &Path) -> Result<Self, OpsError> {
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

    pub(in crate::ops) fn check_account(&self, expected: &AccountId) -> Result<(), OpsError> {
        if self.info.account == expected.as_str() {
            return Ok(());
        }
        Err(OpsError::OtherAccount { found: self.info.account.clone(), expected: expected.clone() })
    }

    /// That it was made by who had the key that it names.
    pub(in crate::ops) fn check_maker(&self, held: &Held) -> Result<(), OpsError> {
        if held.kek.id != self.origin.kek_id || held.keys.tag() != self.origin.kek_tag {
            return Err(StoreError::WrongKey.into());
        }
        let mac = held.keys.snapshot_mac(&self.info.hash);
        if mac.as_slice().ct_eq(self.mac.as_slice()).into() {
            return Ok(());
        }
        Err(forged("nobody made it who had its key"))
    }

    /// Every record, each with the hash that the manifest says, and nothing after them.
    pub(in crate::ops) fn rows(&mut self, each: &mut dyn FnMut(&Row) -> Result<(), OpsError>) -> Result<(), OpsError> {
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
