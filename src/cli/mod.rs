//! The command line: what can be asked, and how the answer leaves.

mod after;
mod args;
mod baseline;
mod check;
mod command;
mod explain;
mod github;
mod hook;
mod import;
mod init;
mod output;
mod rules;
mod scan;
mod shell;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

use crate::engine::check::Failure;
use command::{Cli, Command};

/// Nothing is denied.
const OK: u8 = 0;
/// Something is denied.
const FOUND: u8 = 1;
/// The guard could not run.
const FAILED: u8 = 2;

/// Runs the program with these arguments, the program's name first. Cargo
/// puts `secret-guard` before the arguments of a subcommand; it is left out.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut args: Vec<OsString> = args.into_iter().collect();
    if args.get(1).is_some_and(|arg| arg == "secret-guard") {
        args.remove(1);
    }
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no failure; clap knows which is which. A
            // closed pipe is the reader's choice.
            let _ = error.print();
            return ExitCode::from(error.exit_code() as u8);
        }
    };
    match dispatch(&cli.command) {
        Ok(code) => ExitCode::from(code),
        Err(failure) => {
            output::failure(&failure, output::colour_of_stderr());
            ExitCode::from(FAILED)
        }
    }
}

fn dispatch(command: &Command) -> Outcome {
    match command {
        Command::Check(args) => check::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Github(args) => github::run(args),
        Command::Hook(args) => hook::run(args),
        Command::Init(args) => init::run(args),
        Command::Completions(args) => shell::completions(args),
        Command::Man => shell::man(),
        Command::Rules(args) => rules::run(args),
        Command::Import(args) => import::run(args),
        Command::Scan(args) => scan::run(args),
        Command::Baseline(args) => baseline::run(args),
    }
}

/// The folder the program was started in.
fn here() -> Result<PathBuf, Failure> {
    std::env::current_dir().map_err(|error| output::failed(Path::new("."), &error))
}

/// An exit code, or why there is none.
type Outcome = Result<u8, Failure>;
