//! R10: ciphertexts that AES-GCM opens under two keys, made by solving its authentication equation, and refused here.
//!
//! GCM's tag is a polynomial over GF(2^128) in the ciphertext's blocks. Two keys give two polynomials; choosing one
//! block so that both come to the same tag is one linear equation.
#![cfg(feature = "store")]

use aes::Aes256;
use aes::cipher::{BlockEncrypt as _, KeyInit as _};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::hkdf;
use secret_guard_vault::Secret;
use secret_guard_vault::manifest::Class;
use secret_guard_vault::record::{Binding, Kek, Randomness, RecordError, open, seal};

const ID: [u8; 16] = [1; 16];
const WRAP: std::ops::Range<usize> = 21..133;
const DATA: usize = 133;

/// The field of GCM: the first bit of a block is the coefficient of x^0.
#[derive(Clone, Copy, PartialEq)]
struct Field(u128);

impl Field {
    fn times(self, other: Self) -> Self {
        let (mut product, mut power) = (0, self.0);
        for bit in (0..128).rev() {
            if other.0 >> bit & 1 == 1 {
                product ^= power;
            }
            power = power >> 1 ^ if power & 1 == 1 { 0xe1 << 120 } else { 0 };
        }
        Self(product)
    }

    fn power(self, mut exponent: u128) -> Self {
        let (mut result, mut base) = (Self(1 << 127), self);
        while exponent > 0 {
            if exponent & 1 == 1 {
                result = result.times(base);
            }
            base = base.times(base);
            exponent >>= 1;
        }
        result
    }

    fn inverse(self) -> Self {
        self.power(u128::MAX - 1)
    }
}

/// A key as GCM uses it with the nonce zero.
struct Gcm {
    bytes: Vec<u8>,
    aes: Aes256,
}

impl Gcm {
    fn new(bytes: &[u8]) -> Self {
        Self { bytes: bytes.to_vec(), aes: Aes256::new_from_slice(bytes).expect("32 bytes") }
    }

    fn block(&self, counter: u128) -> u128 {
        let mut block = counter.to_be_bytes().into();
        self.aes.encrypt_block(&mut block);
        u128::from_be_bytes(block.into())
    }

    fn hash_key(&self) -> Field {
        Field(self.block(0))
    }

    /// GHASH over associated data and ciphertext, then masked: the tag.
    fn tag(&self, aad: &[u8], ciphertext: &[u128]) -> u128 {
        let h = self.hash_key();
        let padded = aad.chunks(16).map(|chunk| {
            let mut block = [0; 16];
            block[..chunk.len()].copy_from_slice(chunk);
            u128::from_be_bytes(block)
        });
        let lengths = ((aad.len() as u128 * 8) << 64) | (ciphertext.len() as u128 * 128);
        let blocks = padded.chain(ciphertext.iter().copied()).chain([lengths]);
        blocks.fold(Field(0), |sum, block| Field(sum.0 ^ block).times(h)).0 ^ self.block(1)
    }

    /// What a GCM without any commitment makes of it.
    fn opens(&self, aad: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &self.bytes).expect("a key"));
        let mut bytes = sealed.to_vec();
        let plain = key.open_in_place(Nonce::assume_unique_for_key([0; 12]), Aad::from(aad), &mut bytes).ok()?;
        Some(plain.to_vec())
    }
}

/// Changes the last block of a ciphertext so that both keys give it the same tag, and adds that tag.
fn for_both(one: &Gcm, two: &Gcm, aad: &[u8], mut ciphertext: Vec<u128>) -> Vec<u8> {
    let last = ciphertext.len() - 1;
    ciphertext[last] = 0;
    let difference = one.tag(aad, &ciphertext) ^ two.tag(aad, &ciphertext);
    // The last block is multiplied by H twice: once for itself, once for the lengths after it.
    let factor = one.hash_key().power(2).0 ^ two.hash_key().power(2).0;
    ciphertext[last] = Field(difference).times(Field(factor).inverse()).0;
    let tag = one.tag(aad, &ciphertext);
    assert_eq!(tag, two.tag(aad, &ciphertext));
    ciphertext.into_iter().chain([tag]).flat_map(u128::to_be_bytes).collect()
}

struct Length;

impl hkdf::KeyType for Length {
    fn len(&self) -> usize {
        64
    }
}

/// 32 bytes of key and 32 of commitment, as the format derives them.
fn derive(key: &[u8], salt: &[u8], info: &[u8]) -> [u8; 64] {
    let mut bytes = [0; 64];
    let prk = hkdf::Salt::new(hkdf::HKDF_SHA256, salt).extract(key);
    prk.expand(&[info], Length).and_then(|okm| okm.fill(&mut bytes)).expect("64 bytes");
    bytes
}

fn tlv(parts: &[&[u8]]) -> Vec<u8> {
    parts
        .iter()
        .flat_map(|part| [&u32::try_from(part.len()).expect("short").to_be_bytes()[..], part].concat())
        .collect()
}

fn binding() -> Binding<'static> {
    Binding { account: "acme", id: "api-key", version: 3, class: Class::Runtime, created_ms: 1_700_000_000_000 }
}

fn associated_data() -> (Vec<u8>, Vec<u8>) {
    let (version, created) = (3u64.to_be_bytes(), 1_700_000_000_000u64.to_be_bytes());
    let rec = tlv(&[b"sg/rec/v1", b"acme", b"api-key", &version, &[1], &[0], &created]);
    let wrap = tlv(&[b"sg/wrap/v1", &rec, &ID]);
    (rec, wrap)
}

fn kek(byte: u8) -> Kek {
    Kek { id: ID, key: Secret::new([byte; 32]) }
}

fn sealed(dek: [u8; 32]) -> Vec<u8> {
    let random = Randomness { dek: Secret::new(dek), wrap_salt: [5; 32], salt: [6; 32] };
    seal(&kek(2), &binding(), &Secret::new(b"value".to_vec()), &random).expect("sealed")
}

/// A salt under which both keys' streams agree in the upper half of the length that stands before the value.
fn agreeing_salt(one: &[u8], two: &[u8], aad: &[u8]) -> ([u8; 32], Gcm, Gcm, [u8; 32]) {
    for number in 0u64.. {
        let mut salt = [0; 32];
        salt[..8].copy_from_slice(&number.to_be_bytes());
        let (first, second) = (derive(one, &salt, aad), derive(two, &salt, aad));
        let (gcm, other) = (Gcm::new(&first[..32]), Gcm::new(&second[..32]));
        if (gcm.block(2) ^ other.block(2)) >> 112 == 0 {
            return (salt, gcm, other, first[32..].try_into().expect("32 bytes"));
        }
    }
    unreachable!("one in 65,536 salts agrees")
}

#[test]
fn r10_a_record_whose_value_opens_under_two_data_keys_is_refused_under_the_second() {
    let (aad, _) = associated_data();
    let deks = [[3; 32], [4; 32]];
    let (salt, one, two, commit) = agreeing_salt(&deks[0], &deks[1], &aad);
    // 128 KiB, so that whatever the lower half of the second length is, it is within.
    let mut plain = vec![0u128; 8192];
    plain[0] = 5 << 96 | u128::from_be_bytes(*b"\0\0\0\0value\0\0\0\0\0\0\0");
    let stream = (2..).map(|counter| one.block(counter));
    let crafted = for_both(&one, &two, &aad, plain.iter().zip(stream).map(|(plain, key)| plain ^ key).collect());
    for gcm in [&one, &two] {
        let plain = gcm.opens(&aad, &crafted).expect("GCM alone opens it under both keys");
        let len = u32::from_be_bytes(plain[..4].try_into().expect("four bytes"));
        assert!(usize::try_from(len).expect("fits") <= plain.len() - 4, "and the value would be taken as whole");
    }
    let len = u32::try_from(crafted.len() - 16).expect("short").to_be_bytes();
    let record = |dek: [u8; 32]| {
        let genuine = sealed(dek);
        [&genuine[..DATA], &salt, &commit, &len, &crafted].concat()
    };
    assert!(open(&kek(2), &binding(), &record(deks[0])).expect("the committed key").ct_eq("value"));
    assert!(matches!(open(&kek(2), &binding(), &record(deks[1])), Err(RecordError::Integrity)));
}

#[test]
fn r10_a_record_whose_data_key_unwraps_under_two_keys_is_refused_under_the_second() {
    let (_, aad) = associated_data();
    let salt = [5; 32];
    let derived = [2, 9].map(|byte| derive(&[byte; 32], &salt, &aad));
    let (one, two) = (Gcm::new(&derived[0][..32]), Gcm::new(&derived[1][..32]));
    let wrapped = for_both(&one, &two, &aad, vec![7, 0]);
    let dek: [u8; 32] = one.opens(&aad, &wrapped).expect("opens under the first").try_into().expect("32 bytes");
    assert!(two.opens(&aad, &wrapped).is_some(), "GCM alone opens it under the second too");
    let genuine = sealed(dek);
    let record = [&genuine[..WRAP.start], &salt, &derived[0][32..], &wrapped, &genuine[WRAP.end..]].concat();
    assert!(open(&kek(2), &binding(), &record).expect("the committed key").ct_eq("value"));
    assert!(matches!(open(&kek(9), &binding(), &record), Err(RecordError::Integrity)));
}
