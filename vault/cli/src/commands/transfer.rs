//! `export-kek`, `import-kek`, `export-env`, `import-env`: keys and values under a passphrase of their own.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use secret_guard_vault::Secret;
use secret_guard_vault::home::Home;
use secret_guard_vault::ops::{self, Exported, Imported, Terms};
use secret_guard_vault::store::StoreError;
use serde_json::json;

use crate::answer::Answer;
use crate::failure::Failure;
use crate::input::{self, Given};
use crate::place::Place;
use crate::time::moment;

use super::Outcome;

/// Longer than any export.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

#[derive(Args, Debug)]
pub(crate) struct Passphrase {
    /// Read the export's passphrase from this descriptor instead of asking for it
    #[arg(long, value_name = "N")]
    pub(crate) export_passphrase_fd: Option<u32>,
    /// Read it from this file, which only its owner may read
    #[arg(long, value_name = "PATH", conflicts_with = "export_passphrase_fd")]
    pub(crate) export_passphrase_file: Option<PathBuf>,
}

impl Passphrase {
    fn read(&self, new: bool) -> Result<Secret<Vec<u8>>, Failure> {
        let given = match (self.export_passphrase_fd, &self.export_passphrase_file) {
            (Some(number), _) => Given::Descriptor(number),
            (None, Some(path)) => Given::File(path.clone()),
            (None, None) => Given::Typed,
        };
        input::passphrase(&given, new)
    }
}

#[derive(Args, Debug)]
pub(crate) struct ExportKekArgs {
    /// The file to write; there must be none yet
    pub(crate) file: PathBuf,
    /// How many hours it can be imported
    #[arg(long, value_name = "HOURS", default_value = "24", value_parser = clap::value_parser!(u64).range(1..=2160))]
    pub(crate) expires: u64,
    #[command(flatten)]
    pub(crate) passphrase: Passphrase,
}

#[derive(Args, Debug)]
pub(crate) struct ImportArgs {
    /// The export
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) passphrase: Passphrase,
}

#[derive(Args, Debug)]
pub(crate) struct ExportEnvArgs {
    /// The file to write; there must be none yet
    pub(crate) file: PathBuf,
    /// The secrets [default: all that the manifest declares and the store holds]
    pub(crate) ids: Vec<String>,
    /// Under a passphrase: there is no other way
    #[arg(long, required = true)]
    pub(crate) encrypted: bool,
    /// How many hours it can be imported
    #[arg(long, value_name = "HOURS", default_value = "24", value_parser = clap::value_parser!(u64).range(1..=2160))]
    pub(crate) expires: u64,
    #[command(flatten)]
    pub(crate) passphrase: Passphrase,
}

pub(crate) fn export_kek(place: &Place, args: &ExportKekArgs) -> Outcome {
    is_new(&args.file)?;
    let home = place.open()?;
    let export = ops::export_kek(&home, &args.passphrase.read(true)?, terms(args.expires))?;
    written(&args.file, &export, "keys")
}

pub(crate) fn import_kek(place: &Place, args: &ImportArgs) -> Outcome {
    let bytes = input::file(&args.file, MOST_BYTES)?;
    let account = place.account()?;
    let keys = ops::Keys::open(&account, &args.passphrase.read(false)?, &bytes)?;
    let new = place.new_key_file();
    if let (Some(file), Ok(_)) = (new, place.log()?.symlink_metadata()) {
        let says = format!("there is no key file {}, and this folder has a log that its keys sign", file.display());
        return Err(Failure::new("KeyMissing", says).help("see --keys and --home"));
    }
    let holder = crate::place::new_holder(place)?;
    let trail = Home::trail(&place.folder()?, &holder, &account, &place.actor())?;
    let done = keys.keep(&*holder, trail.as_ref())?;
    let is_new = if new.is_some() { ", which is new" } else { "" };
    Ok(imported(&done, &format!("keys for {}{is_new}", holder.place())))
}

pub(crate) fn export_env(place: &Place, args: &ExportEnvArgs) -> Outcome {
    is_new(&args.file)?;
    let (home, manifest) = (place.open()?, place.manifest()?);
    let ids = match &args.ids[..] {
        [] => home.store.ids()?.into_iter().filter(|id| manifest.entry(id).is_some()).collect(),
        ids => ids.to_vec(),
    };
    let vault = home.vault(manifest.clone(), place.profile).build();
    let passphrase = args.passphrase.read(true)?;
    let export = ops::export_env(&vault, (&manifest, &home.trail), &ids, &passphrase, terms(args.expires))?;
    written(&args.file, &export, "values")
}

pub(crate) fn import_env(place: &Place, args: &ImportArgs) -> Outcome {
    let bytes = input::file(&args.file, MOST_BYTES)?;
    let (home, manifest) = (place.open()?, place.manifest()?);
    let done = ops::import_env(&home, &manifest, &args.passphrase.read(false)?, &bytes)?;
    Ok(imported(&done, "versions"))
}

fn terms(hours: u64) -> Terms {
    Terms { lifetime: Duration::from_secs(hours * 3600), ..Terms::default() }
}

/// Told before a passphrase is asked for.
fn is_new(file: &Path) -> Result<(), Failure> {
    match file.symlink_metadata() {
        Ok(_) => Err(StoreError::FileExists { path: file.to_owned() }.into()),
        Err(_) => Ok(()),
    }
}

fn written(file: &Path, export: &Exported, what: &str) -> Outcome {
    export.write(file)?;
    let data = json!({ "file": file, "count": export.count, "expires_ms": export.expires_ms });
    let until = moment(export.expires_ms);
    Ok(Answer::new(data, format!("{}: {} {what}, to be imported until {until}", file.display(), export.count)))
}

fn imported(done: &Imported, what: &str) -> Answer {
    let text = format!("{} new {what}, {} were here already", done.new.len(), done.same.len());
    Answer::new(json!({ "new": done.new, "same": done.same }), text)
}
