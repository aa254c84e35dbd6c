//! The header of an export and the envelope behind it.

use crate::account::AccountId;
use crate::bytes::{Reader, tlv};
use crate::clock;
use crate::envelope::{self, Cost};
use crate::secret::Secret;
use crate::store::StoreError;

use super::{MOST_KEYS, OpsError, Terms, malformed};

const MAGIC: &[u8; 4] = b"SGX1";
const TITLE: &[u8] = b"sg/export/v1";
/// Longer than any export that this program makes.
const MOST_BYTES: usize = 256 * 1024 * 1024;

/// What an export says of itself, in the clear.
pub(super) struct Header {
    bytes: Vec<u8>,
    pub(super) expires_ms: u64,
}

impl Header {
    pub(super) fn new(what: &[u8], account: &AccountId, ids: Vec<[u8; 16]>, terms: Terms) -> Result<Self, OpsError> {
        let created_ms = clock::unix_ms();
        let expires_ms = terms.expires(created_ms)?;
        let (created, expires) = (created_ms.to_be_bytes(), expires_ms.to_be_bytes());
        let bytes = tlv(&[TITLE, what, account.as_str().as_bytes(), ids.as_flattened(), &created, &expires]);
        Ok(Self { bytes, expires_ms })
    }

    pub(super) fn seal(
        &self,
        passphrase: &Secret<Vec<u8>>,
        cost: Cost,
        plain: &Secret<Vec<u8>>,
    ) -> Result<Vec<u8>, OpsError> {
        let envelope = envelope::seal(passphrase, cost, &self.bytes, plain)?;
        Ok([MAGIC.as_slice(), &self.bytes, &envelope].concat())
    }

    /// The plain bytes of an export of the right kind, for this account, in time.
    pub(super) fn open(
        what: &[u8],
        account: &AccountId,
        passphrase: &Secret<Vec<u8>>,
        bytes: &[u8],
    ) -> Result<Secret<Vec<u8>>, OpsError> {
        if bytes.len() > MOST_BYTES {
            return Err(malformed("it is too long"));
        }
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| malformed("it does not begin as one"))?;
        let (header, envelope) = split(rest).ok_or_else(|| malformed("it is cut"))?;
        let fields = Fields::read(header).ok_or_else(|| malformed("its header cannot be read"))?;
        if fields.what != what {
            return Err(malformed("it holds something else"));
        }
        if fields.account != *account {
            return Err(OpsError::OtherAccount { found: fields.account.to_string(), expected: account.clone() });
        }
        let now_ms = clock::unix_ms();
        // A clock that stands before the export was made cannot tell whether its time is over.
        clock::not_before(fields.created_ms, now_ms).map_err(StoreError::from)?;
        if now_ms >= fields.expires_ms {
            return Err(OpsError::Expired { expired_ms: fields.expires_ms });
        }
        Ok(envelope::open(passphrase, header, envelope)?)
    }
}

struct Fields<'h> {
    what: &'h [u8],
    account: AccountId,
    created_ms: u64,
    expires_ms: u64,
}

impl<'h> Fields<'h> {
    fn read(header: &'h [u8]) -> Option<Self> {
        let mut reader = Reader::new(header);
        if reader.part()? != TITLE {
            return None;
        }
        let (what, account, ids) = (reader.part()?, reader.part()?, reader.part()?);
        if ids.len() % 16 != 0 || ids.len() / 16 > MOST_KEYS {
            return None;
        }
        // It is shown before it is known whose it is.
        let account = AccountId::parse(std::str::from_utf8(account).ok()?).ok()?;
        let mut number = || Some(u64::from_be_bytes(reader.part()?.try_into().ok()?));
        Some(Self { what, account, created_ms: number()?, expires_ms: number()? })
    }
}

/// The header's six parts, and what follows them.
fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut reader = Reader::new(bytes);
    for _ in 0..6 {
        reader.part()?;
    }
    let rest = reader.rest().len();
    bytes.split_at_checked(bytes.len() - rest)
}
