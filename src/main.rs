//! The `cargo-secret-guard` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    secret_guard::cli::run(std::env::args_os())
}
