//! Any bytes as a text, the decoders included: places lie within it.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use secret_guard::secrets::Scanner;

static SCANNER: LazyLock<Scanner> = LazyLock::new(|| Scanner::new().expect("the detectors load"));

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    for path in ["a.rs", "a.yaml", "tests/a.json"] {
        for hit in SCANNER.scan(path, &text) {
            assert!(text.get(hit.span.range()).is_some() && hit.cover.contains(hit.span));
        }
    }
});
