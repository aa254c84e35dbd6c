//! `hook install`, `uninstall` and `run`.
//!
//! What was there before stays in force: an existing hook is run first, and
//! put back when ours goes.

mod place;
mod run;
mod script;

use std::path::Path;

use clap::{Args, Subcommand, ValueEnum};

use super::{OK, Outcome, output};
use crate::engine::check::Failure;
use place::{Place, Shared};

#[derive(Args, Debug)]
pub(super) struct HookArgs {
    #[command(subcommand)]
    pub action: HookAction,
}

#[derive(Debug, Subcommand)]
pub(super) enum HookAction {
    /// Install git hooks; those that are there keep running
    Install(StageArgs),
    /// Remove the hooks and put back what was there before
    Uninstall(StageArgs),
    /// Do what a hook does; the installed scripts call this
    Run {
        /// Which hook
        stage: Stage,
        /// What git gives the hook; `--whole` before a commit to follow
        /// secrets through all files and not only the changed ones
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
}

#[derive(Args, Debug)]
pub(super) struct StageArgs {
    /// The hooks before a commit and before a merge's commit; the default
    #[arg(long)]
    pub pre_commit: bool,
    /// The hook before a push
    #[arg(long)]
    pub pre_push: bool,
    /// The hook on a commit's message
    #[arg(long)]
    pub commit_msg: bool,
    /// For all repositories of this user
    #[arg(long)]
    pub global: bool,
}

/// A hook of git that the guard can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Stage {
    /// Before a commit.
    PreCommit,
    /// Before the commit of a merge without conflicts.
    PreMergeCommit,
    /// Before a push.
    PrePush,
    /// On the message of a commit.
    CommitMsg,
}

impl Stage {
    const ALL: [Stage; 4] = [Stage::PreCommit, Stage::PreMergeCommit, Stage::PrePush, Stage::CommitMsg];

    fn name(self) -> &'static str {
        match self {
            Stage::PreCommit => "pre-commit",
            Stage::PreMergeCommit => "pre-merge-commit",
            Stage::PrePush => "pre-push",
            Stage::CommitMsg => "commit-msg",
        }
    }
}

impl StageArgs {
    /// The hooks that are asked for; `usual` when none is.
    fn stages(&self, usual: &[Stage]) -> Vec<Stage> {
        let asked = |stage: &Stage| match stage {
            Stage::PreCommit | Stage::PreMergeCommit => self.pre_commit,
            Stage::PrePush => self.pre_push,
            Stage::CommitMsg => self.commit_msg,
        };
        let chosen: Vec<Stage> = Stage::ALL.into_iter().filter(asked).collect();
        if chosen.is_empty() { usual.to_vec() } else { chosen }
    }
}

pub(super) fn run(args: &HookArgs) -> Outcome {
    let here = super::here()?;
    match &args.action {
        HookAction::Install(args) => install(&here, args),
        HookAction::Uninstall(args) => uninstall(&here, args),
        HookAction::Run { stage, args } => run::run(*stage, args),
    }
}

fn install(here: &Path, args: &StageArgs) -> Outcome {
    let stages = args.stages(&[Stage::PreCommit, Stage::PreMergeCommit]);
    let place = if args.global { place::global(here)? } else { place::local(here)? };
    for stage in &stages {
        let file = match &place {
            Place::Folder(folder) => script::install(folder, *stage)?,
            Place::Husky(dir) => script::add_block(dir, *stage)?,
        };
        output::say(&format!("installed {}", file.display()));
    }
    if let Place::Folder(place::Folder { dir, shared: Shared::Ours, .. }) = &place {
        script::pass_on(dir)?;
        place::take_over(here, dir)?;
        output::say("for every repository of this user that sets no core.hooksPath of its own");
    }
    Ok(OK)
}

fn uninstall(here: &Path, args: &StageArgs) -> Outcome {
    let place = if args.global { place::global(here)? } else { place::local(here)? };
    let mut gone = 0;
    for stage in args.stages(&Stage::ALL) {
        let file = match &place {
            Place::Folder(folder) => script::uninstall(&folder.dir, stage)?,
            Place::Husky(dir) => script::remove_block(dir, stage)?,
        };
        gone += usize::from(file.is_some());
        if let Some(file) = file {
            output::say(&format!("removed {}", file.display()));
        }
    }
    if let Place::Folder(place::Folder { dir, shared: Shared::Ours, .. }) = &place
        && script::is_idle(dir)
    {
        place::give_back(here, dir)?;
    }
    if gone == 0 {
        return Err(Failure::Usage("none of these hooks is installed here".to_owned()));
    }
    Ok(OK)
}
