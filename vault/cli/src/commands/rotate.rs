//! `rotate`: another value in the place of the one there is.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use clap::Args;
use secret_guard_vault::Secret;
use secret_guard_vault::record;
use secret_guard_vault::store::Store;
use serde_json::json;
use zeroize::Zeroizing;

use crate::answer::Answer;
use crate::failure::Failure;
use crate::input;
use crate::place::Place;

use super::{Outcome, set};

#[derive(Args, Debug)]
pub(crate) struct RotateArgs {
    /// The secret's id, as the manifest has it
    pub(crate) id: String,
    /// Make the new value from this many random bytes, written in base64url
    #[arg(long, value_name = "BYTES", num_args = 0..=1, default_missing_value = "32", value_parser = clap::value_parser!(u16).range(16..=1024))]
    pub(crate) generate: Option<u16>,
    /// Remove all but this many of the newest versions
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) keep: Option<u64>,
    /// Keep a newline at the end of standard input
    #[arg(long)]
    pub(crate) exact: bool,
}

pub(crate) fn run(place: &Place, args: &RotateArgs) -> Outcome {
    let class = set::declared(&place.manifest()?, &args.id)?.class;
    let store = place.open()?.store;
    let missing = || Failure::new("Missing", "there is nothing to rotate").help("`set` stores a first value");
    let seen = store.versions(&args.id)?.last().copied().ok_or_else(missing)?;
    let value = match args.generate {
        Some(bytes) => generate(usize::from(bytes))?,
        None => input::value(&args.id, args.exact)?,
    };
    if is_old(&store, &args.id, &value)? {
        let refusal = Failure::new("Conflict", "the new value is one that the secret had before");
        return Err(refusal.help("give another value, or --generate one"));
    }
    let version = store.put(&args.id, class, &value, seen)?;
    let removed = args.keep.map_or(Ok(0), |keep| store.prune(&args.id, version, keep))?;
    let data = json!({ "id": args.id, "version": version, "class": class.to_string(), "removed": removed });
    Ok(Answer::new(data, format!("{}: version {version}, {removed} older ones removed", args.id)))
}

/// Whether a version that is kept has this value: storing it again would rotate nothing.
fn is_old(store: &Store, id: &str, value: &Secret<Vec<u8>>) -> Result<bool, Failure> {
    for version in store.versions(id)? {
        let same = store.get_version(id, version)?.is_some_and(|old| value.expose(|bytes| old.value.ct_eq(bytes)));
        if same {
            return Ok(true);
        }
    }
    Ok(false)
}

fn generate(count: usize) -> Result<Secret<Vec<u8>>, Failure> {
    let mut bytes = Zeroizing::new(vec![0; count]);
    record::random(&mut bytes).map_err(|error| Failure::new("Crypto", error))?;
    Ok(Secret::new(URL_SAFE_NO_PAD.encode(&*bytes).into_bytes()))
}
