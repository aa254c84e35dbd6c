//! Git hooks, on real commits: ours, and those of pre-commit.

#[path = "../common/mod.rs"]
mod common;

mod chained;
mod commits;
mod managed;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::{scrub, told, write};

const CARGO: &str = "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";

const CLEAN: &str = "pub fn f() {}\n";

fn bad(name: &str) -> String {
    format!("pub fn {name}() {{ let _ = std::env::var(\"STRIPE_API_KEY\"); }}\n")
}

/// A repository whose git knows this program and no settings of the machine.
struct Repo {
    dir: tempfile::TempDir,
    home: tempfile::TempDir,
}
impl Repo {
    fn new() -> Repo {
        let repo = Repo { dir: common::folder(&[]), home: common::folder(&[]) };
        repo.git(&["init", "-q", "-b", "main"]);
        repo.write("Cargo.toml", CARGO);
        repo.write("src/lib.rs", CLEAN);
        repo.write("src/other.rs", CLEAN);
        repo.git(&["add", "."]);
        repo.git(&["commit", "-qm", "start"]);
        repo
    }

    /// The same with the guard's hooks.
    fn guarded(args: &[&str]) -> Repo {
        let repo = Repo::new();
        let (code, _, err) = repo.guard(&[&["hook", "install"], args].concat());
        assert_eq!(code, 0, "{err}");
        repo
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }

    fn command(&self, program: &str, dir: &Path) -> Command {
        let mut command = Command::new(program);
        scrub(&mut command);
        let bin = Path::new(env!("CARGO_BIN_EXE_cargo-secret-guard")).parent().expect("a folder");
        let paths = std::env::var_os("PATH").unwrap_or_default();
        let paths = std::iter::once(bin.to_path_buf()).chain(std::env::split_paths(&paths));
        let paths: OsString = std::env::join_paths(paths).expect("folders without colons");
        let person = ["AUTHOR", "COMMITTER"].map(|role| [format!("GIT_{role}_NAME"), format!("GIT_{role}_EMAIL")]);
        for name in person.iter().flatten() {
            command.env(name, "test@example.invalid");
        }
        command.env("PATH", paths).env("HOME", self.home.path()).env_remove("XDG_CONFIG_HOME").current_dir(dir);
        command.env("XDG_CACHE_HOME", self.home.path().join("cache")).env("GIT_EDITOR", "true");
        command
    }

    fn output(&self, dir: &Path, args: &[&str]) -> Output {
        self.command("git", dir).args(args).output().expect("git is needed")
    }

    fn git(&self, args: &[&str]) {
        let (code, out, err) = told(&self.output(self.path(), args));
        assert_eq!(code, 0, "git {args:?}: {out}{err}");
    }

    /// Asserts that git refuses because of a finding that holds `word`.
    fn refuses(&self, args: &[&str], word: &str) {
        let (code, out, err) = told(&self.output(self.path(), args));
        assert_ne!(code, 0, "git {args:?} went through: {out}{err}");
        assert!(format!("{out}{err}").contains(word), "git {args:?}: {out}{err}");
    }

    fn guard(&self, args: &[&str]) -> (i32, String, String) {
        told(&self.command("cargo-secret-guard", self.path()).args(args).output().expect("the program starts"))
    }

    fn write(&self, path: &str, text: &str) {
        write(self.path(), path, text.as_bytes());
    }

    fn script(&self, path: &str, text: &str) -> PathBuf {
        self.write(path, text);
        let path = self.path().join(path);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it can be made to run");
        }
        path
    }
}
