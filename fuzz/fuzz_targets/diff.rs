//! Any bytes as a unified diff: what is read fits together.
#![no_main]

use libfuzzer_sys::fuzz_target;
use secret_guard::input::diff::diff;

fuzz_target!(|bytes: &[u8]| {
    for change in diff(bytes).changes {
        let lines = change.text.lines().count() as u32;
        assert!(change.added.iter().all(|(from, to)| 0 < *from && from <= to && *to <= lines));
        assert!(change.added.windows(2).all(|pair| pair[0].1 < pair[1].0));
        assert!(change.hunks.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
});
