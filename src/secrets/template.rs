//! The small language of examples in detector files: `ghp_{alnum:36}`.
//!
//! No real-looking token stands in the tree; the tests expand the braces,
//! the same way each time. Other braces stay as they are.

use super::checksum::crc::{BASE36, BASE62, crc32, in_base};
use super::checksum::testkeys;

/// Characters of a made-up token; a plain generator is enough for that.
struct Dice(u64);

impl Dice {
    fn text(&mut self, alphabet: &[u8], count: usize) -> String {
        (0..count).map(|_| char::from(alphabet[self.below(alphabet.len())])).collect()
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % limit
    }
}

/// Expands a template; the same text and seed give the same result.
pub(crate) fn expand(template: &str, seed: u64) -> String {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut out = String::new();
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let body = &rest[open + 1..];
        match body.find('}').and_then(|close| Some((piece(&body[..close], &mut dice)?, close))) {
            Some((text, close)) => {
                out.push_str(&text);
                rest = &body[close + 1..];
            }
            None => {
                out.push('{');
                rest = body;
            }
        }
    }
    out + rest
}

fn piece(name: &str, dice: &mut Dice) -> Option<String> {
    let (kind, argument) = name.split_once(':').unwrap_or((name, ""));
    if let Some(alphabet) = alphabet(kind) {
        return Some(dice.text(&alphabet, argument.parse().ok()?));
    }
    if let Some((letter, count)) = argument.split_once(':').filter(|_| kind == "repeat") {
        return Some(letter.repeat(count.parse().ok()?));
    }
    signed(kind, argument, dice)
}

fn alphabet(kind: &str) -> Option<Vec<u8>> {
    let alnum = BASE62;
    Some(match kind {
        "alnum" => alnum.to_vec(),
        "hex" => b"0123456789abcdef".to_vec(),
        "uhex" => b"0123456789ABCDEF".to_vec(),
        "digit" => b"0123456789".to_vec(),
        "lower" => b"abcdefghijklmnopqrstuvwxyz".to_vec(),
        "upper" => b"ABCDEFGHIJKLMNOPQRSTUVWXYZ".to_vec(),
        "lowernum" => BASE36.to_vec(),
        "uppernum" => b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".to_vec(),
        "base32" => b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".to_vec(),
        "base64" => [alnum, b"+/"].concat(),
        "base64url" => [alnum, b"-_"].concat(),
        _ => return None,
    })
}

/// Tokens with check digits.
fn signed(kind: &str, prefix: &str, dice: &mut Dice) -> Option<String> {
    let base62 = |text: &str| String::from_utf8_lossy(&in_base(crc32(text.as_bytes()).into(), BASE62, 6)).into_owned();
    let mut body = |count| dice.text(BASE62, count);
    Some(match kind {
        "github" => {
            let text = body(30);
            format!("{prefix}{text}{}", base62(&text))
        }
        "vercel" => {
            let text = body(50);
            format!("{prefix}{text}{}", base62(&text))
        }
        "grafana" => {
            let text = format!("glsa_{}", body(32));
            format!("{text}_{:08x}", crc32(text.as_bytes()).swap_bytes())
        }
        "atlassian" => {
            let head = if prefix.is_empty() { "ATATT3xFfGF0" } else { prefix };
            let text = format!("{head}{}=", body(180));
            format!("{text}{:08X}", crc32(text.as_bytes()))
        }
        "zuplo" => {
            let text = body(32).to_lowercase();
            format!("zpka_{text}_{:08x}", crc32(text.as_bytes()))
        }
        "confluent" => {
            let text = body(54);
            let check = encode(&crc32(text.as_bytes()).to_le_bytes(), 6);
            format!("cflt{text}{}", String::from_utf8_lossy(&check))
        }
        "crate-trusted" => {
            let text = body(31);
            let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
            let mixed = text.bytes().fold(0, |mixed, byte| mixed ^ byte);
            format!("cio_tp_{text}{}", char::from(digits[usize::from(mixed) % 62]))
        }
        "gitlab" => {
            let text = format!("glpat-{}.01.{}", body(36), "10");
            let check = in_base(crc32(text.as_bytes()).into(), BASE36, 7);
            format!("{text}{}", String::from_utf8_lossy(&check))
        }
        "pypi" => {
            let mut bytes = b"\x02\x01\x08pypi.org\x02".to_vec();
            bytes.extend(body(90).bytes());
            format!("pypi-{}", String::from_utf8_lossy(&encode(&bytes, 6)).replace('+', "-").replace('/', "_"))
        }
        "sentry" => {
            let json = r#"{"iat":1700000000.5,"url":"https://s.example","region_url":"https://s.example","org":"o"}"#;
            format!("sntrys_{}_{}", String::from_utf8_lossy(&encode(json.as_bytes(), 6)), body(43))
        }
        "aws" => {
            let account = 200_000_000_000 + dice.below(700_000_000) as u64;
            let bytes = (account << 7 | dice.below(128) as u64).to_be_bytes();
            let tail: Vec<u8> = (0..4).map(|_| dice.below(256) as u8).collect();
            format!("AKIA{}", String::from_utf8_lossy(&encode(&[&bytes[2..], &tail].concat(), 5)))
        }
        "basic" => {
            let pair = format!("app:{}", dice.text(BASE62, 16));
            String::from_utf8_lossy(&encode(pair.as_bytes(), 6)).into_owned()
        }
        "tunnel" => {
            let (account, id) = (dice.text(b"0123456789abcdef", 32), dice.text(BASE62, 24));
            let secret = String::from_utf8_lossy(&encode(dice.text(BASE62, 32).as_bytes(), 6)).into_owned();
            let object = format!("{{\"a\":\"{account}\",\"t\":\"{id}\",\"s\":\"{secret}\"}}");
            String::from_utf8_lossy(&encode(object.as_bytes(), 6)).into_owned()
        }
        "discord" => {
            let id = dice.text(b"123456789", 18);
            let first = String::from_utf8_lossy(&encode(id.as_bytes(), 6)).into_owned();
            format!("{first}.{}.{}", dice.text(BASE62, 6), dice.text(BASE62, 38))
        }
        _ => return sealed(kind, prefix, dice),
    })
}

/// Keys with check digits, made of random bytes.
fn sealed(kind: &str, argument: &str, dice: &mut Dice) -> Option<String> {
    let mut bytes = |count: usize| -> Vec<u8> { (0..count).map(|_| dice.below(256) as u8).collect() };
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Some(match kind {
        "age" => testkeys::age(&bytes(52)),
        "wif" => text(testkeys::base58check(&[&[0x80][..], &bytes(32), &[1]].concat())),
        "xprv" => text(testkeys::base58check(&[&[0x04, 0x88, 0xAD, 0xE4][..], &bytes(74)].concat())),
        "nats" => testkeys::nats(&bytes(32)),
        "devops" => testkeys::devops(bytes(32)),
        "phrase" => testkeys::phrase(&bytes(16)),
        "azure" => {
            let (len, signature) = argument.split_once(':')?;
            testkeys::azure(bytes(len.parse().ok()?), signature)
        }
        _ => return None,
    })
}

/// Bytes in digits of `width` bits: base64 or base32, without padding.
pub(crate) fn encode(bytes: &[u8], width: u32) -> Vec<u8> {
    let digits: Vec<u8> = match width {
        5 => b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".to_vec(),
        _ => b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".to_vec(),
    };
    let (mut held, mut count) = (0u32, 0);
    let mut out = Vec::new();
    let mut take = |held: u32, shift: u32| out.push(digits[(held >> shift) as usize & (digits.len() - 1)]);
    for byte in bytes {
        held = ((held << 8) | u32::from(*byte)) & 0xFFFF;
        count += 8;
        while count >= width {
            count -= width;
            take(held, count);
        }
    }
    if count > 0 {
        take(held << (width - count), 0);
    }
    out
}
