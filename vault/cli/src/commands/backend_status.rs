//! `backend-status`: whether each source answers.

use clap::Args;
use secret_guard_vault::policy::SourceKind;
use serde_json::json;

use crate::answer::Answer;
use crate::exit;
use crate::place::Place;
use crate::sources::{self, SourceArgs};

use super::Outcome;

#[derive(Args, Debug)]
pub(crate) struct BackendStatusArgs {
    #[command(flatten)]
    sources: SourceArgs,
}

/// What a source said: nothing wrong, what is wrong, or that it is not in use.
enum State {
    Answers(String),
    Fails(String),
    Off(&'static str),
}

pub(crate) fn run(place: &Place, args: &BackendStatusArgs) -> Outcome {
    let states = [
        (SourceKind::Env, State::Answers("the environment of each program".to_owned())),
        (SourceKind::Keyring, keyring()),
        (SourceKind::Store, store(place)),
        (SourceKind::External, external(&args.sources)),
    ];
    let rows = states.iter().map(|(kind, state)| {
        let (state, says) = shown(state);
        json!({ "source": kind.name(), "state": state, "says": says })
    });
    let data = json!({ "backends": rows.collect::<Vec<_>>() });
    let lines = states.iter().map(|(kind, state)| {
        let (state, says) = shown(state);
        format!("{:<9} {state:<8} {says}", kind.name())
    });
    let answer = Answer::new(data, lines.collect::<Vec<_>>().join("\n"));
    let failed = states.iter().any(|(_, state)| matches!(state, State::Fails(_)));
    Ok(if failed { answer.exit_with(exit::RED) } else { answer })
}

fn shown(state: &State) -> (&'static str, &str) {
    match state {
        State::Answers(says) => ("answers", says),
        State::Fails(says) => ("fails", says),
        State::Off(says) => ("off", says),
    }
}

/// A machine without a keyring is no failure as long as nothing is kept there.
#[cfg(target_os = "linux")]
fn keyring() -> State {
    use secret_guard_vault::keyring::{Keyring as _, KeyringError, SecretService};
    match SecretService::session().entries() {
        Ok(entries) => State::Answers(format!("the session's Secret Service, {} entries of the vault", entries.len())),
        Err(KeyringError::Unavailable { .. }) => State::Off("this session has no Secret Service"),
        Err(error) => State::Fails(error.to_string()),
    }
}

#[cfg(not(target_os = "linux"))]
fn keyring() -> State {
    State::Off("this system has no Secret Service")
}

fn store(place: &Place) -> State {
    match place.open().and_then(|home| Ok((home.store.facts()?, home.store.list()?.len()))) {
        Ok((facts, count)) => State::Answers(format!("{count} secrets, epoch {}", facts.epoch)),
        Err(failure) => State::Fails(failure.message().to_owned()),
    }
}

fn external(args: &SourceArgs) -> State {
    match sources::external(args) {
        Ok(None) => State::Off("no server is named; see --external"),
        Ok(Some(server)) => match server.health() {
            Ok(()) => State::Answers("the server answers and is not sealed".to_owned()),
            Err(error) => State::Fails(error.status().name().to_owned()),
        },
        Err(failure) => State::Fails(failure.message().to_owned()),
    }
}
