//! base16, base32, base58 and base64 to bytes; `None` for what is not in the alphabet.

/// Base64, either alphabet, padded or not.
pub fn base64(text: &[u8]) -> Option<Vec<u8>> {
    let body = text.iter().rposition(|byte| *byte != b'=').map_or(0, |at| at + 1);
    if text.len() - body > 2 || body % 4 == 1 {
        return None;
    }
    bits(&text[..body], 6, |byte| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    })
}

/// Base32 (RFC 4648), either case, without padding.
pub fn base32(text: &[u8]) -> Option<Vec<u8>> {
    bits(text, 5, |byte| match byte.to_ascii_uppercase() {
        byte @ b'A'..=b'Z' => Some(byte - b'A'),
        byte @ b'2'..=b'7' => Some(byte - b'2' + 26),
        _ => None,
    })
}

/// Hexadecimal, either case, an even number of digits.
pub fn hex(text: &[u8]) -> Option<Vec<u8>> {
    let digit = |byte: u8| (byte as char).to_digit(16).map(|digit| digit as u8);
    match text.len() % 2 {
        0 => bits(text, 4, digit),
        _ => None,
    }
}

fn bits(text: &[u8], width: u32, digit: impl Fn(u8) -> Option<u8>) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * width as usize / 8);
    let (mut held, mut count) = (0u32, 0);
    for &byte in text {
        held = (held << width) | u32::from(digit(byte)?);
        count += width;
        if count >= 8 {
            count -= 8;
            bytes.push((held >> count) as u8);
            held &= (1 << count) - 1;
        }
    }
    Some(bytes)
}

const BASE58: &[u8] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// Base58 (the alphabet of Bitcoin); refuses more than 128 characters.
pub fn base58(text: &[u8]) -> Option<Vec<u8>> {
    if text.len() > 128 {
        return None;
    }
    let mut number: Vec<u8> = Vec::new();
    for byte in text {
        let mut carry = BASE58.iter().position(|digit| digit == byte)? as u32;
        for place in number.iter_mut() {
            carry += u32::from(*place) * 58;
            *place = carry as u8;
            carry >>= 8;
        }
        while carry > 0 {
            number.push(carry as u8);
            carry >>= 8;
        }
    }
    let zeros = text.iter().take_while(|byte| **byte == b'1').count();
    number.extend(std::iter::repeat_n(0, zeros));
    number.reverse();
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_texts_decode() {
        assert_eq!(base64(b"aGVsbG8=").as_deref(), Some(&b"hello"[..]));
        assert_eq!(base64(b"aGVsbG8").as_deref(), Some(&b"hello"[..]));
        assert_eq!(base32(b"NBSWY3DP").as_deref(), Some(&b"hello"[..]));
        assert_eq!(hex(b"68656c6C6f").as_deref(), Some(&b"hello"[..]));
        assert_eq!(base58(b"Cn8eVZg").as_deref(), Some(&b"hello"[..]));
        assert_eq!(base58(b"11").as_deref(), Some(&[0u8, 0][..]));
        assert!(base64(b"a").is_none() && base64(b"a*bc").is_none() && base58(b"0").is_none());
    }
}
