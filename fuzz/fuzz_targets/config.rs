//! Any text as a config: mistakes are told, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use secret_guard::config::Config;
use secret_guard::source::Source;

fuzz_target!(|bytes: &[u8]| {
    let source = Source::new("secret-guard.yaml", String::from_utf8_lossy(bytes));
    let _ = Config::parse(&source, &[]);
});
