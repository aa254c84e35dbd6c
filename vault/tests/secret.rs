//! R5: a secret shows nothing and leaves nothing behind. What must not compile stands as doc tests in `secret.rs`.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use secret_guard_vault::Secret;

/// The canary exists in memory only while a caller holds it: it is made from a mask on demand.
fn canary() -> Vec<u8> {
    let mut bytes = Vec::with_capacity(48);
    bytes.extend((0u8..48).map(|i| i.wrapping_mul(167).wrapping_add(91) ^ 0x5A));
    bytes
}

fn is_canary(window: &[u8]) -> bool {
    window.iter().zip(0u8..).all(|(byte, i)| byte ^ 0x5A == i.wrapping_mul(167).wrapping_add(91))
}

/// How many copies of the canary the writable memory of this process holds.
fn copies_in_memory() -> usize {
    let maps = BufReader::new(File::open("/proc/self/maps").unwrap());
    let mut memory = File::open("/proc/self/mem").unwrap();
    let mut found = 0;
    // One buffer for all reads, or the scan would find its own leftovers.
    let mut buffer = vec![0u8; 1 << 16];
    let own = buffer.as_ptr() as u64..buffer.as_ptr() as u64 + buffer.len() as u64;
    for line in maps.lines().map(Result::unwrap).filter(|line| line.contains(" rw")) {
        let (start, rest) = line.split_once('-').unwrap();
        let end = rest.split(' ').next().unwrap();
        let hex = |text| u64::from_str_radix(text, 16).unwrap();
        let (mut at, end) = (hex(start), hex(end));
        while at < end {
            let take = buffer.len().min((end - at) as usize);
            memory.seek(SeekFrom::Start(at)).unwrap();
            if memory.read_exact(&mut buffer[..take]).is_err() {
                break;
            }
            let hits = (0..take.saturating_sub(47)).filter(|i| is_canary(&buffer[*i..i + 48]));
            found += hits.filter(|i| !own.contains(&(at + *i as u64))).count();
            at += if at + take as u64 == end { take as u64 } else { take as u64 - 47 };
        }
    }
    found
}

#[test]
fn r05_no_copy_of_a_canary_stays_in_memory_after_drop() {
    let secret = Secret::from_bytes(canary());
    assert!(copies_in_memory() >= 1, "the scan must see a live value, or it proves nothing");
    let moved = Box::new(secret);
    assert!(moved.expose(is_canary));
    drop(moved);
    assert_eq!(copies_in_memory(), 0);
}

#[test]
fn r05_debug_shows_neither_value_nor_length() {
    let (short, long) = (Secret::from_text("a".into()), Secret::from_text("b".repeat(100)));
    assert_eq!(format!("{short:?}"), format!("{long:?}"));
    assert_eq!(format!("{:#?}", Some(short)).replace(char::is_whitespace, ""), "Some([secret],)");
}

#[test]
fn r05_comparison_is_by_call_and_right() {
    let secret = Secret::from_text("value".into());
    assert!(secret.matches(b"value"));
    for other in [&b"valuE"[..], b"value1", b"valu", b""] {
        assert!(!secret.matches(other));
    }
}
