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
mod format;
mod hex;
mod input;
mod lines;
mod place;
mod shown;
mod sources;
mod time;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{ArgMatches, CommandFactory as _, FromArgMatches as _};

pub use exit::{CODES, markdown};

/// Runs the program with these arguments, the program's name first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let (cli, command) = match parse(args) {
        Ok(parsed) => parsed,
        Err(error) => {
            // Help and version are no failure; clap knows which is which. A closed pipe is the reader's choice.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(exit::USAGE));
        }
    };
    let format = cli.place.format;
    match commands::run(&cli).and_then(|answer| answer.print(&command, format)) {
        Ok(exit) => ExitCode::from(exit),
        Err(failure) => {
            failure.print(&command, format);
            ExitCode::from(failure.exit())
        }
    }
}

/// The arguments, and the name of the command as answers repeat it.
fn parse(args: impl IntoIterator<Item = OsString>) -> Result<(args::Cli, String), clap::Error> {
    let mut command = args::Cli::command();
    let matches = command.try_get_matches_from_mut(args)?;
    let cli = args::Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command))?;
    Ok((cli, name(&matches)))
}

fn name(matches: &ArgMatches) -> String {
    let (mut words, mut at) = (Vec::new(), matches);
    while let Some((word, inner)) = at.subcommand() {
        words.push(word);
        at = inner;
    }
    words.join(" ")
}
