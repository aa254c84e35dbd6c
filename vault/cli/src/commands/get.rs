//! `get`: a value to standard output, audited before it is there.

use std::io::IsTerminal as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clap::Args;
use secret_guard_vault::Secret;
use secret_guard_vault::audit::Event;
use secret_guard_vault::home::Home;
use secret_guard_vault::manifest::Entry;
use secret_guard_vault::policy::SourceKind;
use serde::Serialize;
use zeroize::Zeroizing;

use crate::answer::Answer;
use crate::exit;
use crate::failure::Failure;
use crate::format::Format;
use crate::input;
use crate::place::Place;
use crate::sources::{self, SourceArgs};

use super::{Outcome, set};

#[derive(Args, Debug)]
pub(crate) struct GetArgs {
    /// The secret's id, as the manifest has it
    pub(crate) id: String,
    /// One version of the store, instead of what the policy's source gives now
    #[arg(long, value_name = "N")]
    pub(crate) version: Option<u64>,
    /// Write it to a terminal too
    #[arg(long)]
    pub(crate) reveal: bool,
    #[command(flatten)]
    pub(crate) sources: SourceArgs,
}

/// A value as it is written, with where it came from.
struct Read {
    value: Secret<Vec<u8>>,
    version: Option<u64>,
    source: SourceKind,
    status: &'static str,
}

pub(crate) fn run(place: &Place, args: &GetArgs) -> Outcome {
    if std::io::stdout().is_terminal() && !args.reveal {
        let refusal = Failure::new("NeedsReveal", "standard output is a terminal, where others may read along");
        return Err(refusal.help("write it to a pipe, or add --reveal"));
    }
    let manifest = place.manifest()?;
    let holder = place.holder()?;
    let home = place.open_with(holder)?;
    let read = match args.version {
        Some(version) => one_version(place, &home, set::declared(&manifest, &args.id)?, version)?,
        None => {
            let resolved = sources::vault(place, &args.sources, &home, manifest)?.resolve(&args.id)?;
            let status = resolved.status.name();
            Read { value: resolved.value, version: resolved.version, source: resolved.source, status }
        }
    };
    write(place.format, &args.id, &read)?;
    Ok(Answer::Written { exit: exit::OK })
}

/// A version by its number; recorded before it is given, as every read is.
fn one_version(place: &Place, home: &Home, entry: &Entry, version: u64) -> Result<Read, Failure> {
    let id = &entry.id.text;
    let stored = home.store.get_version(id, version);
    let (outcome, code) = match &stored {
        Ok(Some(_)) => ("released", "Resolved"),
        Ok(None) => ("refused", "Missing"),
        Err(error) => ("refused", error.code()),
    };
    home.trail.record(Event {
        id: id.clone(),
        ver: Some(version),
        class: Some(entry.class.to_string()),
        profile: Some(place.profile.to_string()),
        source: Some(SourceKind::Store.to_string()),
        outcome: outcome.to_owned(),
        code: code.to_owned(),
        ..home.trail.event("read")
    })?;
    let missing = || Failure::new("Missing", format!("{id} has no version {version}")).help("see `versions`");
    let value = stored?.ok_or_else(missing)?.value;
    Ok(Read { value, version: Some(version), source: SourceKind::Store, status: code })
}

#[derive(Serialize)]
struct Shown<'r> {
    v: u8,
    command: &'static str,
    ok: bool,
    result: Value<'r>,
}

#[derive(Serialize)]
struct Value<'r> {
    id: &'r str,
    version: Option<u64>,
    source: &'static str,
    status: &'static str,
    encoding: &'static str,
    value: &'r str,
}

fn write(format: Format, id: &str, read: &Read) -> Result<(), Failure> {
    match format {
        Format::Human => read.value.expose(|bytes| input::write_out(bytes)),
        Format::Json => read.value.expose(|bytes| match std::str::from_utf8(bytes) {
            Ok(text) => write_json(id, read, "utf-8", text),
            Err(_) => write_json(id, read, "base64", &Zeroizing::new(STANDARD.encode(bytes))),
        }),
    }
}

fn write_json(id: &str, read: &Read, encoding: &'static str, value: &str) -> Result<(), Failure> {
    let (source, status, version) = (read.source.name(), read.status, read.version);
    let result = Value { id, version, source, status, encoding, value };
    // A control character is six bytes in JSON; room that grows would leave copies.
    let mut text = Zeroizing::new(Vec::with_capacity(6 * (value.len() + id.len()) + 256));
    let shown = Shown { v: 1, command: "get", ok: true, result };
    serde_json::to_writer(&mut *text, &shown).map_err(|error| Failure::new("Failed", error))?;
    text.push(b'\n');
    input::write_out(&text)
}
