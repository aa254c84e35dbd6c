//! Where hooks go: the repository's folder, the one that `core.hooksPath`
//! names, or where a hook manager keeps its own.

use std::path::{Path, PathBuf};

use super::super::output::failed;
use crate::engine::check::Failure;
use crate::input::{InputError, scrubbed};

/// Where hooks are installed.
pub(super) enum Place {
    /// A folder that git runs hooks from.
    Folder(Folder),
    /// The folder `.husky`, whose files husky runs.
    Husky(PathBuf),
}

/// A folder that git runs hooks from.
pub(super) struct Folder {
    pub dir: PathBuf,
    /// Whether it is part of what is committed: no path of this machine may
    /// stand in it.
    pub tracked: bool,
    pub shared: Shared,
}

/// Whether a folder serves other repositories too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shared {
    /// It is this repository's alone, or the user's own arrangement.
    No,
    /// The guard made it for all repositories.
    Ours,
}

/// The place of this repository's hooks.
pub(super) fn local(here: &Path) -> Result<Place, Failure> {
    let top = PathBuf::from(git(here, &["rev-parse", "--show-toplevel"])?);
    let dir = here.join(git(here, &["rev-parse", "--git-path", "hooks"])?);
    if let Some(husky) = husky(&dir) {
        return Ok(Place::Husky(husky));
    }
    if let Some(config) = lefthook(&top) {
        return Err(Failure::Usage(format!(
            "lefthook manages the hooks of this repository; add to {}:\n\n{LEFTHOOK}\nthen run `lefthook install`",
            config.display()
        )));
    }
    let scope = git(here, &["config", "--show-scope", "--get", "core.hooksPath"]).unwrap_or_default();
    if scope.starts_with("global") || scope.starts_with("system") {
        let message = "core.hooksPath is set for all repositories; say `--global` to install the hook there";
        return Err(Failure::Usage(message.to_owned()));
    }
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let own = here.join(git(here, &["rev-parse", "--git-common-dir"])?);
    let tracked = real(&dir).starts_with(real(&top)) && !real(&dir).starts_with(real(&own));
    Ok(Place::Folder(Folder { dir, tracked, shared: Shared::No }))
}

/// What lefthook is to be told.
const LEFTHOOK: &str = "pre-commit:
  commands:
    secret-guard:
      run: cargo-secret-guard hook run pre-commit
";

/// `.husky`, when git runs hooks from there.
fn husky(dir: &Path) -> Option<PathBuf> {
    let found = dir.ancestors().take(2).find(|dir| dir.file_name().is_some_and(|name| name == ".husky"));
    found.map(Path::to_path_buf)
}

fn lefthook(top: &Path) -> Option<PathBuf> {
    let names = ["lefthook", ".lefthook"].into_iter();
    let files = names.flat_map(|name| ["yml", "yaml", "toml", "json"].map(|ending| format!("{name}.{ending}")));
    files.map(|name| top.join(name)).find(|path| path.is_file())
}

/// The place of all repositories' hooks.
pub(super) fn global(here: &Path) -> Result<Place, Failure> {
    let ours = own_folder()?;
    let set = git(here, &["config", "--global", "--type=path", "--get", "core.hooksPath"]).unwrap_or_default();
    let (dir, shared) = match set.as_str() {
        "" => (ours, Shared::Ours),
        set if Path::new(set) == ours => (ours, Shared::Ours),
        set => (PathBuf::from(set), Shared::No),
    };
    Ok(Place::Folder(Folder { dir, tracked: false, shared }))
}

fn own_folder() -> Result<PathBuf, Failure> {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = || variable("HOME").or_else(|| variable("USERPROFILE")).map(|home| home.join(".config"));
    let config = variable("XDG_CONFIG_HOME").or_else(home);
    let none = || Failure::Usage("neither XDG_CONFIG_HOME nor HOME says where hooks can be kept".to_owned());
    config.map(|dir| dir.join("secret-guard").join("hooks")).ok_or_else(none)
}

/// Lets git run the hooks of `dir` in all repositories.
pub(super) fn take_over(here: &Path, dir: &Path) -> Result<(), Failure> {
    git(here, &["config", "--global", "core.hooksPath", &dir.to_string_lossy()]).map(drop)
}

/// Takes that back, and the folder with it.
pub(super) fn give_back(here: &Path, dir: &Path) -> Result<(), Failure> {
    git(here, &["config", "--global", "--unset", "core.hooksPath"])?;
    std::fs::remove_dir_all(dir).map_err(|error| failed(dir, &error))
}

/// What git says, on one line.
pub(super) fn git(here: &Path, args: &[&str]) -> Result<String, Failure> {
    let command = args.first().copied().unwrap_or_default().to_owned();
    let refused = |why: String| InputError::Git { command: command.clone(), why };
    let output = scrubbed("git", here).args(args).output().map_err(|error| refused(error.to_string()))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim_end_matches(['\r', '\n']).to_owned();
    match output.status.success() {
        true => Ok(text(&output.stdout)),
        false => Err(refused(text(&output.stderr)).into()),
    }
}
