//! `audit`: the log, read, verified and exported.

use std::collections::VecDeque;
use std::fs::OpenOptions;
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use rustix::fs::OFlags;
use secret_guard_vault::audit::{self, Head, Verified, verify};
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::failure::Failure;
use crate::place::Place;
use crate::shown::shown as shown_text;
use crate::time::moment;

use super::Outcome;

/// Longer than any line.
const LONGEST: u64 = 64 * 1024;

#[derive(Subcommand, Debug)]
pub(crate) enum AuditCommand {
    /// Show the newest events
    Tail(TailArgs),
    /// Check that the log is what was written, from its first line to its newest
    Verify(VerifyArgs),
    /// Sign a checkpoint now, and have the holder of the keys attest the newest state
    Checkpoint(CheckpointArgs),
    /// Verify the log and write its lines to standard output
    Export(ExportArgs),
}

#[derive(Args, Debug)]
pub(crate) struct TailArgs {
    /// How many
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    pub(crate) lines: usize,
}

#[derive(Args, Debug)]
pub(crate) struct VerifyArgs {}

#[derive(Args, Debug)]
pub(crate) struct CheckpointArgs {}

#[derive(Args, Debug)]
pub(crate) struct ExportArgs {
    /// The first event's number
    #[arg(long, value_name = "SEQ", default_value_t = 1)]
    pub(crate) from: u64,
    /// The last event's number
    #[arg(long, value_name = "SEQ", default_value_t = u64::MAX)]
    pub(crate) to: u64,
}

pub(crate) fn run(place: &Place, command: &AuditCommand) -> Outcome {
    match command {
        AuditCommand::Tail(args) => tail(&place.log()?, args.lines),
        AuditCommand::Verify(_) => verified(place),
        AuditCommand::Checkpoint(_) => checkpoint(place),
        AuditCommand::Export(args) => export(place, args),
    }
}

fn checkpoint(place: &Place) -> Outcome {
    let home = place.open()?;
    home.trail.log().checkpoint()?;
    home.store.checkpoint()?;
    let (events, epoch) = (home.trail.log().head()?.seq, home.store.facts()?.epoch);
    let text = format!("event {events} and epoch {epoch} are attested outside of the vault's folder");
    Ok(Answer::new(json!({ "events": events, "epoch": epoch }), text))
}

/// What verifying a log takes: its file, the public key, and the copy of its head that the holder of the keys has.
fn attested(place: &Place) -> Result<(PathBuf, Vec<u8>, Option<Head>), Failure> {
    let holder = place.holder()?;
    let public = place.audit_public(&*holder)?;
    let copy = holder.note(&place.account()?, "audit")?;
    let forged = || Failure::new("LogBroken", "the copy of the log's mark is not genuine");
    let trusted = copy.map(|copy| Head::from_mark(&copy, &public).ok_or_else(forged)).transpose()?;
    Ok((place.log()?, public, trusted))
}

/// Whether the log is whole, by its own mark and by the copy that the holder of the keys has.
fn verified(place: &Place) -> Outcome {
    let (log, public, trusted) = attested(place)?;
    let Verified { head, is_torn } = verify(&log, &public, trusted)?;
    let torn =
        if is_torn { "; what a crash cut short stands behind them, and the next event sets it aside" } else { "" };
    let text = format!("{} events, each as it was written{torn}", head.seq);
    Ok(Answer::new(json!({ "events": head.seq, "torn": is_torn }), text))
}

/// The newest lines of a log, up to the first that is no event in its order, and whether there is one.
fn newest(log: &Path, count: usize) -> std::io::Result<(VecDeque<Value>, bool)> {
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed();
    let file = OpenOptions::new().read(true).custom_flags(flags).open(log)?;
    if !file.metadata()?.is_file() {
        return Err(std::io::Error::other("it is not a plain file"));
    }
    let (mut lines, mut text) = (BufReader::new(file), Vec::new());
    let (mut newest, mut seq) = (VecDeque::new(), 0);
    loop {
        text.clear();
        if (&mut lines).take(LONGEST).read_until(b'\n', &mut text)? == 0 {
            return Ok((newest, false));
        }
        let event = text.strip_suffix(b"\n").and_then(|line| serde_json::from_slice::<Value>(line).ok());
        let Some(event) = event.filter(|event| event["seq"] == seq + 1) else { return Ok((newest, true)) };
        seq += 1;
        newest.push_back(event);
        if newest.len() > count {
            newest.pop_front();
        }
    }
}

fn tail(log: &Path, count: usize) -> Outcome {
    let failed = |error: std::io::Error| {
        Failure::new("AuditUnavailable", format!("{}: {error}", log.display())).help("see --home and --account")
    };
    let (events, has_more) = newest(log, count).map_err(failed)?;
    let mut shown: Vec<_> = events.iter().map(shown).collect();
    if has_more {
        shown
            .push("something else stands behind this; `audit verify` says whether a crash may have left it".to_owned());
    }
    Ok(Answer::new(json!({ "events": events, "more": has_more }), shown.join("\n")))
}

fn shown(event: &Value) -> String {
    let what = &event["what"];
    let text = |key: &str| shown_text(what[key].as_str().unwrap_or_default());
    let at = moment(event["at_ms"].as_u64().unwrap_or_default());
    let version = what["ver"].as_u64().map(|version| format!(" version {version}")).unwrap_or_default();
    let (event_name, id, actor, code) = (text("event"), text("id"), text("actor"), text("code"));
    let reason = Some(text("reason")).filter(|reason| !reason.is_empty());
    let reason = reason.map(|reason| format!("  \u{201c}{reason}\u{201d}")).unwrap_or_default();
    let seq = event["seq"].as_u64().unwrap_or_default();
    format!("{seq:>6}  {at}  {event_name:<13} {id}{version}  {code}  {actor}{reason}")
}

fn export(place: &Place, args: &ExportArgs) -> Outcome {
    let (log, public, trusted) = attested(place)?;
    let (mut bytes, mut number) = (Vec::new(), 0);
    audit::export(&log, &public, trusted, &mut |line| {
        number += 1;
        if (args.from..=args.to).contains(&number) {
            bytes.extend_from_slice(line);
            bytes.push(b'\n');
        }
    })?;
    Ok(Answer::Bytes(bytes))
}
