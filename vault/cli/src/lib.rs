//! The operator's command line of the vault: what can be asked of a vault's folder, and how the answer leaves.
//!
//! A package of its own, not a feature of the library: who embeds the vault compiles no argument parser, and what an
//! operator can do is what the library offers to everyone. Values come in by standard input or a prompt, never by
//! arguments; they go out by standard output, never to a terminal unless asked to.

#![forbid(unsafe_code)]

mod answer;
mod args;
mod commands;
mod doctor;
mod exit;
mod failure;
mod hex;
mod input;
mod place;
mod sources;
mod time;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;

pub use exit::{CODES, markdown};

/// Runs the program with these arguments, the program's name first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match args::Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no failure; clap knows which is which. A closed pipe is the reader's choice.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(exit::USAGE));
        }
    };
    let (command, format) = (cli.command.name(), cli.place.format);
    match commands::run(&cli).and_then(|answer| answer.print(command, format)) {
        Ok(exit) => ExitCode::from(exit),
        Err(failure) => {
            failure.print(command, format);
            ExitCode::from(failure.exit())
        }
    }
}
