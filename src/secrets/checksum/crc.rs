//! Cyclic redundancy checks and the number systems they are written in.

/// CRC-32/IEEE (the one of zip and PNG).
pub fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| TABLE[((crc ^ u32::from(*byte)) & 0xFF) as usize] ^ (crc >> 8))
}

/// CRC-16/XMODEM: polynomial 0x1021, start 0.
pub fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0u16, |crc, byte| {
        let mixed = crc ^ (u16::from(*byte) << 8);
        (0..8).fold(mixed, |crc, _| if crc & 0x8000 != 0 { (crc << 1) ^ 0x1021 } else { crc << 1 })
    })
}

const TABLE: [u32; 256] = table();

const fn table() -> [u32; 256] {
    let mut table = [0u32; 256];
    let mut at = 0;
    while at < 256 {
        let mut crc = at as u32;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 != 0 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
            bit += 1;
        }
        table[at] = crc;
        at += 1;
    }
    table
}

/// Digits, upper case, lower case.
pub const BASE62: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// Digits, lower case.
pub const BASE36: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// `number` in the given digits, padded on the left with the zero digit.
pub fn in_base(mut number: u64, digits: &[u8], width: usize) -> Vec<u8> {
    let zero = digits.first().copied().unwrap_or(b'0');
    let base = digits.len().max(2) as u64;
    let mut text = vec![zero; width];
    for place in text.iter_mut().rev() {
        *place = digits[(number % base) as usize];
        number /= base;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_check_values_come_out() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc16(b"123456789"), 0x31C3);
        assert_eq!(in_base(62, BASE62, 3), b"010");
    }
}
