//! `reset`: after an incident, new values for what is affected, or none.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use clap::Args;
use secret_guard_vault::Secret;
use secret_guard_vault::ops::{Outcome as Became, Reset, reset};
use secret_guard_vault::record;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::answer::Answer;
use crate::place::Place;

use super::Outcome;

#[derive(Args, Debug)]
pub(crate) struct ResetArgs {
    /// The affected secrets
    #[arg(required_unless_present = "all")]
    pub(crate) ids: Vec<String>,
    /// Every secret of the vault
    #[arg(long, conflicts_with = "ids")]
    pub(crate) all: bool,
    /// Yes, the values that there are must not be used any more
    #[arg(long, required = true)]
    pub(crate) force: bool,
    /// The account id once more, typed out
    #[arg(long, value_name = "ACCOUNT")]
    pub(crate) confirm: String,
    /// Why, for the audit log
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    /// Make new values from 32 random bytes, where those who use the secret take whatever it is
    #[arg(long)]
    pub(crate) generate: bool,
}

pub(crate) fn run(place: &Place, args: &ResetArgs) -> Outcome {
    let home = place.open()?;
    let ids = if args.all { home.store.ids()? } else { args.ids.clone() };
    let order = Reset { account: &args.confirm, reason: &args.reason, ids: &ids };
    let outcomes = reset(&home, order, &mut |_, _| if args.generate { generated() } else { None })?;
    let text = outcomes.iter().map(line).collect::<Vec<_>>().join("\n");
    Ok(Answer::new(json!({ "secrets": outcomes.iter().map(data).collect::<Vec<_>>() }), text))
}

/// Without random bytes there is no new value, and the secret stays marked.
fn generated() -> Option<Secret<Vec<u8>>> {
    let mut bytes = Zeroizing::new(vec![0; 32]);
    record::random(&mut bytes).ok()?;
    Some(Secret::new(URL_SAFE_NO_PAD.encode(&*bytes).into_bytes()))
}

fn line(outcome: &Became) -> String {
    match outcome {
        Became::Replaced { id, version } => format!("{id}: version {version} is new"),
        Became::MustRotate { id, version } => format!("{id}: must be replaced; strict refuses version {version}"),
    }
}

fn data(outcome: &Became) -> Value {
    match outcome {
        Became::Replaced { id, version } => json!({ "id": id, "version": version, "outcome": "Replaced" }),
        Became::MustRotate { id, version } => json!({ "id": id, "version": version, "outcome": "MustRotate" }),
    }
}
