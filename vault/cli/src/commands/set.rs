//! `set`: a value as a secret's next version.

use clap::Args;
use secret_guard_vault::manifest::{Class, Entry, Manifest};
use serde_json::json;

use crate::answer::Answer;
use crate::failure::Failure;
use crate::input;
use crate::place::Place;

use super::Outcome;

#[derive(Args, Debug)]
pub(crate) struct SetArgs {
    /// The secret's id, as the manifest has it
    pub(crate) id: String,
    /// Fail unless this is the newest version now; 0 for none
    #[arg(long, value_name = "VERSION")]
    pub(crate) expect: Option<u64>,
    /// Keep a newline at the end of standard input
    #[arg(long)]
    pub(crate) exact: bool,
}

pub(crate) fn run(place: &Place, args: &SetArgs) -> Outcome {
    let class = declared(&place.manifest()?, &args.id)?.class;
    let home = place.open()?;
    let seen = match args.expect {
        Some(version) => version,
        None => home.store.versions(&args.id)?.last().copied().unwrap_or_default(),
    };
    let value = input::value(&args.id, args.exact)?;
    let version = home.store.put(&args.id, class, &value, seen)?;
    Ok(stored(&args.id, version, class))
}

/// What was stored, as commands that write answer it.
pub(super) fn stored(id: &str, version: u64, class: Class) -> Answer {
    let data = json!({ "id": id, "version": version, "class": class.to_string() });
    Answer::new(data, format!("{id}: version {version}"))
}

/// The manifest's entry. The text asked for is not repeated: it may be a value given by mistake.
pub(super) fn declared<'m>(manifest: &'m Manifest, id: &str) -> Result<&'m Entry, Failure> {
    let unknown = || Failure::new("UnknownId", "no secret with this id is declared").help("add it to secrets.yaml");
    manifest.entry(id).ok_or_else(unknown)
}
