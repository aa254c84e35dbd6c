//! Where a command works: folder, account, keys, manifest, and on whose behalf.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use clap::Args;
use secret_guard_vault::Secret;
use secret_guard_vault::account::AccountId;
use secret_guard_vault::audit::AuditKey;
use secret_guard_vault::custody::{KeyFile, KeyHolder, KeyName};
use secret_guard_vault::envelope::Cost;
use secret_guard_vault::home::Home;
use secret_guard_vault::manifest::{MAX_BYTES, Manifest, ManifestError, Profile, Word as _};

use crate::failure::Failure;
use crate::format::Format;
use crate::input::{self, Given};
use crate::lines::Lines;

/// More mistakes than these have one cause.
const MOST_MISTAKES: usize = 20;

#[derive(Args, Debug)]
pub(crate) struct Place {
    /// The vault's folder [default: ~/.local/share/secret-vault/ACCOUNT]
    #[arg(long, global = true, env = "SECRET_VAULT_HOME", value_name = "DIR")]
    pub(crate) home: Option<PathBuf>,
    /// The account that owns the vault; an id that no other machine or product uses
    #[arg(long, global = true, env = "SECRET_VAULT_ACCOUNT", value_name = "ID")]
    pub(crate) account: Option<String>,
    /// Where the keys are: the session's keyring, or a file under a passphrase
    #[arg(
        long,
        global = true,
        env = "SECRET_VAULT_KEY_HOLDER",
        value_name = "keyring|file:PATH",
        default_value = "keyring"
    )]
    pub(crate) keys: Keys,
    /// Read the passphrase of the key file from this descriptor instead of asking for it
    #[arg(long, global = true, value_name = "N")]
    pub(crate) passphrase_fd: Option<u32>,
    /// Read it from this file, which only its owner may read
    #[arg(
        long,
        global = true,
        env = "SECRET_VAULT_PASSPHRASE_FILE",
        value_name = "PATH",
        conflicts_with = "passphrase_fd"
    )]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// The declaration of all secrets
    #[arg(long, global = true, env = "SECRET_VAULT_MANIFEST", value_name = "FILE", default_value = "secrets.yaml")]
    pub(crate) manifest: PathBuf,
    /// The rules by which secrets are read: dev, ci or strict
    #[arg(long, global = true, env = "SECRET_VAULT_PROFILE", default_value = "strict", value_parser = profile)]
    pub(crate) profile: Profile,
    /// Who does this, as the audit log has it [default: the user of this process]
    #[arg(long, global = true, env = "SECRET_VAULT_ACTOR", value_name = "NAME")]
    pub(crate) actor: Option<String>,
    /// How answers are printed
    #[arg(long, global = true, value_enum, default_value = "human")]
    pub(crate) format: Format,
}

/// Where the keys are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Keys {
    Keyring,
    File(PathBuf),
}

impl FromStr for Keys {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.strip_prefix("file:") {
            Some(path) if !path.is_empty() => Ok(Self::File(path.into())),
            None if text == "keyring" => Ok(Self::Keyring),
            _ => Err("write `keyring` or `file:PATH`".to_owned()),
        }
    }
}

fn profile(text: &str) -> Result<Profile, String> {
    Profile::from_name(text).ok_or_else(|| "write `dev`, `ci` or `strict`".to_owned())
}

impl Place {
    pub(crate) fn account(&self) -> Result<AccountId, Failure> {
        Ok(AccountId::parse(self.account.as_deref().unwrap_or_default())?)
    }

    /// The vault's folder.
    pub(crate) fn folder(&self) -> Result<PathBuf, Failure> {
        if let Some(home) = &self.home {
            return Ok(home.clone());
        }
        let data = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
        let data = data.or_else(|| std::env::home_dir().map(|home| home.join(".local/share")));
        let data = data.ok_or_else(|| Failure::new("Usage", "this user has no home folder").help("give --home"))?;
        Ok(data.join("secret-vault").join(self.account()?.as_str()))
    }

    /// Who does this.
    pub(crate) fn actor(&self) -> String {
        let named = self.actor.clone().filter(|actor| !actor.is_empty());
        named.unwrap_or_else(|| format!("uid {}", rustix::process::getuid().as_raw()))
    }

    /// The holder of the keys.
    pub(crate) fn holder(&self) -> Result<Arc<dyn KeyHolder>, Failure> {
        match &self.keys {
            Keys::Keyring => keyring(),
            Keys::File(path) => Ok(Arc::new(KeyFile::open(path, self.passphrase(false)?)?)),
        }
    }

    /// The passphrase of the key file; asked for twice when it is new.
    fn passphrase(&self, new: bool) -> Result<Secret<Vec<u8>>, Failure> {
        match (self.passphrase_fd, &self.passphrase_file) {
            (Some(number), _) => input::passphrase(&Given::Descriptor(number), new),
            (None, Some(path)) => input::passphrase(&Given::File(path.clone()), new),
            (None, None) => input::passphrase(&Given::Typed, new),
        }
    }

    /// For who hands its descriptors on: a pipe is empty when it was read, a file could be read once more.
    pub(crate) fn keeps_no_passphrase(&self) -> Result<(), Failure> {
        let Some(number) = self.passphrase_fd else { return Ok(()) };
        match std::fs::metadata(format!("/dev/fd/{number}")) {
            Ok(meta) if meta.is_file() => {
                Err(Failure::new("Usage", "the command would inherit the open passphrase file")
                    .help("give it by a pipe, or with --passphrase-file"))
            }
            _ => Ok(()),
        }
    }

    /// The open vault.
    pub(crate) fn open(&self) -> Result<Home, Failure> {
        self.open_with(self.holder()?)
    }

    /// The open vault, for commands that need its keys as well.
    pub(crate) fn open_with(&self, holder: Arc<dyn KeyHolder>) -> Result<Home, Failure> {
        Ok(Home::open(&self.folder()?, holder, &self.account()?, &self.actor())?)
    }

    /// The public half of the key that signs the audit log.
    pub(crate) fn audit_public(&self, holder: &dyn KeyHolder) -> Result<Vec<u8>, Failure> {
        let seed = holder.load(&KeyName::audit(&self.account()?))?;
        let key = AuditKey::from_seed(&seed).ok_or_else(|| Failure::new("WrongKey", "the audit key is no key"))?;
        Ok(key.public())
    }

    /// The declaration of all secrets.
    pub(crate) fn manifest(&self) -> Result<Manifest, Failure> {
        let bad = |message: String| Failure::new("BadManifest", format!("{}: {message}", self.manifest.display()));
        let help = "give --manifest, or write one: `cargo secret-guard init`";
        let bytes = input::file(&self.manifest, MAX_BYTES as u64)
            .map_err(|error| Failure::new("BadManifest", error.message()).help(help))?;
        let text = String::from_utf8(bytes).map_err(|_| bad("it is not UTF-8".to_owned()))?;
        Manifest::parse(&text).map_err(|errors| bad(told(&text, &errors)))
    }

    /// The key file that is named and not there.
    pub(crate) fn new_key_file(&self) -> Option<&Path> {
        match &self.keys {
            Keys::File(path) if !exists(path) => Some(path),
            _ => None,
        }
    }

    /// The file of the audit log.
    pub(crate) fn log(&self) -> Result<PathBuf, Failure> {
        Ok(self.folder()?.join("audit.log"))
    }
}

/// The first mistakes of a manifest, which come in the order of the text.
fn told(text: &str, errors: &[ManifestError]) -> String {
    let mut lines = Lines::of(text);
    let first = errors.iter().take(MOST_MISTAKES);
    let mut told: Vec<_> = first.map(|error| format!("line {}: {error}", lines.at(error.span.start))).collect();
    if errors.len() > told.len() {
        told.push(format!("… and {} more", errors.len() - told.len()));
    }
    told.join("; ")
}

#[cfg(target_os = "linux")]
fn keyring() -> Result<Arc<dyn KeyHolder>, Failure> {
    use secret_guard_vault::custody::KeyringHolder;
    use secret_guard_vault::keyring::SecretService;
    Ok(Arc::new(KeyringHolder::new(SecretService::session())))
}

#[cfg(not(target_os = "linux"))]
fn keyring() -> Result<Arc<dyn KeyHolder>, Failure> {
    Err(Failure::new("NoKeyring", "this system has no Secret Service").help("use `--keys file:PATH`"))
}

/// Makes the holder of a vault that is about to be made.
pub(crate) fn new_holder(place: &Place) -> Result<Arc<dyn KeyHolder>, Failure> {
    match place.new_key_file() {
        Some(path) => Ok(Arc::new(KeyFile::create(path, place.passphrase(true)?, Cost::default())?)),
        None => place.holder(),
    }
}

fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}
