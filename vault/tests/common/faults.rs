//! Processes that end at a chosen moment: at the n-th call of a kind that changes the disk, or after some time.
#![allow(dead_code, reason = "each test file uses its part")]

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

/// The calls between which a process can be cut short with a difference that another one sees.
const CALLS: &str = "rename,unlink,link,linkat,fsync,fdatasync,pwrite64,write,ftruncate,fallocate,openat";

/// This program again, with one test and the folder it works on.
pub fn child(test: &str, folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this test"));
    with_args(&mut command, test, folder);
    command
}

fn with_args(command: &mut Command, test: &str, folder: &Path) {
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]).env(FOLDER, folder);
}

const FOLDER: &str = "VAULT_TEST_CHILD";

/// The folder that a child works on; none in the test run itself.
pub fn folder() -> Option<std::path::PathBuf> {
    std::env::var_os(FOLDER).map(Into::into)
}

/// A moment in a run: a call's name, and how many of its kind a thread has made by then.
pub type Moment = (String, usize);

/// Runs a child that meets `fault` (as in `signal=SIGKILL`) at a moment.
pub fn at(test: &str, folder: &Path, fault: &str, (call, n): &Moment) -> Output {
    inject(test, folder, &[], call, &format!("{fault}:when={n}"))
}

/// As above, at each call of a kind that is about this path.
pub fn about(path: &Path, test: &str, folder: &Path, call: &str, fault: &str) -> Output {
    inject(test, folder, &["-P".as_ref(), path.as_os_str()], call, fault)
}

fn inject(test: &str, folder: &Path, only: &[&OsStr], call: &str, fault: &str) -> Output {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={call}"), "-e"]);
    command.arg(format!("inject={call}:{fault}")).args(only).arg(std::env::current_exe().expect("this test"));
    with_args(&mut command, test, folder);
    command.output().expect("strace; see tests/setup.sh")
}

/// The moments of a child that nothing stops, in the order in which it comes to them.
pub fn moments(test: &str, folder: &Path) -> Vec<Moment> {
    let trace = folder.with_extension("trace");
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-e", &format!("trace={CALLS}"), "-o"]).arg(&trace);
    command.arg(std::env::current_exe().expect("this test"));
    with_args(&mut command, test, folder);
    let output = command.output().expect("strace; see tests/setup.sh");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    let (mut counts, mut moments) = (BTreeMap::<(&str, &str), usize>::new(), Vec::new());
    let text = std::fs::read_to_string(&trace).expect("a trace");
    for line in text.lines().filter(|line| !line.contains("resumed>")) {
        let Some((thread, call)) = line.split_once('(').and_then(|(head, _)| head.split_once(' ')) else { continue };
        let count = counts.entry((thread, call.trim())).or_default();
        *count += 1;
        let moment = (call.trim().to_owned(), *count);
        if !moments.contains(&moment) {
            moments.push(moment);
        }
    }
    moments
}

/// A vault, of which each fault gets a copy, and the moments of an operation on it.
pub struct Sweep {
    dir: tempfile::TempDir,
    operation: &'static str,
    pub moments: Vec<Moment>,
}

impl Sweep {
    /// `make` makes the vault; `operation` is the test that a child runs on a copy of it.
    pub fn of(operation: &'static str, make: impl FnOnce(&Path)) -> Self {
        let dir = tempfile::tempdir().expect("a scratch folder");
        let (whole, try_out) = (dir.path().join("whole"), dir.path().join("try"));
        std::fs::create_dir(&whole).expect("a folder");
        make(&whole);
        copy(&whole, &try_out);
        Self { operation, moments: moments(operation, &try_out), dir }
    }

    /// Kills the child at some moments, `few` or in a long run many; shows as [`Sweep::each`] does.
    pub fn killed(&self, few: usize, look: impl FnMut(&Path, &Output, &str)) {
        self.each("signal=SIGKILL", &some(self.moments.clone(), kills(few, 1000)), look);
    }

    /// Lets the child find the disk full, as above.
    pub fn full(&self, few: usize, look: impl FnMut(&Path, &Output, &str)) {
        self.each("error=ENOSPC", &some(writes(self.moments.clone()), kills(few, 1000)), look);
    }

    /// Meets `fault` at each of `moments`, and shows what is left of the copy, what the child said, and when it was.
    pub fn each(&self, fault: &str, moments: &[Moment], mut look: impl FnMut(&Path, &Output, &str)) {
        for (n, moment) in moments.iter().enumerate() {
            let folder = self.dir.path().join(format!("fault-{n}"));
            copy(&self.dir.path().join("whole"), &folder);
            let output = at(self.operation, &folder, fault, moment);
            look(&folder, &output, &format!("{fault} at {moment:?}"));
            std::fs::remove_dir_all(&folder).expect("nothing is still written there");
        }
    }
}

/// Those of them at which a disk can turn out to be full.
pub fn writes(moments: Vec<Moment>) -> Vec<Moment> {
    let calls = ["write", "pwrite64", "fsync", "fdatasync", "ftruncate", "fallocate", "rename", "link", "linkat"];
    moments.into_iter().filter(|(call, _)| calls.contains(&call.as_str())).collect()
}

/// Some of them, evenly spread.
pub fn some(moments: Vec<Moment>, most: usize) -> Vec<Moment> {
    let (all, most) = (moments.len(), most.min(moments.len()));
    (0..most).map(|n| moments[n * all / most].clone()).collect()
}

/// Runs a child and ends it after some time, if it lasts that long.
pub fn after(test: &str, folder: &Path, wait: Duration) {
    let mut child = child(test, folder).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a child");
    std::thread::sleep(wait);
    let _ = child.kill();
    child.wait().expect("gone");
}

/// Copies a folder with everything in it.
pub fn copy(from: &Path, to: &Path) {
    std::fs::DirBuilder::new().mode(0o700).recursive(true).create(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(path, target).expect("copied");
        }
    }
}

/// How many kills a test makes: enough for each change, or all that were asked for.
pub fn kills(few: usize, many: usize) -> usize {
    if std::env::var_os("VAULT_LONG").is_some() { many } else { few }
}
