//! `exec`: a command with secrets in its environment, and in nothing else.
//!
//! This program does not stay beside the command, it becomes it: the terminal, signals and the exit code are the
//! command's own. Every secret is read, and its read on disk in the audit log, before it begins.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStringExt as _;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

use clap::Args;
use secret_guard_vault::Secret;
use secret_guard_vault::manifest::{Entry, Manifest, NameRole};

use crate::failure::Failure;
use crate::place::Place;
use crate::sources::{self, SourceArgs};

use super::{Outcome, set};

/// The prefix of this program's own variables.
const OURS: &str = "SECRET_VAULT_";

#[derive(Args, Debug)]
pub(crate) struct ExecArgs {
    /// A secret for the command: its id, with `=NAME` for another variable than the manifest's
    #[arg(short = 's', long = "secret", value_name = "ID[=NAME]", required = true)]
    pub(crate) ids: Vec<String>,
    #[command(flatten)]
    pub(crate) sources: SourceArgs,
    /// The command and its arguments
    #[arg(last = true, required = true)]
    pub(crate) command: Vec<OsString>,
}

pub(crate) fn run(place: &Place, args: &ExecArgs) -> Outcome {
    place.keeps_no_passphrase()?;
    let manifest = place.manifest()?;
    let wanted = wanted(&manifest, &args.ids)?;
    let stripped: Vec<OsString> =
        std::env::vars_os().map(|(name, _)| name).filter(|name| is_kept_back(&manifest, name)).collect();
    let values = read(place, args, manifest, &wanted)?;
    let (program, rest) = args.command.split_first().ok_or_else(|| Failure::new("Usage", "no command"))?;
    let mut command = Command::new(program);
    command.args(rest);
    for name in &stripped {
        command.env_remove(name);
    }
    for (name, value) in &values {
        command.env(name, value.expose(|bytes| OsString::from_vec(bytes.clone())));
    }
    let error = command.exec();
    let code = if error.kind() == std::io::ErrorKind::NotFound { "CommandNotFound" } else { "CommandNotRun" };
    Err(Failure::new(code, format!("{}: {error}", program.display())))
}

/// Variables by name, and the ids of the secrets for them. All are known before any is read.
fn wanted(manifest: &Manifest, asked: &[String]) -> Result<BTreeMap<String, String>, Failure> {
    let mut wanted = BTreeMap::new();
    for text in asked {
        let (id, name) = text.split_once('=').map_or((text.as_str(), None), |(id, name)| (id, Some(name)));
        let entry = set::declared(manifest, id)?;
        let name = name.unwrap_or(&entry.env.text);
        if !is_name(name) {
            return Err(Failure::new("Usage", format!("{id}: not the name of a variable")));
        }
        if wanted.insert(name.to_owned(), id.to_owned()).is_some() {
            return Err(Failure::new("Usage", format!("{name} is asked for twice")));
        }
    }
    Ok(wanted)
}

fn is_name(name: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    !name.is_empty() && !name.starts_with(|first: char| first.is_ascii_digit()) && name.bytes().all(known)
}

/// What the command must not inherit: this program's own variables, and secrets that it was not given.
fn is_kept_back(manifest: &Manifest, name: &OsStr) -> bool {
    let is_secret = |(entry, _): (&Entry, NameRole)| entry.kind == secret_guard_vault::manifest::Kind::Secret;
    name.to_str().is_some_and(|name| name.starts_with(OURS) || manifest.by_env(name).is_some_and(is_secret))
}

/// A variable of the command, and its value.
type Variable = (String, Secret<Vec<u8>>);

/// Reads all of them, or fails with the first that has no value. The vault is closed again when this returns.
fn read(
    place: &Place,
    args: &ExecArgs,
    manifest: Manifest,
    wanted: &BTreeMap<String, String>,
) -> Result<Vec<Variable>, Failure> {
    let home = place.open()?;
    let vault = sources::vault(place, &args.sources, &home, manifest)?;
    let mut values = Vec::with_capacity(wanted.len());
    for (name, id) in wanted {
        let value = vault.resolve(id)?.value;
        if value.expose(|bytes| bytes.contains(&0)) {
            return Err(Failure::new("Failed", format!("{id}: a value with a zero byte fits into no variable")));
        }
        values.push((name.clone(), value));
    }
    Ok(values)
}
