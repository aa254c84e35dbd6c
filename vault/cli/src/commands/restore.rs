//! `restore`: a snapshot is staged, looked at, and put in the place of the vault.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use secret_guard_vault::ops::{OpsError, Restore};
use serde_json::json;

use crate::answer::Answer;
use crate::failure::Failure;
use crate::place::Place;

use super::{Outcome, snapshot};

#[derive(Subcommand, Debug)]
pub(crate) enum RestoreCommand {
    /// Check a snapshot and put its records beside the vault
    Stage(StageArgs),
    /// Open every record that is staged, and show what there is
    Verify,
    /// Put what is staged in the place of the vault
    Enable(EnableArgs),
    /// Remove what is staged
    Discard,
}

#[derive(Args, Debug)]
pub(crate) struct StageArgs {
    /// The snapshot
    pub(crate) file: PathBuf,
    /// The audit log is lost for good: begin a new one that says so, for this reason
    #[arg(long, value_name = "TEXT")]
    pub(crate) log_is_lost: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct EnableArgs {
    /// Why, for the audit log
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
}

pub(crate) fn run(place: &Place, command: &RestoreCommand) -> Outcome {
    match command {
        RestoreCommand::Stage(args) => stage(place, args),
        RestoreCommand::Verify => verify(&resume(place)?),
        RestoreCommand::Enable(args) => enable(&resume(place)?, args),
        RestoreCommand::Discard => {
            match Restore::resume(&place.folder()?, place.holder()?, &place.account()?, &place.actor()) {
                Err(OpsError::NotStaged) => {}
                restore => restore?.discard()?,
            }
            Ok(Answer::new(json!({ "staged": false }), "nothing is staged"))
        }
    }
}

fn begin(place: &Place) -> Result<Restore, Failure> {
    Ok(Restore::begin(&place.folder()?, place.holder()?, &place.account()?, &place.actor())?)
}

/// Only `stage` begins anything.
fn resume(place: &Place) -> Result<Restore, Failure> {
    Ok(Restore::resume(&place.folder()?, place.holder()?, &place.account()?, &place.actor())?)
}

fn stage(place: &Place, args: &StageArgs) -> Outcome {
    let restore = match &args.log_is_lost {
        None => begin(place)?,
        Some(reason) => {
            let (account, actor) = (place.account()?, place.actor());
            Restore::begin_without_log(&place.folder()?, place.holder()?, (&account, &actor), reason)?
        }
    };
    let info = restore.stage(&args.file)?;
    let text = snapshot::text(&args.file, "is staged", &info);
    let next = "Look at it with `restore verify`; `restore enable --reason …` puts it in the place of the vault.";
    Ok(Answer::new(snapshot::described(&args.file, &info), format!("{text}\n{next}")))
}

fn verify(restore: &Restore) -> Outcome {
    let staged = restore.staged()?;
    let (inventory, ids) = (staged.check()?, staged.ids()?);
    let data = json!({ "staged": true, "secrets": inventory.secrets, "versions": inventory.versions, "ids": ids });
    let text = format!("{} secrets in {} versions open", inventory.secrets, inventory.versions);
    Ok(Answer::new(data, format!("{text}\n{}", ids.join("\n"))))
}

fn enable(restore: &Restore, args: &EnableArgs) -> Outcome {
    let home = restore.enable(&args.reason)?;
    let (ids, spent) = (home.store.ids()?, home.store.must_rotate()?);
    let mut text = format!("the vault is the one that was staged: {} secrets", ids.len());
    if !spent.is_empty() {
        text += &format!("\nto be replaced, as a reset said: {}", spent.join(", "));
    }
    Ok(Answer::new(json!({ "secrets": ids.len(), "must_rotate": spent }), text))
}
