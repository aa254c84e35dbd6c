//! The assignment parser at every place of any bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use secret_guard::secrets::assignment::{assigned, key_at};
use secret_guard::secrets::place::Place;

fuzz_target!(|bytes: &[u8]| {
    for path in ["a.rs", "a.yaml", "a.md"] {
        let place = Place::of(path);
        for at in 0..bytes.len().min(200) {
            let key = key_at(bytes, at);
            assert!(key.start <= at && key.end <= bytes.len());
            if let Some(found) = assigned(bytes, key, place) {
                assert!(found.value.start < found.value.end && found.value.end <= bytes.len());
            }
        }
    }
});
