//! A small file system of a test's own, to be filled.
#![allow(dead_code, reason = "each test file uses its part")]

use std::path::{Path, PathBuf};
use std::process::Command;

const INSIDE: &str = "VAULT_TEST_DISK";

/// Runs `test` of this program again where `disk` is a file system of this size, as in `256k`.
pub fn on_small_disk(size: &str, test: &str, inside: impl FnOnce(&Path)) {
    if let Some(disk) = std::env::var_os(INSIDE) {
        return inside(Path::new(&disk));
    }
    let folder = tempfile::tempdir().expect("a scratch folder");
    let status = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c"])
        .arg(format!("mount -t tmpfs -o size={size},mode=700 tmpfs \"$0\" && exec \"$@\""))
        .arg(folder.path())
        .arg(std::env::current_exe().expect("this test"))
        .args(["--exact", test, "--nocapture"])
        .env(INSIDE, folder.path())
        .status()
        .expect("unshare");
    assert!(status.success(), "{test} failed on its disk");
}

/// Takes all space there is but for `leave` bytes; all of it is free again when the file is removed.
pub fn fill(disk: &Path, leave: u64) -> PathBuf {
    let path = disk.join("filler");
    let mut size = 1 << 20;
    while size > 0 {
        let mut file = std::fs::OpenOptions::new().append(true).create(true).open(&path).expect("a file");
        if std::io::Write::write_all(&mut file, &vec![0; size]).is_err() {
            size /= 2;
        }
    }
    let file = std::fs::OpenOptions::new().write(true).open(&path).expect("a file");
    let len = file.metadata().expect("a file").len();
    file.set_len(len.saturating_sub(leave)).expect("shorter");
    path
}
