//! `completions` and `man`: made from the same definitions as the arguments.

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use super::command::Cli;
use super::{OK, Outcome, output};

/// The name under which shells know the program.
const NAME: &str = "cargo-secret-guard";

#[derive(Args, Debug)]
pub(super) struct CompletionsArgs {
    /// The shell that is to complete
    pub shell: Shell,
}

pub(super) fn completions(args: &CompletionsArgs) -> Outcome {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command().bin_name(NAME), NAME, &mut text);
    output::print(&String::from_utf8_lossy(&text))?;
    Ok(OK)
}

pub(super) fn man() -> Outcome {
    let mut text = Vec::new();
    let written = clap_mangen::Man::new(Cli::command()).render(&mut text);
    written.map_err(|error| output::failed(std::path::Path::new("the manual page"), &error))?;
    output::print(&String::from_utf8_lossy(&text))?;
    Ok(OK)
}
