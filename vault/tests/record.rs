//! R6, R7, R8 and R10: the record format.
#![cfg(feature = "store")]

use std::process::Command;

use secret_guard_vault::Secret;
use secret_guard_vault::manifest::{Class, Word as _};
use secret_guard_vault::record::{Binding, Kek, MAX_VALUE, Randomness, RecordError, kek_id, open, seal};
use serde_json::{Value, json};

fn kek(number: u8) -> Kek {
    Kek {
        id: [number; 16],
        key: Secret::new(std::array::from_fn(|n| number.wrapping_mul(3) ^ u8::try_from(n).unwrap_or(0))),
    }
}

fn binding() -> Binding<'static> {
    Binding { account: "acme", id: "api-key", version: 3, class: Class::Runtime, created_ms: 1_700_000_000_000 }
}

fn secret(bytes: &[u8]) -> Secret<Vec<u8>> {
    Secret::new(bytes.to_vec())
}

fn sealed(value: &[u8]) -> Vec<u8> {
    seal(&kek(1), &binding(), &secret(value), &Randomness::fresh().expect("random bytes")).expect("sealed")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// One vector for each class and for each length around the padding's steps.
fn vectors() -> Value {
    let lengths = [0usize, 1, 27, 28, 29, 100];
    let make = |(number, (class, length)): (u8, (&Class, usize))| {
        let kek = kek(number + 1);
        let id = format!("vector-{number}");
        let binding = Binding { id: &id, class: *class, version: u64::from(number) + 1, ..binding() };
        let value: Vec<u8> = (0..length).map(|n| u8::try_from(n).unwrap_or(0)).collect();
        let fixed = Randomness {
            dek: Secret::new([number ^ 0x55; 32]),
            wrap_salt: [number ^ 0xaa; 32],
            salt: [number ^ 0x33; 32],
        };
        let record = seal(&kek, &binding, &secret(&value), &fixed).expect("sealed");
        json!({
            "account": binding.account, "id": binding.id, "version": binding.version, "class": class.name(),
            "created_ms": binding.created_ms, "kek_id": hex(&kek.id), "kek": kek.key.expose(|key| hex(key)),
            "value": hex(&value), "record": hex(&record),
        })
    };
    (0..).zip(Class::ALL.iter().zip(lengths)).map(make).collect()
}

const PUBLISHED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/records.json");

#[test]
fn r06_the_published_vectors_are_what_the_vault_writes() {
    let text = serde_json::to_string_pretty(&vectors()).expect("JSON") + "\n";
    if std::env::var_os("SECRET_GUARD_BLESS").is_some() {
        std::fs::write(PUBLISHED, &text).expect("written");
    }
    assert_eq!(std::fs::read_to_string(PUBLISHED).expect("published vectors"), text, "the format must not drift");
}

#[test]
fn r06_an_independent_decoder_opens_the_published_vectors() {
    let decoder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/decode.py");
    let output = Command::new("python3").args([decoder, PUBLISHED]).output().expect("python3; see tests/setup.sh");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), Class::ALL.len().to_string());
}

#[test]
fn what_is_sealed_opens_and_its_length_shows_only_in_steps() {
    for length in [0, 1, 28, 29, 1000, MAX_VALUE] {
        let value = vec![0xa5; length];
        let record = sealed(&value);
        assert!(open(&kek(1), &binding(), &record).expect("opens").ct_eq(&value));
    }
    assert_eq!(sealed(b"").len(), sealed(&[1; 28]).len());
    let long = seal(&kek(1), &binding(), &secret(&vec![0; MAX_VALUE + 1]), &Randomness::fresh().expect("random"));
    assert_eq!(long, Err(RecordError::TooLong));
}

#[test]
fn the_same_value_never_gives_the_same_bytes_twice() {
    let (one, two) = (sealed(b"value"), sealed(b"value"));
    assert!(one[21..].chunks(16).all(|chunk| !two.windows(16).any(|window| window == chunk) || chunk.len() < 16));
}

#[test]
fn r07_a_record_under_any_other_binding_does_not_open() {
    let record = sealed(b"value");
    let others = [
        Binding { account: "acme2", ..binding() },
        Binding { id: "api-kez", ..binding() },
        Binding { version: 4, ..binding() },
        Binding { class: Class::Operator, ..binding() },
        Binding { created_ms: 1_700_000_000_001, ..binding() },
        // The same letters, cut elsewhere: lengths, not separators, divide the parts.
        Binding { account: "acmea", id: "pi-key", ..binding() },
    ];
    for other in others {
        assert!(matches!(open(&kek(1), &other, &record), Err(RecordError::Integrity)), "{other:?}");
    }
}

#[test]
fn r07_swapped_records_do_not_open() {
    let other = Binding { id: "other", ..binding() };
    let mine = sealed(b"mine");
    let theirs = seal(&kek(1), &other, &secret(b"theirs"), &Randomness::fresh().expect("random")).expect("sealed");
    assert!(matches!(open(&kek(1), &binding(), &theirs), Err(RecordError::Integrity)));
    assert!(matches!(open(&kek(1), &other, &mine), Err(RecordError::Integrity)));
}

#[test]
fn r08_every_flipped_bit_and_every_cut_of_a_record_is_a_typed_error() {
    let record = sealed(b"value");
    for at in 0..record.len() {
        for bit in 0..8 {
            let mut flipped = record.clone();
            flipped[at] ^= 1 << bit;
            assert!(open(&kek(1), &binding(), &flipped).is_err(), "byte {at} bit {bit}");
        }
        assert!(matches!(open(&kek(1), &binding(), &record[..at]), Err(RecordError::Malformed)), "cut at {at}");
    }
    let longer = [record, vec![0]].concat();
    assert!(matches!(open(&kek(1), &binding(), &longer), Err(RecordError::Malformed)));
}

#[test]
fn r09_another_key_and_a_wrong_key_are_two_errors() {
    let record = sealed(b"value");
    assert_eq!(kek_id(&record), Ok([1; 16]));
    assert!(matches!(open(&kek(2), &binding(), &record), Err(RecordError::OtherKey)));
    let impostor = Kek { id: [1; 16], key: Secret::new([9; 32]) };
    assert!(matches!(open(&impostor, &binding(), &record), Err(RecordError::Integrity)));
}

#[test]
fn r10_a_record_without_its_commitment_is_refused_though_its_cipher_would_open() {
    let record = sealed(b"value");
    // The commitment is compared before the cipher runs: replacing it alone, with every other byte genuine, must fail.
    for (start, name) in [(53, "wrap_commit"), (165, "commit")] {
        let mut crafted = record.clone();
        crafted[start..start + 32].copy_from_slice(&[0; 32]);
        assert!(matches!(open(&kek(1), &binding(), &crafted), Err(RecordError::Integrity)), "{name}");
    }
}
