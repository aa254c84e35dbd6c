//! Archives of any bytes: no panic, and no more comes out than the budget
//! allows.
#![no_main]

use libfuzzer_sys::fuzz_target;
use secret_guard::input::archive::{Event, cells, unpack};

fuzz_target!(|bytes: &[u8]| {
    let mut came_out = 0;
    unpack("a", bytes, &mut |event| {
        if let Event::Member(member) = event {
            came_out += member.bytes.len();
        }
    });
    assert!(came_out <= (1 << 20) + bytes.len() * 200, "{came_out} of {}", bytes.len());
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = cells(text);
    }
});
