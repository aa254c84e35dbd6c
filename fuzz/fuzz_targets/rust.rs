//! Any text is read as Rust without a panic, whatever bodies are left out,
//! and every place that is kept lies inside the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use secret_guard::rust::needles::Needles;
use secret_guard::rust::parse::parse;
use secret_guard::source::Source;

fuzz_target!(|text: &str| {
    let source = Source::new("fuzz.rs", text);
    for needles in [Needles::all(), Needles::words(["env"])] {
        let (facts, _) = parse(&source, &needles);
        for expr in &facts.tree.exprs {
            assert!(expr.span.end as usize <= text.len());
        }
    }
});
