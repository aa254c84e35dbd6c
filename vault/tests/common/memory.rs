//! Looks for copies of bytes in the memory of this process.
#![allow(dead_code, reason = "each test file uses its part")]

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::sync::{Mutex, PoisonError};

use secret_guard_vault::Secret;

const MASK: u8 = 0x5a;

/// Bytes, masked, so that the needle itself is not what the scan finds.
pub struct Needle(Vec<u8>);

impl Needle {
    /// The needle for a value that somebody else made.
    pub fn of(bytes: &[u8]) -> Self {
        let mut masked = Vec::with_capacity(bytes.len());
        masked.extend(bytes.iter().map(|byte| byte ^ MASK));
        Self(masked)
    }

    /// `N` bytes of printable text that nothing else in the process holds; `seed` tells one from another.
    pub fn text(seed: u8, len: u8) -> Self {
        let letter = |n: u8| b'A' + n.wrapping_mul(7).wrapping_add(seed.wrapping_mul(5) ^ n >> 2) % 26;
        Self((0..len).map(|n| letter(n) ^ MASK).collect())
    }

    /// Its bytes, in room that does not move.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.0.len());
        bytes.extend(self.0.iter().map(|byte| byte ^ MASK));
        bytes
    }

    /// Its bytes, which the caller lets go of wiped.
    pub fn bytes_then_wiped(&self) -> zeroize::Zeroizing<Vec<u8>> {
        zeroize::Zeroizing::new(self.bytes())
    }

    /// A needle for its first half.
    pub fn half(&self) -> Self {
        Self(self.0[..self.0.len() / 2].to_vec())
    }

    /// A needle for its last half.
    pub fn end(&self) -> Self {
        Self(self.0[self.0.len() / 2..].to_vec())
    }

    pub fn value(&self) -> Secret<Vec<u8>> {
        Secret::new(self.bytes())
    }

    pub fn key(&self) -> Secret<[u8; 32]> {
        let fill = |place: &mut [u8; 32]| {
            place.iter_mut().zip(&self.0).for_each(|(byte, masked)| *byte = masked ^ MASK);
            Ok::<_, ()>(())
        };
        Secret::filled(fill).expect("as many bytes as a key")
    }

    pub fn is(&self, value: &Secret<Vec<u8>>) -> bool {
        value.expose(|bytes| bytes.len() == self.0.len() && self.starts(bytes))
    }

    /// How many copies of it there are in memory that this process can write.
    pub fn copies(&self) -> usize {
        // Another test's scan holds copies of all memory, and so of this value.
        static SCAN: Mutex<()> = Mutex::new(());
        let _alone = SCAN.lock().unwrap_or_else(PoisonError::into_inner);
        let memory = File::open("/proc/self/mem").expect("Linux");
        let mut found = 0;
        for (start, end) in writable_ranges() {
            let mut bytes = vec![0; usize::try_from(end - start).expect("fits")];
            if memory.read_exact_at(&mut bytes, start).is_ok() {
                found += bytes.windows(self.0.len()).filter(|window| self.starts(window)).count();
            }
            // The scan's own copy of the memory must not be found by the next scan.
            bytes.fill(0);
            std::hint::black_box(&bytes);
        }
        found
    }

    fn starts(&self, window: &[u8]) -> bool {
        window[0] ^ MASK == self.0[0] && window.iter().zip(&self.0).all(|(byte, masked)| byte ^ MASK == *masked)
    }
}

fn writable_ranges() -> Vec<(u64, u64)> {
    let maps = std::fs::read_to_string("/proc/self/maps").expect("Linux");
    let writable = maps.lines().filter(|line| line.split(' ').nth(1).is_some_and(|mode| mode.starts_with("rw")));
    let ranges = writable.filter_map(|line| line.split(' ').next()?.split_once('-'));
    let number = |text| u64::from_str_radix(text, 16).expect("an address");
    ranges.map(|(start, end)| (number(start), number(end))).collect()
}
