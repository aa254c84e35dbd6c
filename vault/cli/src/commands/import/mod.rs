//! `import`: values from a file in plaintext, and what that leaves behind.

mod dotenv;
mod json;

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use secret_guard_vault::Secret;
use secret_guard_vault::manifest::{Entry, Kind, Manifest, NameRole};
use secret_guard_vault::record::MAX_VALUE;
use secret_guard_vault::store::Store;
use serde_json::json;
use zeroize::Zeroizing;

use crate::answer::Answer;
use crate::failure::Failure;
use crate::input;
use crate::place::Place;
use crate::shown::shown;

use super::Outcome;

/// Files of settings are small; more is not one.
const MOST_BYTES: usize = 16 * MAX_VALUE;

#[derive(Args, Debug)]
pub(crate) struct ImportArgs {
    /// The file
    pub(crate) file: PathBuf,
    /// What it is [default: json for a file that ends so, else env]
    #[arg(long, value_enum)]
    pub(crate) from: Option<From>,
    /// Store a value also where the store has another one
    #[arg(long)]
    pub(crate) replace: bool,
    /// Only say what would be done
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// How a file writes its values down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum From {
    /// `NAME=value` lines
    Env,
    /// One object of names and texts
    Json,
}

/// A name and its value, and the line it stands on.
pub(super) struct Pair {
    pub(super) name: String,
    /// `None` for what is no text.
    pub(super) value: Option<Zeroizing<String>>,
    pub(super) line: usize,
}

/// What becomes of a pair.
struct Fate {
    name: String,
    line: usize,
    id: Option<String>,
    what: &'static str,
    version: Option<u64>,
}

pub(crate) fn run(place: &Place, args: &ImportArgs) -> Outcome {
    let pairs = read(args)?;
    let manifest = place.manifest()?;
    let store = place.open()?.store;
    let fates: Vec<Fate> = pairs.iter().map(|pair| fate(pair, &manifest, &store, args)).collect::<Result<_, _>>()?;
    Ok(report(args, &fates))
}

fn read(args: &ImportArgs) -> Result<Vec<Pair>, Failure> {
    let failed = |error: std::io::Error| Failure::new("Unavailable", format!("{}: {error}", args.file.display()));
    let bad = |what: String| Failure::new("BadInput", format!("{}: {what}", args.file.display()));
    let too_long = || bad(format!("it is longer than {MOST_BYTES} bytes"));
    let mut file = File::open(&args.file).map_err(failed)?;
    let bytes = input::drain(MOST_BYTES, |room| file.read(room)).map_err(|error| match error.kind() {
        std::io::ErrorKind::FileTooLarge => too_long(),
        _ => failed(error),
    })?;
    if bytes.len() > MOST_BYTES {
        return Err(too_long());
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| bad("it is not UTF-8".to_owned()))?;
    match args.from.unwrap_or_else(|| guess(&args.file)) {
        From::Env => dotenv::parse(text).map_err(bad),
        From::Json => json::parse(text).map_err(bad),
    }
}

fn guess(file: &Path) -> From {
    if file.extension().is_some_and(|ending| ending == "json") { From::Json } else { From::Env }
}

fn fate(pair: &Pair, manifest: &Manifest, store: &Store, args: &ImportArgs) -> Result<Fate, Failure> {
    let fate = |id: Option<&Entry>, what, version| Fate {
        name: pair.name.clone(),
        line: pair.line,
        id: id.map(|entry| entry.id.text.clone()),
        what,
        version,
    };
    let Some((entry, role)) = manifest.by_env(&pair.name) else { return Ok(fate(None, "undeclared", None)) };
    let Some(value) = pair.value.as_ref().filter(|value| !value.is_empty()) else {
        return Ok(fate(Some(entry), "no-value", None));
    };
    if entry.kind == Kind::Config {
        return Ok(fate(Some(entry), "config", None));
    }
    if role == NameRole::Deprecated {
        return Ok(fate(Some(entry), "deprecated", None));
    }
    let stored = store.get(&entry.id.text)?;
    let seen = stored.as_ref().map_or(0, |stored| stored.version);
    match stored {
        Some(stored) if stored.value.ct_eq(value.as_bytes()) => Ok(fate(Some(entry), "same", Some(seen))),
        Some(_) if !args.replace => Ok(fate(Some(entry), "differs", Some(seen))),
        _ if args.dry_run => Ok(fate(Some(entry), "would-import", Some(seen + 1))),
        _ => {
            let value = Secret::new(value.as_bytes().to_vec());
            let version = store.put(&entry.id.text, entry.class, &value, seen)?;
            Ok(fate(Some(entry), "imported", Some(version)))
        }
    }
}

/// What was done, and what still stands in the file for everyone to read.
fn report(args: &ImportArgs, fates: &[Fate]) -> Answer {
    let rows = fates.iter().map(|fate| {
        json!({ "name": fate.name, "line": fate.line, "id": fate.id, "what": fate.what, "version": fate.version })
    });
    let secrets =
        fates.iter().filter(|fate| fate.id.is_some() && fate.what != "config" && fate.what != "no-value").count();
    let data = json!({
        "file": args.file, "dry_run": args.dry_run, "names": rows.collect::<Vec<_>>(), "left_in_plaintext": secrets,
    });
    let mut lines: Vec<String> = fates.iter().map(line).collect();
    if secrets > 0 {
        lines.push(format!(
            "{} still holds {secrets} secrets in plaintext, and so may its history and",
            args.file.display()
        ));
        lines.push("backups: delete it, and rotate what others may have read".to_owned());
    }
    Answer::new(data, lines.join("\n"))
}

fn line(fate: &Fate) -> String {
    let what = match fate.what {
        "imported" => "imported",
        "would-import" => "would be imported",
        "same" => "is stored with this value already",
        "differs" => "is stored with another value; --replace stores this one",
        "config" => "is a setting, no secret; it stays where it is",
        "deprecated" => "is a deprecated name; move its value to the current one",
        "no-value" => "has no text for a value",
        _ => "is not declared in the manifest",
    };
    let id = fate.id.as_deref().map(|id| format!(" ({id})")).unwrap_or_default();
    format!("line {}: {}{id} {what}", fate.line, shown(&fate.name))
}
