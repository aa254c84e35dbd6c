//! `secret-vault`: the operator's command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    secret_vault::run(std::env::args_os())
}
