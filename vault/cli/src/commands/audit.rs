//! `audit`: the log, read, verified and exported.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use clap::{Args, Subcommand};
use secret_guard_vault::audit::{Head, verify};
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::failure::Failure;
use crate::place::Place;
use crate::shown::shown as shown_text;
use crate::time::moment;

use super::Outcome;

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
        AuditCommand::Verify(_) => {
            let head = verified(place)?;
            Ok(Answer::new(json!({ "events": head.seq }), format!("{} events, each as it was written", head.seq)))
        }
        AuditCommand::Checkpoint(_) => checkpoint(place),
        AuditCommand::Export(args) => {
            verified(place)?;
            export(&place.log()?, args)
        }
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

/// The head of a log that is whole, by its own mark and by the copy that the holder of the keys has.
fn verified(place: &Place) -> Result<Head, Failure> {
    let holder = place.holder()?;
    let public = place.audit_public(&*holder)?;
    let copy = holder.note(&place.account()?, "audit")?;
    let forged = || Failure::new("LogBroken", "the copy of the log's mark is not genuine");
    let trusted = copy.map(|copy| Head::from_mark(&copy, &public).ok_or_else(forged)).transpose()?;
    Ok(verify(&place.log()?, &public, trusted)?.head)
}

fn lines(log: &Path) -> Result<impl Iterator<Item = Result<String, Failure>>, Failure> {
    let failed = |error: std::io::Error| {
        Failure::new("AuditUnavailable", format!("{}: {error}", log.display())).help("see --home and --account")
    };
    let file = File::open(log).map_err(failed)?;
    Ok(BufReader::new(file).lines().map(move |line| line.map_err(|error| Failure::new("AuditUnavailable", error))))
}

fn tail(log: &Path, count: usize) -> Outcome {
    let mut newest = std::collections::VecDeque::new();
    for line in lines(log)? {
        newest.push_back(line?);
        if newest.len() > count {
            newest.pop_front();
        }
    }
    let events: Vec<Value> = newest.iter().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let text = events.iter().map(shown).collect::<Vec<_>>().join("\n");
    Ok(Answer::new(json!({ "events": events }), text))
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

fn export(log: &Path, args: &ExportArgs) -> Outcome {
    let mut bytes = Vec::new();
    for (number, line) in (1..).zip(lines(log)?) {
        if (args.from..=args.to).contains(&number) {
            bytes.extend_from_slice(line?.as_bytes());
            bytes.push(b'\n');
        }
    }
    Ok(Answer::Bytes(bytes))
}
