//! Each kind: a token made here passes, the same with one character changed
//! does not.

use super::crc::{BASE36, BASE62, crc16, crc32, in_base};
use super::{Kind, aws_account, azure, bech32, passes};
use crate::secrets::template::{encode, expand};

fn text(template: &str) -> Vec<u8> {
    expand(template, 7).into_bytes()
}

fn holds(kind: Kind, token: &[u8], spoil: usize) {
    assert!(passes(kind, token), "{kind:?}");
    let mut wrong = token.to_vec();
    wrong[spoil] = if wrong[spoil] == b'3' { b'4' } else { b'3' };
    assert!(!passes(kind, &wrong), "{kind:?}");
    assert!(!passes(kind, b"") && !passes(kind, &token[..3]), "{kind:?}");
}

#[test]
fn tokens_with_their_own_crc() {
    for template in ["{github:ghp_}", "{github:npm_}"] {
        holds(Kind::Github, &text(template), 8);
    }
    holds(Kind::Vercel, &text("{vercel:vcp_}"), 8);
    holds(Kind::Grafana, &text("{grafana}"), 8);
    holds(Kind::Atlassian, &text("{atlassian}"), 12);
    holds(Kind::Zuplo, &text("{zuplo}"), 8);
    holds(Kind::Confluent, &text("{confluent}"), 8);
    holds(Kind::CrateTrusted, &text("{crate-trusted}"), 9);
    holds(Kind::GitlabRoutable, &text("{gitlab}"), 9);
}

#[test]
fn a_leading_zero_digit_is_kept() {
    assert_eq!(in_base(0, BASE62, 6), b"000000");
    assert_eq!(in_base(36, BASE36, 7), b"0000010");
    assert_eq!(crc32(b""), 0);
}

#[test]
fn a_nats_seed() {
    let mut bytes = vec![0x93, 0x40];
    bytes.extend((0..32u8).map(|n| n.wrapping_mul(37)));
    bytes.extend(crc16(&bytes).to_le_bytes());
    holds(Kind::Nats, &encode(&bytes, 5), 20);
}

#[test]
fn an_azure_devops_token() {
    let mut b: Vec<u8> = (0..32u8).map(|n| n.wrapping_mul(91).wrapping_add(5)).collect();
    let covered = [&b[0..2], &b[3..7], &b[9..22], &b[23..32]].concat();
    let check = (crc32(&covered) ^ 0xE0B9_692D).to_le_bytes();
    (b[22], b[8], b[7], b[2]) = (check[0], check[1], check[2], check[3]);
    holds(Kind::AzureDevops, &encode(&b, 5).to_ascii_lowercase(), 40);
}

#[test]
fn an_azure_key() {
    let mut bytes: Vec<u8> = (0..57u8).map(|n| n.wrapping_mul(59).wrapping_add(3)).collect();
    let check = azure::marvin32(&bytes, u64::from_be_bytes(*b"Default0"));
    bytes.extend(check.to_le_bytes());
    holds(Kind::AzureKey, &encode(&bytes, 6), 10);
}

#[test]
fn an_age_key() {
    let name = b"age-secret-key-";
    let mut values: Vec<u8> = name.iter().map(|b| b >> 5).chain([0]).chain(name.iter().map(|b| b & 31)).collect();
    let data: Vec<u8> = (0..52u8).map(|n| n.wrapping_mul(7) % 32).collect();
    values.extend(&data);
    values.extend([0; 6]);
    let check = bech32::polymod(&values) ^ 1;
    let tail = (0..6).map(|n| (check >> (5 * (5 - n)) & 31) as u8);
    let digits = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    let body: Vec<u8> = data.into_iter().chain(tail).map(|value| digits[usize::from(value)]).collect();
    let token = [&name[..], b"1", &body].concat().to_ascii_uppercase();
    holds(Kind::Age, &token, 30);
}

#[test]
fn published_base58check_vectors_pass() {
    // The wallet import format of the private key 1, in two halves.
    let published = [&b"KwDiBf89QgGbjEhKnhXJuH7Lr"[..], b"ciVrZi3qYjgd9M7rFU73sVHnoWn"].concat();
    holds(Kind::Base58Check, &published, 9);
}

#[test]
fn payloads_that_say_what_they_are() {
    holds(Kind::Pypi, &text("{pypi}"), 5);
    holds(Kind::Sentry, &text("{sentry}"), 7);
    holds(Kind::Discord, &text("{discord}"), 1);
}

#[test]
fn an_aws_key_id_names_its_account() {
    let account: u64 = 123_456_789_012;
    let bytes = (account << 7).to_be_bytes();
    let body = encode(&[&bytes[2..], &[1, 2, 3, 4]].concat(), 5);
    let id = [b"AKIA", &body[..16]].concat();
    assert_eq!(aws_account(&id), Some(account));
    assert_eq!(aws_account(b"AKIA"), None);
}

#[test]
fn keys_made_for_examples_pass() {
    holds(Kind::Age, &text("{age}"), 30);
    holds(Kind::Base58Check, &text("{wif}"), 12);
    holds(Kind::Base58Check, &text("{xprv}"), 40);
    holds(Kind::Nats, &text("{nats}"), 20);
    holds(Kind::AzureDevops, &text("{devops}"), 40);
    for template in ["{azure:64:+ASt}", "{azure:39:AzSe}", "{azure:32:+AEh}"] {
        holds(Kind::AzureKey, &text(template), 10);
    }
}

#[test]
fn a_wallet_phrase_has_its_last_bits() {
    let phrase = text("{phrase}");
    assert!(passes(Kind::Bip39, &phrase));
    let words: Vec<&[u8]> = phrase.split(|byte| *byte == b' ').collect();
    let rotated = [&words[1..], &words[..1]].concat().join(&b' ');
    let swapped = passes(Kind::Bip39, &rotated);
    // Four bits only: one order in sixteen passes by chance, not two.
    let again = [&words[2..], &words[..2]].concat().join(&b' ');
    assert!(!swapped || !passes(Kind::Bip39, &again));
    assert!(!passes(Kind::Bip39, b"no words of the list at all but twelve of them are here"));
}

#[test]
fn accounts_of_documentation_are_known() {
    let id = |account: u64| {
        let bytes = (account << 7).to_be_bytes();
        [b"AKIA", &encode(&[&bytes[2..], &[1, 2, 3, 4]].concat(), 5)[..16]].concat()
    };
    assert!(!passes(Kind::AwsAccount, &id(111_122_223_333)));
    assert!(passes(Kind::AwsAccount, &id(210_987_654_321)));
}
