//! Keys that come from another machine.

use crate::account::AccountId;
use crate::audit::Trail;
use crate::bytes::{Reader, hex};
use crate::custody::{Key, KeyError, KeyHolder, KeyName};
use crate::ops::OpsError;
use crate::secret::Secret;

use super::header::Header;
use super::{Imported, KEYS, MOST_KEYS, malformed};

/// The keys of an export that was opened. A holder need not be there before that: who gives a wrong passphrase has made
/// none.
pub struct Keys<'k> {
    account: &'k AccountId,
    keys: Vec<([u8; 16], Key)>,
}

impl<'k> Keys<'k> {
    /// Opens an export of keys.
    ///
    /// # Errors
    ///
    /// See [`OpsError`].
    pub fn open(account: &'k AccountId, passphrase: &Secret<Vec<u8>>, bytes: &[u8]) -> Result<Self, OpsError> {
        let plain = Header::open(KEYS, account, passphrase, bytes)?;
        let keys = plain.expose(|plain| read_keys(plain)).ok_or_else(|| malformed("it holds no keys"))?;
        Ok(Self { account, keys })
    }

    /// Gives the keys to a holder. Keys that it has already must be the same ones. Where there is a log it has the import
    /// before any key is kept; a machine that is to become a vault's has none yet.
    ///
    /// # Errors
    ///
    /// See [`OpsError`]; [`KeyError::Exists`] when a key of the same name differs.
    pub fn keep(&self, holder: &dyn KeyHolder, trail: Option<&Trail>) -> Result<Imported, OpsError> {
        let keep = || keep_all(holder, self.account, &self.keys);
        match trail {
            Some(trail) => trail.audited(&trail.event("import-kek"), OpsError::code, keep),
            None => keep(),
        }
    }
}

/// Opens an export of keys and gives them to a holder: [`Keys::open`] and [`Keys::keep`].
///
/// # Errors
///
/// As of those.
pub fn import_kek(
    holder: &dyn KeyHolder,
    (account, trail): (&AccountId, Option<&Trail>),
    passphrase: &Secret<Vec<u8>>,
    bytes: &[u8],
) -> Result<Imported, OpsError> {
    Keys::open(account, passphrase, bytes)?.keep(holder, trail)
}

fn keep_all(holder: &dyn KeyHolder, account: &AccountId, keys: &[([u8; 16], Key)]) -> Result<Imported, OpsError> {
    let mut done = Imported::default();
    for (id, key) in keys {
        let name = KeyName::kek(account, *id);
        match holder.keep(&name, key) {
            Err(KeyError::Exists { .. }) if is_same(holder, &name, key)? => done.same.push(hex(id)),
            kept => {
                kept?;
                done.new.push(hex(id));
            }
        }
        // A holder that loses what it took must be known now, not when the store is to be opened.
        if !is_same(holder, &name, key)? {
            return Err(
                KeyError::Wrong { place: holder.place(), why: "what was just written reads back differently" }.into()
            );
        }
    }
    Ok(done)
}

fn is_same(holder: &dyn KeyHolder, name: &KeyName, key: &Key) -> Result<bool, KeyError> {
    let kept = holder.load(name)?;
    Ok(key.expose(|key| kept.ct_eq(key)))
}

fn read_keys(plain: &[u8]) -> Option<Vec<([u8; 16], Key)>> {
    let (mut reader, mut keys) = (Reader::new(plain), Vec::new());
    while !reader.is_empty() {
        keys.push((reader.part()?.try_into().ok()?, Secret::copied(reader.part()?)?));
    }
    (!keys.is_empty() && keys.len() <= MOST_KEYS).then_some(keys)
}
