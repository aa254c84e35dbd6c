use super::*;

fn kek(fill: u8) -> Kek {
    Kek::from_bytes([fill; 32]).unwrap()
}

fn binding() -> Binding {
    let account = AccountId::new(Some("acme-prod")).unwrap();
    Binding {
        account,
        id: "stripe-api-key".into(),
        version: 7,
        class: Class::Integration,
        material: 1,
        created_ms: 1_770_000_000_000,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The published vectors: values of every padding case, sealed with fixed random parts.
fn vectors() -> String {
    let lengths = [0, 1, 31, 32, 33, 63, 64, 200];
    let all = (1u8..).zip(lengths).map(|(n, length)| {
        let (kek, mut binding) = (kek(n), binding());
        binding.version = u64::from(n);
        let value: Vec<u8> = (0..length).map(|i| (i as u8).wrapping_mul(n)).collect();
        let parts = [[n ^ 0x11; 32], [n ^ 0x22; 32], [n ^ 0x33; 32]];
        let record = seal_with(&kek, &binding, &Secret::from_bytes(value.clone()), parts).unwrap();
        format!(
            "{{\"kek\":\"{}\",\"account\":\"{}\",\"id\":\"{}\",\"version\":{},\"class\":{},\"material\":{},\
             \"created_ms\":{},\"plain\":\"{}\",\"record\":\"{}\"}}\n",
            hex(&[n; 32]),
            binding.account,
            binding.id,
            binding.version,
            class_code(binding.class),
            binding.material,
            binding.created_ms,
            hex(&value),
            hex(&record)
        )
    });
    all.collect()
}

#[test]
fn r06_published_vectors_are_what_the_code_writes() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/record.jsonl");
    if std::env::var_os("SECRET_GUARD_BLESS").is_some() {
        std::fs::write(path, vectors()).unwrap();
    }
    assert!(std::fs::read_to_string(path).unwrap() == vectors(), "the record format changed");
}

#[test]
fn r06_an_independent_decoder_opens_the_vectors() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors");
    let run = std::process::Command::new("python3").arg("decode.py").arg("record.jsonl").current_dir(folder).output();
    let run = run.expect("python3 runs; see tests/setup.sh");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    assert_eq!(String::from_utf8_lossy(&run.stdout).trim(), "8 records opened, 8 forgeries refused");
}

#[test]
fn r07_an_edit_of_any_bound_field_is_an_integrity_error() {
    let (kek, good) = (kek(1), binding());
    let record = seal(&kek, &good, &Secret::from_text("value".into())).unwrap();
    assert!(open(&kek, &good, &record).unwrap().matches(b"value"));
    let edits: [fn(&mut Binding); 6] = [
        |b| b.account = AccountId::new(Some("acme-test")).unwrap(),
        |b| b.id = "stripe-api-kez".into(),
        |b| b.version += 1,
        |b| b.class = Class::Runtime,
        |b| b.material = 2,
        |b| b.created_ms -= 1,
    ];
    for edit in edits {
        let mut other = good.clone();
        edit(&mut other);
        assert_eq!(open(&kek, &other, &record).err(), Some(RecordError::IntegrityError));
    }
}

#[test]
fn r07_swapped_records_and_old_versions_under_new_numbers_are_refused() {
    let kek = kek(1);
    let (first, mut second) = (binding(), binding());
    second.id = "other".into();
    let record = seal(&kek, &first, &Secret::from_text("a".into())).unwrap();
    assert_eq!(open(&kek, &second, &record).err(), Some(RecordError::IntegrityError));
    let mut newer = first.clone();
    newer.version = 8;
    assert_eq!(open(&kek, &newer, &record).err(), Some(RecordError::IntegrityError));
}

#[test]
fn r08_every_flip_and_every_truncation_of_a_record_is_an_error() {
    let (kek, binding) = (kek(1), binding());
    let record = seal(&kek, &binding, &Secret::from_text("value".into())).unwrap();
    for at in 0..record.len() {
        for bit in 0..8 {
            let mut flipped = record.clone();
            flipped[at] ^= 1 << bit;
            assert!(open(&kek, &binding, &flipped).is_err(), "byte {at}");
        }
        assert!(open(&kek, &binding, &record[..at]).is_err(), "length {at}");
    }
    assert!(open(&kek, &binding, &[record, vec![0]].concat()).is_err());
}

#[test]
fn r09_another_kek_is_named_as_such() {
    let record = seal(&kek(1), &binding(), &Secret::from_text("value".into())).unwrap();
    assert_eq!(open(&kek(2), &binding(), &record).err(), Some(RecordError::WrongKek));
}

#[test]
fn r10_a_record_under_two_keys_is_refused_by_the_commitment() {
    // GCM alone does not commit: everything but the commitment is made to fit the second key.
    let (honest, binding) = (kek(1), binding());
    let record = seal(&honest, &binding, &Secret::from_text("value".into())).unwrap();
    let other = Kek { key: Secret::new([2; 32]), id: honest.id };
    let aad = binding.aad();
    let aad_wrap = wrap_aad(&aad, &honest.id);
    let (key, _) = crypto::derive(&[2; 32], &record[21..53], &aad_wrap).unwrap();
    let mut wrapped = vec![9; 32];
    crypto::seal(&key, &aad_wrap, &mut wrapped).unwrap();
    let mut forged = record.clone();
    forged[85..133].copy_from_slice(&wrapped);
    let parts = split(&forged).unwrap();
    let mut opened = parts.wrapped.to_vec();
    assert!(crypto::open(&key, &aad_wrap, &mut opened).is_ok(), "the tag alone would let it pass");
    assert_eq!(unwrap_dek(&other, &aad, &parts).err(), Some(RecordError::IntegrityError));
}

#[test]
fn a_value_too_large_is_refused_and_lengths_hide_in_steps() {
    let (kek, binding) = (kek(1), binding());
    let size = |n: usize| seal(&kek, &binding, &Secret::from_bytes(vec![0; n])).map(|record| record.len());
    assert_eq!(size(MAX_VALUE + 1), Err(RecordError::TooLarge));
    assert_eq!(size(0), size(31));
    assert_eq!(size(32).unwrap(), size(31).unwrap() + 32);
    let zeros = seal(&kek, &binding, &Secret::from_bytes(vec![0; 40])).unwrap();
    assert!(open(&kek, &binding, &zeros).unwrap().matches(&[0; 40]));
}

#[test]
fn r17_account_ids_that_are_no_identity_are_refused() {
    use crate::AccountError::{Malformed, Placeholder, Unset};
    let check = |text| AccountId::new(text).err();
    assert_eq!([check(None), check(Some("")), check(Some(" \t"))], [Some(Unset); 3]);
    for text in ["default-account", "Default_Account", "defau1t-acc0unt", "default", "d-e-f-a-u-l-t", "ex4mple"] {
        assert_eq!(check(Some(text)), Some(Placeholder), "{text}");
    }
    for text in ["асme-prod", "Acme", "ab", "1ab", "a b c", "acme-", "acme\n", "acme/prod"] {
        assert_eq!(check(Some(text)), Some(Malformed), "{text}");
    }
    assert_eq!(check(Some("acme-prod-2")), None);
}
