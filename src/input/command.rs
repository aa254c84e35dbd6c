//! Children of the guard: git, with an environment that cannot steer it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use super::InputError;

/// A command whose environment holds no variable that redirects git
/// (`GIT_DIR`, `GIT_CONFIG_*`, …). `GIT_INDEX_FILE` stays: inside a hook it
/// names the index that is about to be committed.
pub fn scrubbed(program: &str, dir: &Path) -> Command {
    keeping(program, dir, &["GIT_INDEX_FILE"])
}

fn keeping(program: &str, dir: &Path, kept: &[&str]) -> Command {
    let mut command = Command::new(program);
    let git = std::env::vars_os().filter(|(name, _)| {
        let name = name.to_string_lossy();
        name.starts_with("GIT_") && !kept.contains(&&*name)
    });
    for (name, _) in git {
        command.env_remove(name);
    }
    command
        .env("LC_ALL", "C")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_NO_REPLACE_OBJECTS", "1")
        .env("GIT_NO_LAZY_FETCH", "1")
        .current_dir(dir)
        .stdin(Stdio::null());
    command
}

/// git, run in one folder.
#[derive(Clone, Debug)]
pub(super) struct Git {
    dir: PathBuf,
    kept: &'static [&'static str],
}

impl Git {
    pub(super) fn at(dir: &Path) -> Git {
        Git { dir: dir.to_path_buf(), kept: &["GIT_INDEX_FILE"] }
    }

    /// Inside `pre-receive` the pushed objects lie where the environment
    /// says, and nowhere else.
    pub(super) fn receiving(dir: &Path) -> Git {
        let kept = &["GIT_QUARANTINE_PATH", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"];
        Git { dir: dir.to_path_buf(), kept }
    }

    pub(super) fn dir(&self) -> &Path {
        &self.dir
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = keeping("git", &self.dir, self.kept);
        // A repository must not choose programs that the guard then runs.
        command.args(["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"]).args(args);
        command
    }

    /// What git prints.
    pub(super) fn output(&self, args: &[&str]) -> Result<Vec<u8>, InputError> {
        let output = self.command(args).output();
        said(args, output)
    }

    /// The one line that git prints, without its end.
    pub(super) fn line(&self, args: &[&str]) -> Result<String, InputError> {
        Ok(String::from_utf8_lossy(&self.output(args)?).trim().to_owned())
    }

    /// What git prints when it is given `input`.
    pub(super) fn fed(&self, args: &[&str], input: Vec<u8>) -> Result<Vec<u8>, InputError> {
        let mut child = self.start(args)?;
        let stdin = child.stdin.take();
        // A child that ends early says why itself.
        let writer = std::thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&input)));
        let output = child.wait_with_output();
        let _ = writer.join();
        said(args, output)
    }

    /// Starts git with pipes to talk through.
    pub(super) fn start(&self, args: &[&str]) -> Result<Child, InputError> {
        let mut command = self.command(args);
        let started = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        started.map_err(|error| failed(args, error.to_string()))
    }
}

fn said(args: &[&str], output: std::io::Result<Output>) -> Result<Vec<u8>, InputError> {
    let output = output.map_err(|error| failed(args, error.to_string()))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let text = String::from_utf8_lossy(&output.stderr);
    let line = text.lines().find(|line| !line.starts_with("hint:")).unwrap_or("no message");
    Err(failed(args, line.to_owned()))
}

/// git's words as an error.
pub(super) fn failed(args: &[&str], why: String) -> InputError {
    let command = args.iter().find(|arg| !arg.starts_with('-')).copied().unwrap_or("");
    InputError::Git { command: command.to_owned(), why }
}
