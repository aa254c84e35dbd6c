//! `init`: a new vault.

use clap::Args;
use secret_guard_vault::home::Home;
use serde_json::json;

use crate::answer::Answer;
use crate::place::{self, Place};

use super::Outcome;

#[derive(Args, Debug)]
pub(crate) struct InitArgs {}

pub(crate) fn run(place: &Place, _: &InitArgs) -> Outcome {
    let (account, folder) = (place.account()?, place.folder()?);
    let holder = place::new_holder(place)?;
    let keys = holder.place();
    Home::init(&folder, holder, &account, &place.actor())?;
    let text = format!("{} is ready for account {account}; its keys are in {keys}", folder.display());
    Ok(Answer::new(json!({ "home": folder, "account": account.as_str(), "keys": keys }), text))
}
