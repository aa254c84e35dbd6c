//! Secrets without a literal: long runs of letters and digits that their
//! check digits prove.

use std::ops::Range;

use super::Found;
use crate::finding::Confidence;
use crate::secrets::checksum::{Kind, passes};
use crate::secrets::shape::is_random;

/// The shortest run that is looked at; the text is looked at in steps of it.
const SHORTEST: usize = 51;

/// Finds the runs by looking at every 51st byte only.
pub(crate) fn runs(text: &[u8], found: &mut Vec<Found>) {
    let mut at = SHORTEST - 1;
    while at < text.len() {
        if !text[at].is_ascii_alphanumeric() {
            at += SHORTEST;
            continue;
        }
        let back = text[..at].iter().rev().take(SHORTEST * 2).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let ahead = text[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        found.extend(known(text, at - back..at + ahead));
        at += ahead + SHORTEST;
    }
}

fn known(text: &[u8], run: Range<usize>) -> Option<Found> {
    let value = &text[run.clone()];
    let base32 = |upper: bool| {
        let letter = if upper { u8::is_ascii_uppercase } else { u8::is_ascii_lowercase };
        value.iter().all(|byte| letter(byte) || (b'2'..=b'7').contains(byte))
    };
    match (value.len(), value[0]) {
        (51 | 52, b'5' | b'K' | b'L' | b'9' | b'c') if passes(Kind::Base58Check, value) => {
            Some(("bitcoin-wif", run, Ok(Confidence::Certain)))
        }
        (52, _) if base32(false) && passes(Kind::AzureDevops, value) => {
            Some(("azure-devops-pat", run, Ok(Confidence::Certain)))
        }
        (58, b'S') if b"ACNOUX".contains(&value[1]) && base32(true) => {
            let proven = passes(Kind::Nats, value);
            let random = is_random(&String::from_utf8_lossy(value));
            let unproven = if random { Ok(Confidence::Low) } else { Err("its check digits are wrong") };
            Some(("nats-seed", run, if proven { Ok(Confidence::Certain) } else { unproven }))
        }
        _ => None,
    }
}
