//! Git hooks, on real commits: ours, and those of pre-commit.

mod common;

use std::ffi::OsString;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

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

/// Every way to commit; each must judge what is committed, not what lies
/// there.
fn commits(repo: &Repo) {
    // In the index, cleaned in the work tree.
    repo.write("src/lib.rs", &bad("g"));
    repo.git(&["add", "src/lib.rs"]);
    repo.write("src/lib.rs", CLEAN);
    repo.refuses(&["commit", "-qm", "x"], "STRIPE_API_KEY");
    repo.git(&["reset", "-q", "--hard"]);
    // In the work tree only.
    repo.write("src/lib.rs", &bad("g"));
    repo.write("src/other.rs", "pub fn h() {}\n");
    repo.git(&["add", "src/other.rs"]);
    repo.git(&["commit", "-qm", "only the other file"]);
    repo.refuses(&["commit", "-qam", "x"], "STRIPE_API_KEY");
    // A file by name, while another one is staged.
    repo.write("src/third.rs", CLEAN);
    repo.git(&["add", "."]);
    repo.git(&["commit", "-qm", "third alone", "src/third.rs"]);
    repo.refuses(&["commit", "-qm", "x", "src/lib.rs"], "STRIPE_API_KEY");
    repo.git(&["reset", "-q", "--hard"]);
    parts(repo);
    // What was there before is not held against a commit that touches it.
    repo.write("src/old.rs", &bad("old"));
    repo.git(&["add", "."]);
    repo.git(&["commit", "-qnm", "the past"]);
    repo.write("src/old.rs", &format!("// moved\n\n{}", bad("old")));
    repo.git(&["commit", "-qam", "a line above"]);
}

/// `add -p`: one hunk of two.
fn parts(repo: &Repo) {
    let gap = "// a line\n".repeat(12);
    repo.write("src/parts.rs", &format!("// first\n{gap}// last\n"));
    repo.git(&["add", "."]);
    repo.git(&["commit", "-qm", "two ends"]);
    repo.write("src/parts.rs", &format!("pub fn first() {{}}\n{gap}{}", bad("last")));
    let choose = |answers: &str| {
        let mut git = repo.command("git", repo.path());
        let mut child =
            git.args(["add", "-p"]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("git starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        stdin.write_all(answers.as_bytes()).expect("git reads");
        drop(stdin);
        assert!(child.wait().expect("git ends").success());
    };
    choose("y\nn\n");
    repo.git(&["commit", "-qm", "the clean hunk"]);
    choose("y\n");
    repo.refuses(&["commit", "-qm", "x"], "STRIPE_API_KEY");
    repo.git(&["reset", "-q", "--hard"]);
}

#[test]
fn a_commit_is_judged_by_what_it_will_hold() {
    commits(&Repo::guarded(&[]));
}

#[test]
fn the_first_commit_counts_whole_and_one_without_code_passes() {
    let repo = Repo { dir: common::folder(&[]), home: common::folder(&[]) };
    repo.git(&["init", "-q"]);
    assert_eq!(repo.guard(&["hook", "install"]).0, 0);
    repo.write("picture.png", "");
    repo.git(&["add", "."]);
    repo.git(&["commit", "-qm", "no code"]);
    repo.git(&["update-ref", "-d", "HEAD"]);
    repo.write("main.rs", &bad("main"));
    repo.git(&["add", "."]);
    repo.refuses(&["commit", "-qm", "x"], "STRIPE_API_KEY");
}

#[test]
fn secrets_in_text_are_stopped_and_not_shown() {
    let repo = Repo::guarded(&[]);
    let token = format!("sk_{}_{}", "live", "4eC39HqLyjWDarjtT1zdp7dc");
    repo.write("notes.txt", &format!("key = {token}\n"));
    repo.git(&["add", "."]);
    let (code, out, err) = told(&repo.output(repo.path(), &["commit", "-qm", "x"]));
    assert_ne!(code, 0, "{out}{err}");
    assert!(!format!("{out}{err}").contains(&token[8..20]), "{out}{err}");
}

#[test]
fn merges_rebases_and_linked_worktrees_are_judged() {
    let repo = Repo::guarded(&[]);
    repo.git(&["checkout", "-qb", "side"]);
    repo.write("src/side.rs", &bad("side"));
    repo.git(&["add", "."]);
    repo.git(&["commit", "-qnm", "past the hook"]);
    repo.git(&["checkout", "-q", "main"]);
    repo.write("src/other.rs", "pub fn h() {}\n");
    repo.git(&["commit", "-qam", "main goes on"]);
    repo.refuses(&["merge", "-q", "--no-edit", "side"], "STRIPE_API_KEY");
    repo.git(&["merge", "--abort"]);
    // A merge that is decided by hand.
    repo.git(&["checkout", "-q", "side"]);
    repo.write("src/other.rs", "pub fn i() {}\n");
    repo.git(&["commit", "-qnam", "the same line"]);
    repo.git(&["checkout", "-q", "main"]);
    assert_ne!(repo.output(repo.path(), &["merge", "-q", "side"]).status.code(), Some(0), "it conflicts");
    repo.write("src/other.rs", "pub fn i() {}\n");
    repo.git(&["add", "."]);
    repo.refuses(&["commit", "-q", "--no-edit"], "STRIPE_API_KEY");
    repo.git(&["reset", "-q", "--hard"]);
    // A rebase replays clean commits.
    repo.git(&["checkout", "-qb", "topic", "HEAD~1"]);
    repo.write("src/topic.rs", CLEAN);
    repo.git(&["add", "."]);
    repo.git(&["commit", "-qm", "topic"]);
    repo.git(&["rebase", "-q", "main"]);
    repo.write("src/topic.rs", &bad("topic"));
    repo.git(&["add", "."]);
    repo.refuses(&["commit", "-q", "--amend", "--no-edit"], "STRIPE_API_KEY");
    repo.git(&["reset", "-q", "--hard"]);
    // A linked worktree has an index of its own.
    let linked = repo.home.path().join("linked");
    repo.git(&["worktree", "add", "-q", linked.to_str().expect("a plain path"), "-b", "linked"]);
    write(&linked, "src/linked.rs", bad("linked").as_bytes());
    assert!(repo.output(&linked, &["add", "."]).status.success());
    let (code, out, err) = told(&repo.output(&linked, &["commit", "-qm", "x"]));
    assert!(code != 0 && format!("{out}{err}").contains("STRIPE_API_KEY"), "{out}{err}");
    write(&linked, "src/linked.rs", CLEAN.as_bytes());
    assert!(repo.output(&linked, &["commit", "-qam", "clean"]).status.success());
}

#[test]
fn the_policy_is_the_one_that_is_committed_too() {
    let repo = Repo::guarded(&[]);
    let policy = "version: 1\nsanctioned:\n  - { path: src/lib.rs, rule: env-read, reason: reads, owner: us }\n";
    repo.write("secret-guard.yaml", policy);
    repo.write("src/lib.rs", &bad("g"));
    repo.git(&["add", "src/lib.rs"]);
    repo.refuses(&["commit", "-qm", "the policy is not staged"], "STRIPE_API_KEY");
    repo.git(&["add", "secret-guard.yaml"]);
    repo.git(&["commit", "-qm", "with the policy"]);
}

const EXISTING: &str = "#!/bin/sh\necho existing hook ran >&2\n[ ! -f forbidden ]\n";

#[test]
fn a_hook_that_was_there_runs_first_and_comes_back() {
    let repo = Repo::new();
    let own = repo.script(".git/hooks/pre-commit", EXISTING);
    assert_eq!(repo.guard(&["hook", "install"]).0, 0);
    assert_eq!(repo.guard(&["hook", "install"]).0, 0, "a second time changes nothing");
    repo.write("src/lib.rs", &bad("g"));
    repo.refuses(&["commit", "-qam", "x"], "existing hook ran");
    repo.refuses(&["commit", "-qam", "x"], "STRIPE_API_KEY");
    repo.write("src/lib.rs", "pub fn g() {}\n");
    repo.write("forbidden", "");
    repo.refuses(&["commit", "-qam", "x"], "existing hook ran");
    fs::remove_file(repo.path().join("forbidden")).expect("it is there");
    repo.git(&["commit", "-qam", "both agree"]);
    assert_eq!(repo.guard(&["hook", "uninstall"]).0, 0);
    assert_eq!(fs::read_to_string(&own).expect("it is back"), EXISTING);
    assert!(!repo.path().join(".git/hooks/pre-merge-commit").exists());
    assert_eq!(repo.guard(&["hook", "uninstall"]).0, 2, "there is nothing left");
}

#[test]
fn core_hooks_path_is_honoured() {
    let repo = Repo::new();
    repo.git(&["config", "core.hooksPath", "tools/hooks"]);
    assert_eq!(repo.guard(&["hook", "install"]).0, 0);
    let script = fs::read_to_string(repo.path().join("tools/hooks/pre-commit")).expect("it is there");
    assert!(script.contains("guard='cargo-secret-guard'"), "no path of this machine in a shared file: {script}");
    repo.write("src/lib.rs", &bad("g"));
    repo.refuses(&["commit", "-qam", "x"], "STRIPE_API_KEY");
}

#[test]
fn husky_and_lefthook_keep_their_say() {
    let repo = Repo::new();
    // What husky 9 leaves: git runs `.husky/_`, which runs the files above.
    let run = "#!/bin/sh\nn=$(basename \"$0\")\ns=$(dirname \"$(dirname \"$0\")\")/$n\n[ ! -f \"$s\" ] || exec sh -e \"$s\" \"$@\"\n";
    repo.script(".husky/_/pre-commit", run);
    repo.write(".husky/pre-commit", "echo husky ran >&2\n");
    repo.git(&["config", "core.hooksPath", ".husky/_"]);
    assert_eq!(repo.guard(&["hook", "install", "--pre-commit"]).0, 0);
    repo.write("src/lib.rs", &bad("g"));
    repo.refuses(&["commit", "-qam", "x"], "husky ran");
    repo.refuses(&["commit", "-qam", "x"], "STRIPE_API_KEY");
    assert_eq!(repo.guard(&["hook", "uninstall"]).0, 0);
    let left = fs::read_to_string(repo.path().join(".husky/pre-commit")).expect("it is there");
    assert_eq!(left, "echo husky ran >&2\n");
    assert!(!repo.path().join(".husky/pre-merge-commit").exists());

    let repo = Repo::new();
    repo.write("lefthook.yml", "pre-push: {}\n");
    let (code, _, err) = repo.guard(&["hook", "install"]);
    assert_eq!(code, 2);
    assert!(err.contains("run: cargo-secret-guard hook run pre-commit"), "{err}");
}

#[test]
fn all_repositories_are_guarded_and_keep_their_own_hooks() {
    let repo = Repo::new();
    repo.script(".git/hooks/pre-commit", EXISTING);
    repo.script(".git/hooks/post-commit", "#!/bin/sh\necho after >&2\n");
    assert_eq!(repo.guard(&["hook", "install", "--global"]).0, 0);
    repo.write("src/lib.rs", &bad("g"));
    repo.refuses(&["commit", "-qam", "x"], "existing hook ran");
    repo.refuses(&["commit", "-qam", "x"], "STRIPE_API_KEY");
    repo.write("src/lib.rs", "pub fn g() {}\n");
    let (code, _, err) = told(&repo.output(repo.path(), &["commit", "-qam", "clean"]));
    assert!(code == 0 && err.contains("after"), "{err}");
    assert_eq!(repo.guard(&["hook", "install"]).0, 2, "a local one would not be run");
    assert_eq!(repo.guard(&["hook", "uninstall", "--global"]).0, 0);
    let set = repo.output(repo.path(), &["config", "--global", "core.hooksPath"]);
    assert_eq!(String::from_utf8_lossy(&set.stdout), "");
    repo.write("src/lib.rs", &bad("g"));
    repo.git(&["commit", "-qam", "nobody looks"]);
}

#[test]
fn a_program_that_is_gone_stops_the_commit_and_says_so() {
    let repo = Repo::guarded(&[]);
    let hook = repo.path().join(".git/hooks/pre-commit");
    let text = fs::read_to_string(&hook).expect("it is there");
    let gone: String = text
        .lines()
        .map(|line| match line.strip_prefix("guard=") {
            Some(_) => "guard=/nowhere/cargo-secret-guard\n".to_owned(),
            None => format!("{}\n", line.replace("guard=cargo-secret-guard", "guard=also-nowhere")),
        })
        .collect();
    repo.script(".git/hooks/pre-commit", &gone);
    repo.write("src/lib.rs", "pub fn g() {}\n");
    repo.refuses(&["commit", "-qam", "x"], "install it again");
}

#[test]
fn messages_and_pushes_are_judged() {
    let repo = Repo::guarded(&["--commit-msg", "--pre-push"]);
    let token = format!("sk_{}_{}", "live", "4eC39HqLyjWDarjtT1zdp7dc");
    repo.refuses(&["commit", "--allow-empty", "-qm", &format!("with stripe_key={token}")], "stripe");
    repo.git(&["commit", "--allow-empty", "-qm", "without"]);
    let remote = repo.home.path().join("remote.git");
    let remote = remote.to_str().expect("a plain path");
    repo.git(&["init", "-q", "--bare", remote]);
    repo.git(&["push", "-q", remote, "main"]);
    repo.write("notes.txt", &format!("stripe_key = {token}\n"));
    repo.git(&["add", "."]);
    repo.git(&["commit", "-qm", "no pre-commit hook here"]);
    repo.refuses(&["push", "-q", remote, "main"], "stripe");
}

/// A repository that pre-commit takes the hooks from.
fn hooks() -> tempfile::TempDir {
    let manifest = fs::read_to_string(common::home().join(".pre-commit-hooks.yaml")).expect("the manifest is there");
    let dir = common::folder(&[(".pre-commit-hooks.yaml", &manifest)]);
    common::git(dir.path(), &["init", "-q"]);
    common::git(dir.path(), &["add", "."]);
    common::git(dir.path(), &["commit", "-qm", "hooks"]);
    dir
}

fn pre_commit(repo: &Repo, args: &[&str]) {
    let output = repo.command("python3", repo.path()).args(["-m", "pre_commit"]).args(args).output().expect("python3");
    let (code, out, err) = told(&output);
    assert_eq!(code, 0, "pre-commit {args:?}; tests/setup.sh installs it: {out}{err}");
}

fn with_pre_commit(id: &str, kinds: &[&str]) -> (Repo, tempfile::TempDir) {
    let (repo, hooks) = (Repo::new(), hooks());
    let head = Command::new("git").args(["rev-parse", "HEAD"]).current_dir(hooks.path()).output().expect("git");
    let rev = String::from_utf8_lossy(&head.stdout).trim().to_owned();
    let config = format!("repos:\n  - repo: {}\n    rev: {rev}\n    hooks: [{{ id: {id} }}]\n", hooks.path().display());
    repo.write(".pre-commit-config.yaml", &config);
    repo.git(&["add", "."]);
    repo.git(&["commit", "-qm", "pre-commit"]);
    for kind in kinds {
        pre_commit(&repo, &["install", "--hook-type", kind]);
    }
    (repo, hooks)
}

#[test]
fn pre_commit_runs_the_hook_on_every_kind_of_commit() {
    let (repo, _hooks) = with_pre_commit("secret-guard-system", &["pre-commit", "pre-merge-commit"]);
    pre_commit(&repo, &["validate-config"]);
    pre_commit(&repo, &["validate-manifest", common::home().join(".pre-commit-hooks.yaml").to_str().expect("plain")]);
    commits(&repo);
    repo.git(&["checkout", "-qb", "side", "HEAD~1"]);
    repo.write("src/side.rs", &bad("side"));
    repo.git(&["add", "."]);
    repo.git(&["commit", "-qnm", "past the hook"]);
    repo.git(&["checkout", "-q", "main"]);
    repo.refuses(&["merge", "-q", "--no-edit", "side"], "STRIPE_API_KEY");
    repo.git(&["reset", "-q", "--hard"]);
    repo.git(&["rebase", "-q", "HEAD~1"]);
}

#[test]
fn pre_commit_runs_the_hooks_of_messages_and_pushes() {
    let token = format!("sk_{}_{}", "live", "4eC39HqLyjWDarjtT1zdp7dc");
    let (repo, _hooks) = with_pre_commit("secret-guard-system-message", &["commit-msg"]);
    repo.refuses(&["commit", "--allow-empty", "-qm", &format!("with stripe_key={token}")], "stripe");
    repo.git(&["commit", "--allow-empty", "-qm", "without"]);
    let (repo, _hooks) = with_pre_commit("secret-guard-system-push", &["pre-push"]);
    let remote = repo.home.path().join("remote.git");
    let remote = remote.to_str().expect("a plain path");
    repo.git(&["init", "-q", "--bare", remote]);
    repo.git(&["remote", "add", "origin", remote]);
    repo.git(&["push", "-q", "origin", "main"]);
    repo.write("notes.txt", &format!("stripe_key = {token}\n"));
    repo.git(&["add", "."]);
    repo.git(&["commit", "-qm", "a secret"]);
    repo.refuses(&["push", "-q", "origin", "main"], "stripe");
}
