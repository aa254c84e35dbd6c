//! `init`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{OK, Outcome, output};
use crate::engine::check::Options;
use crate::engine::draft::{Draft, drafts};
use crate::input::{InputError, Scope};

#[derive(Args, Debug)]
pub(super) struct InitArgs {
    /// Path to Cargo.toml
    #[arg(long, value_name = "PATH")]
    pub manifest_path: Option<PathBuf>,
    /// Print the drafts and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

pub(super) fn run(args: &InitArgs) -> Outcome {
    let start =
        std::env::current_dir().map_err(|error| InputError::Path { path: ".".to_owned(), why: error.to_string() })?;
    let scope = Scope { start: start.clone(), manifest_path: args.manifest_path.clone(), ..Scope::default() };
    let drafts = drafts(&Options { scope, ..Options::default() })?;
    for draft in &drafts {
        match &draft.text {
            Some(text) if args.dry_run => output::print(&format!("{}:\n{text}\n", shown(&start, draft)))?,
            Some(text) => output::new_file(&draft.path, text)?,
            None => {}
        }
        output::say(&told(&start, draft, args.dry_run));
    }
    if !args.dry_run {
        output::say(NEXT);
    }
    Ok(OK)
}

/// What to do after the drafts are written.
const NEXT: &str = "next: read what is marked as a guess, commit these files, and let the guard watch:
  cargo secret-guard check           is green now; the next new finding is red
  cargo secret-guard hook install    checks each commit";

fn told(start: &Path, draft: &Draft, dry_run: bool) -> String {
    let name = shown(start, draft);
    match (&draft.text, dry_run) {
        (None, _) => format!("kept {name}"),
        (Some(_), true) => format!("would write {name} ({})", entries(draft)),
        (Some(_), false) => format!("wrote {name} ({})", entries(draft)),
    }
}

fn entries(draft: &Draft) -> String {
    match draft.entries {
        1 => "1 entry".to_owned(),
        entries => format!("{entries} entries"),
    }
}

fn shown(start: &Path, draft: &Draft) -> String {
    let start = start.canonicalize().unwrap_or_else(|_| start.to_path_buf());
    crate::input::relative(&start, &draft.path)
}
