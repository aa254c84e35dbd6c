//! Keys derived from the KEK by HKDF-SHA256, one for each use.

use ring::{digest, hkdf, hmac};

use crate::manifest::Word as _;
use crate::record::Kek;

use super::AccountId;
use super::table::Row;

pub(super) struct Keys {
    state: hmac::Key,
    anchor: hmac::Key,
    tag: hmac::Key,
    account: String,
}

impl Keys {
    pub(super) fn derive(kek: &Kek, account: &AccountId) -> Option<Self> {
        let prk = kek.key.expose(|key| hkdf::Salt::new(hkdf::HKDF_SHA256, &kek.id).extract(key));
        let key = |info: &'static [u8]| prk.expand(&[info], hmac::HMAC_SHA256).ok().map(hmac::Key::from);
        let (state, anchor, tag) = (key(b"sg/state/v1")?, key(b"sg/anchor/v1")?, key(b"sg/tag/v1")?);
        Some(Self { state, anchor, tag, account: account.as_str().to_owned() })
    }

    /// The authenticated root of a state: account, epoch and every row in order, each part after its length.
    pub(super) fn root(&self, epoch: u64, rows: &[Row]) -> [u8; 32] {
        let mut mac = hmac::Context::with_key(&self.state);
        let mut part = |bytes: &[u8]| {
            mac.update(&(bytes.len() as u64).to_be_bytes());
            mac.update(bytes);
        };
        part(self.account.as_bytes());
        part(&epoch.to_be_bytes());
        for row in rows {
            part(row.id.as_bytes());
            part(&row.version.to_be_bytes());
            part(&row.created_ms.to_be_bytes());
            part(row.class.name().as_bytes());
            part(digest::digest(&digest::SHA256, &row.blob).as_ref());
        }
        array(&mac.sign())
    }

    /// What tells the right key from another under the same id.
    pub(super) fn tag(&self) -> [u8; 32] {
        array(&hmac::sign(&self.tag, self.account.as_bytes()))
    }

    pub(super) fn anchor_mac(&self, body: &[u8]) -> [u8; 32] {
        array(&hmac::sign(&self.anchor, &[self.account.as_bytes(), b"\0", body].concat()))
    }

    pub(super) fn is_anchor_mac(&self, body: &[u8], mac: &[u8]) -> bool {
        hmac::verify(&self.anchor, &[self.account.as_bytes(), b"\0", body].concat(), mac).is_ok()
    }
}

fn array(tag: &hmac::Tag) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes.copy_from_slice(tag.as_ref());
    bytes
}
