//! The manifest decides before the words do.
fn main() {
    let _ = std::env::var("RECOVERY_ADMIN"); //~ env-read
    let _ = std::env::var("MODEL_TOKEN");
    let _ = std::env::var("UNDECLARED_TOKEN"); //~ env-read registry-parity
}
