//! The two forms of identifiable keys that Azure services issue.

use super::crc::crc32;
use super::radix;

/// A personal access token of the DevOps service: 32 bytes in base32, four
/// of which are a CRC-32 of the others, salted by who it was issued to.
pub(super) fn devops(token: &[u8]) -> Option<bool> {
    const SALTS: [u32; 2] = [0xE0B9_692D, 0x1019_F92E];
    let bytes = radix::base32(token)?;
    let b = bytes.get(..32)?;
    let covered = [&b[0..2], &b[3..7], &b[9..22], &b[23..32]].concat();
    let check = u32::from_le_bytes([b[22], b[8], b[7], b[2]]);
    Some(SALTS.iter().any(|salt| crc32(&covered) ^ salt == check))
}

/// A key with a three-byte signature and a Marvin32 checksum at its end.
pub(super) fn key(token: &[u8]) -> Option<bool> {
    let bytes = radix::base64(token)?;
    let (text, check) = bytes.split_last_chunk::<4>()?;
    let check = u32::from_le_bytes(*check);
    let seeds = [u64::from_be_bytes(*b"Default0"), u64::from_le_bytes(*b"Default0")];
    Some(seeds.iter().any(|seed| marvin32(text, *seed) == check))
}

/// Marvin32, folded to 32 bits.
pub(super) fn marvin32(bytes: &[u8], seed: u64) -> u32 {
    let (mut low, mut high) = (seed as u32, (seed >> 32) as u32);
    let chunks = bytes.chunks_exact(4);
    let rest = chunks.remainder();
    for chunk in chunks {
        low = low.wrapping_add(u32::from_le_bytes([chunk[0], chunk[1], chunk[2], chunk[3]]));
        mix(&mut low, &mut high);
    }
    let mut last = [0u8; 4];
    last[..rest.len()].copy_from_slice(rest);
    last[rest.len()] = 0x80;
    low = low.wrapping_add(u32::from_le_bytes(last));
    mix(&mut low, &mut high);
    mix(&mut low, &mut high);
    low ^ high
}

fn mix(low: &mut u32, high: &mut u32) {
    *high ^= *low;
    *low = low.rotate_left(20).wrapping_add(*high);
    *high = high.rotate_left(9) ^ *low;
    *low = low.rotate_left(27).wrapping_add(*high);
    *high = high.rotate_left(19);
}
