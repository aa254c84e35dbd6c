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

#[cfg(test)]
mod tests {
    use super::marvin32;

    /// The vectors that the runtime's own tests publish, folded as keys are.
    #[test]
    fn the_published_vectors_come_out() {
        let texts: [&[u8]; 8] = [
            b"",
            b"\xaf",
            b"\xe7\x0f",
            b"\x37\xf4\x95",
            b"\x86\x42\xdc\x59",
            b"\x15\x3f\xb7\x98\x26",
            b"\x09\x32\xe6\x24\x6c\x47",
            b"\xab\x42\x7e\xa8\xd1\x0f\xc7",
        ];
        let hashes: [u64; 8] = [
            0x30ED_35C1_00CD_3C7D,
            0x48E7_3FC7_7D75_DDC1,
            0xB5F6_E1FC_485D_BFF8,
            0xF0B0_7C78_9B8C_F7E8,
            0x7008_F2E8_7E9C_F556,
            0xE6C0_8C6D_A2AF_A997,
            0x6F04_BF1A_5EA2_4060,
            0xE118_47E4_F067_8C41,
        ];
        for (text, hash) in texts.into_iter().zip(hashes) {
            assert_eq!(marvin32(text, 0x004F_B61A_001B_DBCC), (hash >> 32) as u32 ^ hash as u32);
        }
        assert_eq!(marvin32(b"", 0x804F_B61A_001B_DBCC), 0x10A9_D5D3 ^ 0x996F_D65D);
    }
}
