//! `completions` and `man`: made from the same definitions as the arguments.

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use crate::answer::Answer;
use crate::args::Cli;
use crate::failure::Failure;

use super::Outcome;

const NAME: &str = "secret-vault";

#[derive(Args, Debug)]
pub(crate) struct CompletionsArgs {
    /// The shell that is to complete
    pub(crate) shell: Shell,
}

pub(crate) fn completions(args: &CompletionsArgs) -> Outcome {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), NAME, &mut text);
    Ok(Answer::Bytes(text))
}

/// One page for the program and all its commands.
pub(crate) fn man() -> Outcome {
    let mut text = Vec::new();
    let failed = |error| Failure::new("Failed", format!("the manual page: {error}"));
    let command = Cli::command();
    clap_mangen::Man::new(command.clone()).render(&mut text).map_err(failed)?;
    for command in command.get_subcommands().filter(|command| !command.is_hide_set()) {
        let man = clap_mangen::Man::new(command.clone().display_name(format!("{NAME} {}", command.get_name())));
        man.render_synopsis_section(&mut text).map_err(failed)?;
        man.render_options_section(&mut text).map_err(failed)?;
    }
    Ok(Answer::Bytes(text))
}
