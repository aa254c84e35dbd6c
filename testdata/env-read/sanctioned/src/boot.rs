//! Sanctioned by its path.
fn load() {
    let _ = std::env::var("BOOT_TOKEN");
}
