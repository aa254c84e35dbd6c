//! What is kept in `target/`: it saves work and decides nothing.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{folder, guard, told, write};

const CARGO: &str = "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
const BAD: &str = "pub fn f() { let _ = std::env::var(\"SHOP_TOKEN\"); }\n";

struct Shop {
    dir: tempfile::TempDir,
    home: tempfile::TempDir,
}

impl Shop {
    fn new() -> Shop {
        let dir = folder(&[("Cargo.toml", CARGO), ("src/lib.rs", BAD), ("target/CACHEDIR.TAG", "")]);
        Shop { dir, home: folder(&[]) }
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }

    fn check(&self, args: &[&str]) -> (i32, String) {
        let mut command = guard(self.path());
        command.env("XDG_CACHE_HOME", self.home.path()).args(["check", "--format", "json", "-q"]).args(args);
        let (code, out, err) = told(&command.output().expect("it starts"));
        (code, out + &err)
    }

    fn entries(&self) -> Vec<PathBuf> {
        let dir = self.path().join("target/secret-guard");
        files_in(&dir)
    }

    /// Where facts of files are kept.
    fn shelves(&self) -> Vec<PathBuf> {
        files_in(&self.path().join("target/secret-guard/facts"))
    }
}

fn files_in(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    let entries = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

#[test]
fn a_second_run_says_the_same_from_what_was_kept() {
    let shop = Shop::new();
    let first = shop.check(&[]);
    assert_eq!(first.0, 1);
    let kept = shop.entries();
    assert_eq!(shop.check(&[]), first);
    assert_eq!(shop.check(&["--no-cache"]), first);
    assert_eq!(shop.entries(), kept);
    assert!(!fs::read(&shop.entries()[0]).expect("an entry").is_empty());
}

#[test]
fn whatever_is_judged_anew_is_judged_by_what_is_there() {
    let shop = Shop::new();
    assert_eq!(shop.check(&[]).0, 1);
    write(shop.path(), "src/lib.rs", BAD.replace("SHOP_TOKEN", "HOME").as_bytes());
    assert_eq!(shop.check(&[]).0, 0);
    write(shop.path(), "src/lib.rs", BAD.as_bytes());
    assert_eq!(shop.check(&["--level", "env-read=warn"]).0, 0);
    assert_eq!(shop.check(&["--rule", "deprecated-alias"]).0, 0);
    write(shop.path(), "secret-guard.yaml", b"version: 1\nrules: { env-read: { level: warn } }\n");
    assert_eq!(shop.check(&[]).0, 0);
    fs::remove_file(shop.path().join("secret-guard.yaml")).expect("it is there");
    assert_eq!(shop.check(&[]).0, 1);
}

#[test]
fn a_broken_or_foreign_entry_is_passed_over() {
    let shop = Shop::new();
    let first = shop.check(&[]);
    let entries = shop.entries();
    for entry in &entries {
        let sealed = fs::read(entry).expect("an entry");
        let text = String::from_utf8_lossy(&sealed[32..]).into_owned();
        let start = text.find("\"findings\":[").expect("a list") + 12;
        let end = text.find("],\"exemptions\"").or_else(|| text.find("],\"notes\"")).expect("its end");
        let forged = [&sealed[..32], &text.as_bytes()[..start], &text.as_bytes()[end..]].concat();
        let mut flipped = sealed.clone();
        flipped[3] ^= 1;
        for bytes in [forged, flipped, sealed[..40].to_vec(), Vec::new(), b"{}".to_vec()] {
            // Nobody asks for a part where the whole is known.
            entries.iter().for_each(|entry| drop(fs::remove_file(entry)));
            fs::write(entry, bytes).expect("it can be written");
            assert_eq!(shop.check(&[]), first);
            assert_eq!(fs::read(entry).expect("it was made anew"), sealed);
        }
    }
    // Somebody else's entry for the same content, with what he likes in it.
    let other = Shop { home: folder(&[]), dir: folder(&[]) };
    write(other.home.path(), "secret-guard/key", &[7; 32]);
    let mut command = guard(shop.path());
    command.env("XDG_CACHE_HOME", other.home.path()).args(["check", "-q"]);
    command.output().expect("it starts");
    let sealed = |entry: &PathBuf| fs::read(entry).expect("an entry");
    let foreign: Vec<Vec<u8>> = entries.iter().map(sealed).collect();
    assert_eq!(shop.check(&[]), first);
    let own: Vec<Vec<u8>> = entries.iter().map(sealed).collect();
    assert!(foreign.iter().zip(&own).any(|(foreign, own)| foreign != own), "sealed with another key");
}

/// Facts of files are sealed as well: whatever lies there, the answer is the
/// one of a run that reads everything.
#[test]
fn broken_or_foreign_facts_are_passed_over() {
    let shop = Shop::new();
    let first = shop.check(&[]);
    let whole = fs::read(&shop.shelves()[0]).expect("facts");
    let other = Shop::new();
    write(other.home.path(), "secret-guard/key", &[7; 32]);
    write(other.path(), "src/lib.rs", b"pub fn f() {}");
    other.check(&[]);
    let foreign = fs::read(&other.shelves()[0]).expect("facts");
    let mut forgeries = vec![foreign, whole[..whole.len() / 2].to_vec(), Vec::new(), vec![0xFF; 500]];
    for at in (0..whole.len()).step_by(7) {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x40;
        forgeries.push(flipped);
    }
    for bytes in forgeries {
        shop.entries().iter().chain(&shop.shelves()).for_each(|path| fs::remove_file(path).expect("it is there"));
        write(shop.path(), "target/secret-guard/facts/00", &bytes);
        assert_eq!(shop.check(&[]), first);
        shop.entries().iter().for_each(|path| fs::remove_file(path).expect("it is there"));
        assert_eq!(shop.check(&[]), first);
    }
}

#[test]
fn what_no_file_says_any_more_is_thrown_away() {
    let shop = Shop::new();
    for n in 0..40 {
        write(shop.path(), "src/lib.rs", BAD.replace("SHOP", &format!("SHOP_{n}")).as_bytes());
        shop.check(&[]);
    }
    assert!(shop.shelves().len() <= 9, "{:?}", shop.shelves());
    let size: u64 = shop.shelves().iter().map(|path| fs::metadata(path).expect("it is there").len()).sum();
    assert!(size < 20_000, "{size}");
}

#[test]
fn the_key_is_the_users_and_old_entries_go() {
    let shop = Shop::new();
    for n in 0..30 {
        write(shop.path(), "src/lib.rs", BAD.replace("SHOP", &format!("SHOP_{n}")).as_bytes());
        shop.check(&[]);
    }
    assert!(shop.entries().len() <= 36);
    let key = shop.home.path().join("secret-guard/key");
    assert_eq!(fs::read(&key).expect("a key").len(), 32);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&key).expect("a key").permissions().mode() & 0o077, 0);
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_or_where_nothing_is_built() {
    let shop = Shop::new();
    let outside = folder(&[]);
    std::os::unix::fs::symlink(outside.path(), shop.path().join("target/secret-guard")).expect("a link");
    assert_eq!(shop.check(&[]).0, 1);
    fs::remove_dir_all(shop.path().join("target")).expect("it is there");
    std::os::unix::fs::symlink(outside.path(), shop.path().join("target")).expect("a link");
    assert_eq!(shop.check(&[]).0, 1);
    assert_eq!(fs::read_dir(outside.path()).expect("a folder").count(), 0);
    fs::remove_file(shop.path().join("target")).expect("a link");
    assert_eq!(shop.check(&[]).0, 1);
    assert!(!shop.path().join("target").exists());
}
