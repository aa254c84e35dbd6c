//! `// secret-guard: allow(stale-sanction) -- documentation is no suppression`

/// // secret-guard: allow(stale-sanction) -- nor is this
pub fn trailing() -> u8 {
    1 // secret-guard: allow(stale-sanction) -- nothing to allow here //~ unused-suppression
}

// secret-guard: allow(stale-sanction) -- alone on its line //~ unused-suppression
pub fn above() {}

/* secret-guard: allow(stale-sanction) -- a block */ //~ unused-suppression
pub fn block() {}

pub fn several() {
    // secret-guard: allow(stale-sanction, stale-baseline) -- two at once //~ unused-suppression
    let _ = "// secret-guard: allow(stale-sanction) -- inside a string";
    let _ = r#"
    // secret-guard: allow(stale-sanction) -- inside a raw string
    "#;
    let _ = '"'; // secret-guard: allow(stale-sanction) -- after a quote //~ unused-suppression
    // not yet over:
    // secret-guard: allow(stale-sanction) until(2999-01-01) -- a day far away //~ unused-suppression
    let _ = 1;
    /* /* secret-guard: allow(stale-sanction) -- not at the start of its comment */ */
    // what secret-guard: allow(stale-sanction) means is told elsewhere
}
