//! A scratch vault and the program run on it.
#![allow(dead_code, reason = "each test file uses its part")]

use std::ffi::OsString;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use secret_guard_vault::Secret;
use secret_guard_vault::custody::KeyFile;
use secret_guard_vault::envelope::Cost;
use serde_json::Value;

pub const ACCOUNT: &str = "acme-prod";
pub const PASSPHRASE: &[u8] = b"of these tests only";

const MANIFEST: &str = "version: 1
secrets:
  - { id: api-key, class: runtime, kind: secret, env: API_KEY, owner: team, required_in: [strict], rotate_every: 90d }
  - { id: mail-token, class: integration, kind: secret, env: MAIL_TOKEN, owner: team, aliases: [SMTP_TOKEN],
      deprecated: [{ name: OLD_MAIL_TOKEN, since: 2026-01-31 }] }
  - { id: peer-key, class: transport, kind: secret, env: PEER_KEY, owner: team }
  - { id: http-port, class: runtime, kind: config, env: HTTP_PORT, owner: team }
";

/// A folder with a manifest and a key file; the vault is made by `init`.
pub struct Scratch {
    pub dir: tempfile::TempDir,
}

/// What a run gave.
pub struct Ran {
    pub exit: i32,
    pub out: Vec<u8>,
    pub err: String,
}

impl Ran {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.out).into_owned()
    }

    /// The one JSON object of standard output.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.out).unwrap_or_else(|error| panic!("{error}: {}{}", self.text(), self.err))
    }

    /// The result in it.
    pub fn result(&self) -> Value {
        let mut json = self.json();
        assert!(json["v"] == 1 && json["ok"] == (self.exit == 0), "{json}");
        json["result"].take()
    }

    /// The error of standard error, in JSON.
    pub fn error(&self) -> Value {
        let mut json: Value = serde_json::from_str(&self.err).unwrap_or_else(|error| panic!("{error}: {}", self.err));
        assert!(json["v"] == 1 && json["ok"] == false && json["error"]["exit"] == self.exit, "{json}");
        json["error"].take()
    }

    #[track_caller]
    pub fn ok(self) -> Self {
        assert_eq!(self.exit, 0, "{}{}", self.text(), self.err);
        self
    }
}

impl Scratch {
    /// Without a vault yet. The key file's cost is the least that is accepted: each command derives its key.
    pub fn empty() -> Self {
        let dir = tempfile::tempdir().expect("a scratch folder");
        let scratch = Self { dir };
        std::fs::write(scratch.manifest(), MANIFEST).expect("written");
        let mut file = std::fs::File::options().write(true).create_new(true).mode(0o600).open(scratch.passphrase());
        file.as_mut().expect("a file").write_all(PASSPHRASE).expect("written");
        std::fs::create_dir(scratch.dir.path().join("keys")).expect("a folder");
        KeyFile::create(&scratch.keys(), Secret::new(PASSPHRASE.to_vec()), Cost::LEAST).expect("a key file");
        scratch
    }

    /// With an empty vault.
    pub fn new() -> Self {
        let scratch = Self::empty();
        scratch.run(&["init"]).ok();
        scratch
    }

    /// With two secrets, one in two versions.
    pub fn filled() -> Self {
        let scratch = Self::new();
        for (id, text) in [("api-key", "first value"), ("api-key", "second value"), ("mail-token", "of the mail")] {
            scratch.run_with(&["set", id], text.as_bytes()).ok();
        }
        scratch
    }

    pub fn home(&self) -> PathBuf {
        self.dir.path().join("vault")
    }

    pub fn keys(&self) -> PathBuf {
        self.dir.path().join("keys/file")
    }

    pub fn manifest(&self) -> PathBuf {
        self.dir.path().join("secrets.yaml")
    }

    pub fn passphrase(&self) -> PathBuf {
        self.dir.path().join("passphrase")
    }

    /// The program, told of this vault by its environment, as an operator's shell would have it.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = self.surround(Command::new(env!("CARGO_BIN_EXE_secret-vault")));
        command.args(args);
        command
    }

    /// Any command in the same surroundings.
    pub fn surround(&self, mut command: Command) -> Command {
        let mut keys = OsString::from("file:");
        keys.push(self.keys());
        command
            .current_dir(self.dir.path())
            .env("SECRET_VAULT_HOME", self.home())
            .env("SECRET_VAULT_ACCOUNT", ACCOUNT)
            .env("SECRET_VAULT_KEY_HOLDER", keys)
            .env("SECRET_VAULT_PASSPHRASE_FILE", self.passphrase())
            .env("SECRET_VAULT_ACTOR", "tester")
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, b"")
    }

    pub fn run_with(&self, args: &[&str], input: &[u8]) -> Ran {
        feed(self.command(args), input)
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.home().join("audit.log")).expect("a log")
    }
}

/// Runs a command to its end with this input.
pub fn feed(mut command: Command, input: &[u8]) -> Ran {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a child");
    // Who is refused does not read what it is given.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    ran(child.wait_with_output().expect("its end"))
}

pub fn ran(output: Output) -> Ran {
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    Ran { exit: output.status.code().unwrap_or(-1), out: output.stdout, err }
}

/// Every file below a folder, with its content.
pub fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path)
            } else {
                all.push((path.clone(), std::fs::read(&path).expect("a file")))
            }
        }
    }
    all.sort();
    all
}
