//! What files were judged to be, kept by the content of everything that was
//! judged: a second run over the same files need not judge them again.
//!
//! The entries lie in `target/`, where a pull request could put its own. So
//! each is sealed with a key that lies in the user's folder and nowhere in
//! the repository; what is not sealed with it, is broken or speaks of other
//! content is passed over as if it were not there.

mod shelf;
mod store;

use std::fs;
use std::hash::{BuildHasher as _, Hash, Hasher, RandomState};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use hmac::{Hmac, KeyInit as _, Mac as _};
use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

pub(super) use store::{Question, Store};

use crate::files::File;
use crate::finding::{Finding, Note};
use crate::hex::hex;
use crate::input::Root;
use crate::report::{Exemption, Stats, VERSION};

/// What became of files.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Judged {
    pub findings: Vec<Finding>,
    pub exemptions: Vec<Exemption>,
    pub notes: Vec<Note>,
    pub stats: Stats,
}

/// The folder of entries and the key they are sealed with; nothing where
/// none can be kept.
pub(super) struct Cache(Option<(PathBuf, [u8; 32])>);

/// What tells one content of all files from another.
pub(super) struct Key(String);

/// How many entries are kept.
const KEPT: usize = 36;

/// The largest entry that is read.
const MAX_BYTES: u64 = 64 << 20;

impl Cache {
    /// The cache of a workspace that was built before: a folder `target` is
    /// not made for it.
    pub(super) fn of(root: &Root, wanted: bool) -> Cache {
        Cache(Some(()).filter(|()| wanted).and_then(|()| Some((folder(root)?, key()?))))
    }

    /// Whether anything can be kept.
    pub(super) fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// What was found the last time.
    pub(super) fn get<T: DeserializeOwned>(&self, key: &Key) -> Option<T> {
        let (dir, secret) = self.0.as_ref()?;
        let file = fs::File::open(dir.join(&key.0)).ok()?;
        let mut bytes = Vec::new();
        file.take(MAX_BYTES).read_to_end(&mut bytes).ok()?;
        let (seal, text) = bytes.split_at_checked(SEAL)?;
        mac(secret, &key.0, text)?.verify_slice(seal).ok()?;
        serde_json::from_slice(text).ok()
    }

    /// Keeps what was found. That it cannot be kept costs time only.
    pub(super) fn put(&self, key: &Key, judged: &impl Serialize) {
        if let Some((dir, secret)) = &self.0 {
            let _ = write(dir, secret, key, judged);
            thin(dir, KEPT);
        }
    }
}

/// Bytes of a seal.
const SEAL: usize = 32;

/// The seal of a text that is kept under a name.
fn mac(secret: &[u8], name: &str, text: &[u8]) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).ok()?;
    mac.update(name.as_bytes());
    mac.update(text);
    Some(mac)
}

fn write(dir: &Path, secret: &[u8], key: &Key, judged: &impl Serialize) -> Option<()> {
    let text = serde_json::to_vec(judged).ok()?;
    let seal = mac(secret, &key.0, &text)?.finalize().into_bytes();
    place(&dir.join(&key.0), &[&seal[..], &text].concat())
}

/// Writes a file whole, beside which others may write the same.
fn place(path: &Path, bytes: &[u8]) -> Option<()> {
    let beside = path.with_extension(std::process::id().to_string());
    let mut file = fs::File::create_new(&beside).ok()?;
    let written = file.write_all(bytes).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written.ok()
}

/// Removes the oldest files, so that these many are left.
fn thin(dir: &Path, kept: usize) {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    let entries = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    let mut ages: Vec<_> = entries.filter_map(|e| Some((e.metadata().ok()?.modified().ok()?, e.path()))).collect();
    ages.sort();
    let old = ages.len().saturating_sub(kept);
    for (_, path) in &ages[..old] {
        let _ = fs::remove_file(path);
    }
}

/// `target/secret-guard`, if no link leads out of the workspace.
fn folder(root: &Root) -> Option<PathBuf> {
    let workspace = root.workspace.as_ref()?.canonicalize().ok()?;
    let target = workspace.join("target");
    let dir = target.join("secret-guard");
    if is_folder(&target) && !dir.exists() {
        fs::create_dir(&dir).ok()?;
    }
    (is_folder(&target) && is_folder(&dir)).then_some(dir)
}

/// Whether a path leads to a folder without following a link.
fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|meta| meta.is_dir())
}

/// The key of this user; made when there is none.
fn key() -> Option<[u8; 32]> {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = || variable("HOME").or_else(|| variable("USERPROFILE")).map(|home| home.join(".cache"));
    let dir = variable("XDG_CACHE_HOME").or_else(home)?.join("secret-guard");
    let path = dir.join("key");
    let read = || fs::read(&path).ok()?.try_into().ok();
    if let Some(key) = read() {
        return Some(key);
    }
    fs::create_dir_all(&dir).ok()?;
    // Drawn by the system; a broken file is replaced.
    let drawn = (0..4_u64).flat_map(|n| RandomState::new().hash_one(n).to_le_bytes());
    let _ = fs::remove_file(&path);
    let made = place(&path, &drawn.collect::<Vec<u8>>());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).ok()?;
    }
    made.and_then(|()| read())
}

impl Key {
    /// The key of what is found out of these files, and of whatever else it
    /// depends on.
    pub(super) fn of(files: &[File], asked: &[&str]) -> Key {
        let each: Vec<[u8; 32]> = files.par_iter().map(hash).collect();
        let mut all = Sha256::new();
        for part in asked.iter().copied().chain([&*program()]) {
            all.update((part.len() as u64).to_le_bytes());
            all.update(part);
        }
        each.iter().for_each(|hash| all.update(hash));
        Key(hex(&all.finalize()))
    }

    /// What stands for values in a key.
    pub(super) fn part(of: impl Hash) -> String {
        let mut all = Digesting(Sha256::new());
        of.hash(&mut all);
        hex(&all.0.finalize())
    }
}

/// What a value tells a hasher, by a digest: it is never written out as text.
struct Digesting(Sha256);

impl Hasher for Digesting {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Not asked for: the digest itself is longer.
    fn finish(&self) -> u64 {
        0
    }
}

fn hash(file: &File) -> [u8; 32] {
    let path = file.source.path();
    Sha256::new()
        .chain_update((path.len() as u64).to_le_bytes())
        .chain_update(&**path)
        .chain_update(format!("{:?} {:?}", file.kind, file.class))
        .chain_update([0])
        .chain_update(file.source.digest())
        .finalize()
        .into()
}

/// Which build this is: two of the same version may judge differently.
fn program() -> String {
    let meta = std::env::current_exe().and_then(fs::metadata);
    let told = meta.and_then(|meta| Ok((meta.len(), meta.modified()?)));
    format!("{VERSION} {:?}", told.ok())
}
