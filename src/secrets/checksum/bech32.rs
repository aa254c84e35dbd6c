//! Bech32: a human-readable part, `1`, and base32 with a BCH checksum.

const DIGITS: &[u8] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// Whether the checksum is right; `None` for what is no bech32 text.
pub(super) fn is_valid(token: &[u8]) -> Option<bool> {
    let text = token.to_ascii_lowercase();
    let split = text.iter().rposition(|byte| *byte == b'1')?;
    let (name, data) = (&text[..split], &text[split + 1..]);
    let mut values: Vec<u8> = name.iter().map(|byte| byte >> 5).collect();
    values.push(0);
    values.extend(name.iter().map(|byte| byte & 31));
    for byte in data {
        values.push(DIGITS.iter().position(|digit| digit == byte)? as u8);
    }
    Some(data.len() >= 6 && polymod(&values) == 1)
}

pub(super) fn polymod(values: &[u8]) -> u32 {
    const GENERATOR: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
    values.iter().fold(1u32, |check, value| {
        let top = check >> 25;
        let shifted = ((check & 0x01ff_ffff) << 5) ^ u32::from(*value);
        GENERATOR
            .iter()
            .enumerate()
            .fold(shifted, |check, (bit, term)| check ^ if top >> bit & 1 == 1 { *term } else { 0 })
    })
}
