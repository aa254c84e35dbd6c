//! Found here too, at a lower level.
fn main() {
    let _ = std::env::var("CLASS_API_KEY"); //~ env-read
}
