//! Any bytes by way of the library: whole and as a stream, the same lines.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use secret_guard::engine::scan::Guard;

static GUARD: LazyLock<Guard> = LazyLock::new(|| Guard::new().expect("the detectors load"));

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if text.contains('\0') || text.starts_with('\u{feff}') {
        return;
    }
    let whole: Vec<_> = GUARD.scan_bytes("a.conf", bytes).iter().map(|found| found.primary.start).collect();
    let mut pieces = Vec::new();
    GUARD.scan_reader("a.conf", bytes, &mut |found| pieces.push(found.primary.start)).expect("memory can be read");
    assert_eq!(whole, pieces);
});
