//! The `cargo-secret-guard` program.
fn main() {}
