//! Children of the guard: git, with an environment that cannot steer it.

use std::path::Path;
use std::process::{Command, Stdio};

use super::InputError;

/// A command whose environment holds no variable that redirects git
/// (`GIT_DIR`, `GIT_CONFIG_*`, …). `GIT_INDEX_FILE` stays: inside a hook it
/// names the index that is about to be committed.
pub fn scrubbed(program: &str, dir: &Path) -> Command {
    let mut command = Command::new(program);
    let git = std::env::vars_os().filter(|(name, _)| {
        let name = name.to_string_lossy();
        name.starts_with("GIT_") && name != "GIT_INDEX_FILE"
    });
    for (name, _) in git {
        command.env_remove(name);
    }
    command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").current_dir(dir).stdin(Stdio::null());
    command
}

/// What `git` prints when run in `dir`.
///
/// # Errors
/// When git cannot be started or says no.
pub(super) fn git(dir: &Path, args: &[&str]) -> Result<Vec<u8>, InputError> {
    let failed = |why: String| InputError::Git { command: args.first().copied().unwrap_or("").to_owned(), why };
    // A repository must not choose programs that the guard then runs.
    let fixed = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"];
    let output = scrubbed("git", dir).args(fixed).args(args).output().map_err(|error| failed(error.to_string()))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let line = said.lines().next().unwrap_or("no message").to_owned();
    Err(failed(line))
}
