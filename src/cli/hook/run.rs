//! What the hooks do: the guard's own commands, on what git is about to do.

use std::path::PathBuf;

use clap::Parser as _;

use super::super::command::{Cli, Command};
use super::super::{OK, Outcome, dispatch, output, scan};
use super::Stage;
use crate::engine::check::Failure;
use crate::input::InputError;

pub(super) fn run(stage: Stage, args: &[String]) -> Outcome {
    match stage {
        Stage::PreCommit | Stage::PreMergeCommit => Ok(command(&["scan", "--staged"])?.max(staged(args)?)),
        Stage::PrePush => push(),
        Stage::CommitMsg => message(args),
    }
}

/// What a team gives the hook that wants to wait for the whole workspace.
const WHOLE: &str = "--whole";

/// A command of this program, as if it had been typed.
fn command(args: &[&str]) -> Outcome {
    dispatch(&typed(args)?)
}

fn typed(args: &[&str]) -> Result<Command, Failure> {
    let words = std::iter::once("cargo-secret-guard").chain(args.iter().copied());
    Cli::try_parse_from(words).map(|cli| cli.command).map_err(|error| Failure::Usage(error.to_string()))
}

/// What is pushed: as git says on standard input, or as pre-commit says in
/// its environment.
fn push() -> Outcome {
    let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let range = variable("PRE_COMMIT_FROM_REF").zip(variable("PRE_COMMIT_TO_REF"));
    match (range, variable("PRE_COMMIT_REMOTE_NAME")) {
        (Some((from, to)), _) => command(&["scan", "--range", &format!("{from}..{to}")]),
        // pre-commit names no range when everything is new.
        (None, Some(_)) => command(&["scan", "--history"]),
        (None, None) => command(&["scan", "--pre-push"]),
    }
}

/// The rules of `check`: of what is committed by itself, or at once with
/// everything around it. A commit may well hold nothing that they speak of.
fn staged(args: &[String]) -> Outcome {
    let whole = args.iter().any(|arg| arg == WHOLE);
    match command(if whole { &["check", "--staged"] } else { &["check", "--staged", "--quick"] }) {
        Err(Failure::Input(InputError::Nothing { .. })) => Ok(OK),
        outcome => outcome,
    }
}

/// A commit's message, without what git takes out of it.
fn message(args: &[String]) -> Outcome {
    let path = args.first().map(PathBuf::from);
    let path = path.ok_or_else(|| Failure::Usage("the hook commit-msg is given a file".to_owned()))?;
    let bytes = std::fs::read(&path).map_err(|error| output::failed(&path, &error))?;
    match typed(&["scan", "--stdin"])? {
        Command::Scan(args) => scan::text(&args, "commit message", kept(&bytes)),
        other => dispatch(&other),
    }
}

/// What git puts before the diff that `commit --verbose` shows.
const SCISSORS: &[u8] = b" ------------------------ >8 ------------------------";

/// Leaves the comments' lines empty, so that the others keep their number.
fn kept(message: &[u8]) -> Vec<u8> {
    let end = memchr::memmem::find(message, SCISSORS).unwrap_or(message.len());
    let lines = message[..end].split_inclusive(|byte| *byte == b'\n');
    let kept = lines.flat_map(|line| if line.starts_with(b"#") { b"\n" } else { line });
    kept.copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_the_shown_diff_are_no_part_of_a_message() {
        let mut text = b"subject\n\n# comment\nbody\n#".to_vec();
        text.extend_from_slice(SCISSORS);
        text.extend_from_slice(b"\n-removed\n");
        assert_eq!(kept(&text), b"subject\n\n\nbody\n\n");
        assert_eq!(kept(b"a"), b"a");
    }
}
