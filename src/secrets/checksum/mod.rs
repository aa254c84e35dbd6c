//! Check digits: what proves offline that a token is one, and was not
//! mistyped or invented for an example.

mod azure;
mod bech32;
mod bip39;
pub mod crc;
mod issued;
mod payload;
pub mod radix;

use sha2::{Digest, Sha256};

/// A way to check a token, named after who uses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 30 characters and 6 base62 digits of their CRC-32, after a prefix that ends in `_`.
    Github,
    /// The payload's length and a base36 CRC-32 over everything before.
    GitlabRoutable,
    /// Hexadecimal CRC-32 of the first 37 bytes, least significant byte first.
    Grafana,
    /// Upper-case hexadecimal CRC-32 of everything before.
    Atlassian,
    /// 50 characters and 6 base62 digits of their CRC-32.
    Vercel,
    /// Hexadecimal CRC-32 of the 32 characters in the middle.
    Zuplo,
    /// 6 base64 digits of the CRC-32 of 54 characters.
    Confluent,
    /// The 32nd character is the exclusive or of the 31 before.
    CrateTrusted,
    /// A CRC-32 spread over four bytes of the 32.
    AzureDevops,
    /// A signature and a Marvin32 checksum.
    AzureKey,
    /// CRC-16/XMODEM at the end of base32.
    Nats,
    /// Bech32.
    Age,
    /// Base58 with four bytes of a double SHA-256.
    Base58Check,
    /// A macaroon that names the index.
    Pypi,
    /// Base64 JSON with the issuer's fields.
    Sentry,
    /// A snowflake number in base64.
    Discord,
    /// Words of eleven bits, the last with bits of a hash.
    Bip39,
    /// An account that documentation does not use; proves nothing.
    AwsAccount,
}

/// Whether the check digits of `token` are right.
pub fn passes(kind: Kind, token: &[u8]) -> bool {
    let checked = match kind {
        Kind::Github => issued::github(token),
        Kind::GitlabRoutable => issued::gitlab(token),
        Kind::Grafana => issued::grafana(token),
        Kind::Atlassian => issued::atlassian(token),
        Kind::Vercel => issued::vercel(token),
        Kind::Zuplo => issued::zuplo(token),
        Kind::Confluent => issued::confluent(token),
        Kind::CrateTrusted => issued::crate_trusted(token),
        Kind::AzureDevops => azure::devops(token),
        Kind::AzureKey => azure::key(token),
        Kind::Nats => nats(token),
        Kind::Age => bech32::is_valid(token),
        Kind::Base58Check => base58check(token),
        Kind::Pypi => payload::pypi(token),
        Kind::Sentry => payload::sentry(token),
        Kind::Discord => payload::discord(token),
        Kind::Bip39 => bip39::is_valid(token),
        Kind::AwsAccount => aws_account(token).map(|account| !DOCUMENTATION.contains(&account)),
    };
    checked.unwrap_or(false)
}

fn nats(token: &[u8]) -> Option<bool> {
    let bytes = radix::base32(token)?;
    let (body, check) = bytes.split_last_chunk::<2>()?;
    Some(crc::crc16(body).to_le_bytes() == *check)
}

fn base58check(token: &[u8]) -> Option<bool> {
    let bytes = radix::base58(token)?;
    let (body, check) = bytes.split_last_chunk::<4>()?;
    Some(Sha256::digest(Sha256::digest(body)).starts_with(check))
}

/// AWS accounts that documentation uses.
const DOCUMENTATION: &[u64] =
    &[123_456_789_012, 111_122_223_333, 444_455_556_666, 777_788_889_999, 123_456_789_123, 581_039_954_779];

/// The AWS account that issued an access key id, from the id alone.
pub fn aws_account(key_id: &[u8]) -> Option<u64> {
    let bytes = radix::base32(key_id.get(4..)?)?;
    let number = bytes.get(..6)?.iter().fold(0u64, |number, byte| (number << 8) | u64::from(*byte));
    Some((number & 0x7fff_ffff_ff80) >> 7)
}

#[cfg(test)]
pub(crate) mod testkeys;
#[cfg(test)]
mod tests;
