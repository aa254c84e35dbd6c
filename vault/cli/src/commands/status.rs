//! `status`: what the vault is and holds.

use std::time::Duration;

use clap::Args;
use secret_guard_vault::clock;
use serde_json::json;

use crate::answer::Answer;
use crate::hex::hex;
use crate::place::Place;
use crate::time::{age, moment};

use super::Outcome;

#[derive(Args, Debug)]
pub(crate) struct StatusArgs {}

pub(crate) fn run(place: &Place, _: &StatusArgs) -> Outcome {
    let holder = place.holder()?;
    let keys = holder.place();
    let home = place.open_with(holder)?;
    let (facts, all, folder, account) = (home.store.facts()?, home.store.list()?, place.folder()?, place.account()?);
    let versions: usize = all.iter().map(|listed| listed.versions.len()).sum();
    let events = home.trail.log().head()?.seq;
    let (kek, since) = (hex(&facts.kek_id), Duration::from_millis(clock::unix_ms().saturating_sub(facts.newest_ms)));
    let data = json!({
        "home": folder, "account": account.as_str(), "profile": place.profile.to_string(), "keys": keys,
        "kek_id": kek, "store_id": hex(&facts.store_id), "epoch": facts.epoch, "secrets": all.len(),
        "versions": versions, "newest_ms": facts.newest_ms, "audit_events": events,
    });
    let newest = match facts.newest_ms {
        0 => "never".to_owned(),
        ms => format!("{}, {} ago", moment(ms), age(since)),
    };
    let lines = [
        format!("account    {account}"),
        format!("home       {}", folder.display()),
        format!("keys       {keys}, key {kek}"),
        format!("secrets    {} in {versions} versions, the newest written {newest}", all.len()),
        format!("state      epoch {}", facts.epoch),
        format!("audit log  {events} events"),
    ];
    Ok(Answer::new(data, lines.join("\n")))
}
