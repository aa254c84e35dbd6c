//! Keys derived from the KEK by HKDF-SHA256, one for each use.

use ring::{hkdf, hmac};

use crate::account::AccountId;
use crate::aead::clean;
use crate::bytes::tlv;
use crate::record::Kek;

pub(crate) struct Keys {
    state: hmac::Key,
    anchor: hmac::Key,
    tag: hmac::Key,
    snapshot: hmac::Key,
    account: String,
}

impl Keys {
    pub(super) fn derive(kek: &Kek, account: &AccountId) -> Option<Self> {
        clean(|| Self::derive_here(kek, account))
    }

    fn derive_here(kek: &Kek, account: &AccountId) -> Option<Self> {
        let prk = kek.key.expose(|key| hkdf::Salt::new(hkdf::HKDF_SHA256, &kek.id).extract(key));
        let key = |info: &'static [u8]| prk.expand(&[info], hmac::HMAC_SHA256).ok().map(hmac::Key::from);
        let (state, anchor, tag) = (key(b"sg/state/v1")?, key(b"sg/anchor/v1")?, key(b"sg/tag/v1")?);
        let snapshot = key(b"sg/snap/v1")?;
        Some(Self { state, anchor, tag, snapshot, account: account.as_str().to_owned() })
    }

    /// What authenticates one bucket's roster in its place.
    pub(super) fn roster_mac(&self, bucket: u8, roster: &[u8]) -> [u8; 32] {
        array(&hmac::sign(&self.state, &tlv(&[b"roster", self.account.as_bytes(), &[bucket], roster])))
    }

    /// What authenticates a whole state: its own fields and the macs of all rosters.
    pub(super) fn root(&self, fields: &[&[u8]], macs: &[[u8; 32]]) -> [u8; 32] {
        let fields = tlv(fields);
        array(&hmac::sign(&self.state, &tlv(&[b"root", self.account.as_bytes(), &fields, macs.as_flattened()])))
    }

    /// What tells the right key from another under the same id.
    pub(crate) fn tag(&self) -> [u8; 32] {
        array(&hmac::sign(&self.tag, self.account.as_bytes()))
    }

    /// What only who has the key can write under a snapshot.
    pub(crate) fn snapshot_mac(&self, hash: &[u8]) -> [u8; 32] {
        array(&hmac::sign(&self.snapshot, &tlv(&[self.account.as_bytes(), hash])))
    }

    pub(super) fn anchor_mac(&self, body: &[u8]) -> [u8; 32] {
        array(&hmac::sign(&self.anchor, &tlv(&[self.account.as_bytes(), body])))
    }

    pub(super) fn is_anchor_mac(&self, body: &[u8], mac: &[u8]) -> bool {
        hmac::verify(&self.anchor, &tlv(&[self.account.as_bytes(), body]), mac).is_ok()
    }
}

/// Overwrites the keys, since the library frees them as they are.
impl Drop for Keys {
    fn drop(&mut self) {
        for key in [&mut self.state, &mut self.anchor, &mut self.tag, &mut self.snapshot] {
            *key = hmac::Key::new(hmac::HMAC_SHA256, &[0; 32]);
        }
        std::hint::black_box(self);
    }
}

fn array(tag: &hmac::Tag) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes.copy_from_slice(tag.as_ref());
    bytes
}
