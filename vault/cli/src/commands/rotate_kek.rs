//! `rotate-kek`: another key above all data keys, and the old one is gone.

use std::io::{IsTerminal as _, Write as _};

use clap::Args;
use secret_guard_vault::store::{Progress, Rotation};
use serde_json::json;

use crate::answer::Answer;
use crate::format::Format;
use crate::hex::hex;
use crate::place::Place;

use super::Outcome;

#[derive(Args, Debug)]
pub(crate) struct RotateKekArgs {
    /// Go on with a rotation that was cut short
    #[arg(long)]
    pub(crate) resume: bool,
}

pub(crate) fn run(place: &Place, args: &RotateKekArgs) -> Outcome {
    let store = place.open()?.store;
    let shows = place.format == Format::Human && std::io::stderr().is_terminal();
    let mut tell = |progress: Progress| {
        if shows {
            let _ = write!(std::io::stderr(), "\r{} of {} records", progress.done, progress.all);
        }
    };
    let rotation = if args.resume { store.resume_rotation(&mut tell)? } else { Some(store.rotate_kek(&mut tell)?) };
    if shows {
        eprintln!();
    }
    Ok(rotation.map_or_else(nothing, done))
}

fn done(Rotation { from, to, .. }: Rotation) -> Answer {
    let (from, to) = (hex(&from), hex(&to));
    let text = format!(
        "all records have the key {to}; {from} is deleted\n\
         Snapshots from before open only with an export of the old key: make a new one now."
    );
    Answer::new(json!({ "rotated": true, "from": from, "to": to }), text)
}

fn nothing() -> Answer {
    Answer::new(json!({ "rotated": false }), "no rotation was cut short; nothing was done")
}
