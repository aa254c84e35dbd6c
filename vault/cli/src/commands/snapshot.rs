//! `snapshot`: every record as it is stored, in one signed file.

use std::path::{Path, PathBuf};

use clap::Args;
use secret_guard_vault::ops::{SnapshotInfo, snapshot, verify_snapshot};
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::hex::hex;
use crate::place::Place;
use crate::time::moment;

use super::Outcome;

#[derive(Args, Debug)]
pub(crate) struct SnapshotArgs {
    /// The file to write; there must be none yet
    pub(crate) file: PathBuf,
    /// Why, for the audit log
    #[arg(long, value_name = "TEXT", required_unless_present = "verify")]
    pub(crate) reason: Option<String>,
    /// Check a snapshot that is there instead, with this vault's audit key
    #[arg(long, conflicts_with = "reason")]
    pub(crate) verify: bool,
}

pub(crate) fn run(place: &Place, args: &SnapshotArgs) -> Outcome {
    let info = if args.verify {
        let public = place.audit_public(&*place.holder()?)?;
        verify_snapshot(&args.file, Some(&public))?
    } else {
        snapshot(&place.open()?, &args.file, args.reason.as_deref().unwrap_or_default())?
    };
    let word = if args.verify { "is whole" } else { "is written" };
    Ok(Answer::new(described(&args.file, &info), text(&args.file, word, &info)))
}

/// A snapshot as answers show it.
pub(super) fn described(file: &Path, info: &SnapshotInfo) -> Value {
    json!({
        "file": file, "account": info.account, "records": info.records, "epoch": info.epoch, "made_ms": info.made_ms,
        "kek_id": hex(&info.kek_id), "audit_seq": info.audit.seq, "signer": hex(&info.signer),
        "sha256": hex(&info.hash),
    })
}

pub(super) fn text(file: &Path, word: &str, info: &SnapshotInfo) -> String {
    format!(
        "{} {word}: {} records of {} at epoch {}, made {}\nsha256 {}",
        file.display(),
        info.records,
        info.account,
        info.epoch,
        moment(info.made_ms),
        hex(&info.hash)
    )
}
