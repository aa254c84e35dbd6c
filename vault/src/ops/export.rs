//! Keys and values under a passphrase, to be carried to another machine.
//!
//! ```text
//! "SGX1" | header | envelope          header = TLV("sg/export/v1", what, account, kek ids, created_ms, expires_ms)
//! the envelope is bound to the whole header
//! plain of keys   = TLV(kek_id, key, …)           plain of values = TLV(id, class, value, …)
//! ```
//!
//! The header is in the clear, so that a wrong account or an expired export is told before any passphrase is stretched;
//! none of it can be changed. The passphrase is an argument of the caller's, who must not take it from where others see
//! it: not from the command line, not from the environment.

use std::collections::BTreeMap;
use std::sync::Arc;

use zeroize::Zeroizing;

use crate::audit::Trail;
use crate::bytes::{Reader, tlv};
use crate::home::Home;
use crate::manifest::{Class, Manifest, Word as _};
use crate::resolver::Vault;
use crate::secret::Secret;
use crate::store::{Store, StoreError};

use super::OpsError;

mod header;
mod keys;
mod terms;

use header::Header;
pub use keys::{Keys, import_kek};
pub use terms::{Exported, Imported, Terms};

const KEYS: &[u8] = b"kek";
const VALUES: &[u8] = b"env";
const MOST_KEYS: usize = 64;

/// Exports the keys under which a store's records are wrapped.
///
/// # Errors
///
/// See [`OpsError`]; the export is recorded before the bytes are given.
pub fn export_kek(home: &Home, passphrase: &Secret<Vec<u8>>, terms: Terms) -> Result<Exported, OpsError> {
    let keys = home.store.keys_in_use()?;
    let ids: Vec<[u8; 16]> = keys.iter().map(|held| held.kek.id).collect();
    let room = ids.len() * (4 + 16 + 4 + 32);
    let plain = filled(room, |plain| {
        for held in &keys {
            held.kek.key.expose(|key| plain.extend_from_slice(&Zeroizing::new(tlv(&[&held.kek.id, key]))));
        }
    });
    let header = Header::new(KEYS, home.trail.account(), ids, terms)?;
    let bytes = header.seal(passphrase, terms.cost, &plain)?;
    released(&home.trail, "export-kek")?;
    Ok(Exported { bytes, count: keys.len(), expires_ms: header.expires_ms })
}

/// Exports values, each of which is read and recorded as any other.
///
/// # Errors
///
/// The first value that is not given ends it; see [`OpsError`].
pub fn export_env(
    vault: &Vault,
    (manifest, trail): (&Manifest, &Trail),
    ids: &[String],
    passphrase: &Secret<Vec<u8>>,
    terms: Terms,
) -> Result<Exported, OpsError> {
    let unknown: Vec<String> = ids.iter().filter(|id| manifest.entry(id).is_none()).cloned().collect();
    if !unknown.is_empty() {
        return Err(OpsError::Unknown { ids: unknown });
    }
    let mut values = Vec::new();
    for id in ids {
        let class = manifest.entry(id).map_or(Class::Runtime, |entry| entry.class);
        values.push((id, class, vault.resolve(id)?.value));
    }
    let room = |(id, class, value): &(&String, Class, Secret<Vec<u8>>)| {
        12 + id.len() + class.name().len() + value.expose(Vec::len)
    };
    let plain = filled(values.iter().map(room).sum(), |plain| {
        for (id, class, value) in &values {
            let parts = |value: &Vec<u8>| Zeroizing::new(tlv(&[id.as_bytes(), class.name().as_bytes(), value]));
            plain.extend_from_slice(&value.expose(parts));
        }
    });
    let header = Header::new(VALUES, trail.account(), Vec::new(), terms)?;
    let bytes = header.seal(passphrase, terms.cost, &plain)?;
    released(trail, "export-env")?;
    Ok(Exported { bytes, count: values.len(), expires_ms: header.expires_ms })
}

/// Writes the values of an export into a store, as new versions where they differ. Nothing is written when any id is
/// not declared; run again after it was cut short, it goes on.
///
/// # Errors
///
/// See [`OpsError`].
pub fn import_env(
    home: &Home,
    manifest: &Manifest,
    passphrase: &Secret<Vec<u8>>,
    bytes: &[u8],
) -> Result<Imported, OpsError> {
    let plain = Header::open(VALUES, home.trail.account(), passphrase, bytes)?;
    let values = plain.expose(|plain| read_values(plain)).ok_or_else(|| malformed("it holds no values"))?;
    let unknown: Vec<String> = values.keys().filter(|id| manifest.entry(id).is_none()).cloned().collect();
    if !unknown.is_empty() {
        return Err(OpsError::Unknown { ids: unknown });
    }
    home.trail.audited(&home.trail.event("import-env"), OpsError::code, || {
        let mut done = Imported::default();
        for (id, value) in values {
            let class = manifest.entry(&id).map_or(Class::Runtime, |entry| entry.class);
            let is_new = import(&home.store, &id, class, &value)?;
            if is_new { done.new.push(id) } else { done.same.push(id) }
        }
        Ok(done)
    })
}

fn import(store: &Arc<Store>, id: &str, class: Class, value: &Secret<Vec<u8>>) -> Result<bool, StoreError> {
    let stored = store.get(id)?;
    let is_same = |stored: &crate::store::Stored| value.expose(|value| stored.value.ct_eq(value));
    // A value that must be replaced is not made good by importing it once more; it stays marked.
    if stored.as_ref().is_some_and(is_same) {
        return Ok(false);
    }
    let seen = stored.map_or(0, |stored| stored.version);
    match store.put(id, class, value, seen) {
        // Another import was first with the same value.
        Err(StoreError::Conflict { .. }) if store.get(id)?.as_ref().is_some_and(is_same) => Ok(false),
        put => put.map(|_| true),
    }
}

fn read_values(plain: &[u8]) -> Option<BTreeMap<String, Secret<Vec<u8>>>> {
    let (mut reader, mut values) = (Reader::new(plain), BTreeMap::new());
    while !reader.is_empty() {
        let id = String::from_utf8(reader.part()?.to_vec()).ok()?;
        Class::from_name(std::str::from_utf8(reader.part()?).ok()?)?;
        values.insert(id, Secret::new(reader.part()?.to_vec()));
    }
    Some(values)
}

/// Bytes that are written into room that was made for them, so that none are left where a buffer grew.
fn filled(room: usize, fill: impl FnOnce(&mut Vec<u8>)) -> Secret<Vec<u8>> {
    let mut plain = Zeroizing::new(Vec::with_capacity(room));
    fill(&mut plain);
    Secret::new(std::mem::take(&mut *plain))
}

/// An export is recorded before anyone has its bytes.
fn released(trail: &Trail, event: &str) -> Result<(), OpsError> {
    Ok(trail.privileged(trail.event(event).ended("released", "Done"))?)
}

fn malformed(why: &'static str) -> OpsError {
    OpsError::Malformed { what: "the export", why }
}
