//! What is kept between runs changes no answer: after any edit of a real
//! workspace, a run that uses what earlier runs have kept says what a run
//! says that judges everything anew.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{files, folder, git, guard, home, sample, told, write};
use proptest::prelude::*;

const CARGO: &str = "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
const MANIFEST: &str = "version: 1\nsecrets:\n  - { id: stripe, class: runtime, kind: secret, env: STRIPE_API_KEY, \
                        owner: us, deprecated: [{ name: STRIPE_KEY, since: \"2024-01-01\" }] }\n";

/// Something that a person may do to a workspace.
#[derive(Clone, Copy, Debug)]
enum Edit {
    Remove,
    Repeat,
    /// A line of another file is added.
    Borrow,
    /// A word is replaced by another of the file.
    Rename,
    /// The file is copied to another path.
    Copy,
    Delete,
    /// `secrets.yaml` comes or goes.
    Declare,
}

type Step = (Edit, usize, usize, usize);

fn step() -> impl Strategy<Value = Step> {
    use Edit::*;
    let edit = prop::sample::select(vec![Remove, Repeat, Borrow, Borrow, Rename, Rename, Copy, Delete, Declare]);
    (edit, 0_usize..10_000, 0_usize..10_000, 0_usize..10_000)
}

struct Shop {
    dir: tempfile::TempDir,
    home: tempfile::TempDir,
}

impl Shop {
    /// All fixtures together, as one repository.
    fn new() -> Shop {
        let dir = folder(&[("Cargo.toml", CARGO), ("target/CACHEDIR.TAG", ""), (".gitignore", "target\n")]);
        let from = home().join("testdata");
        for path in files(&from) {
            let shown = path.strip_prefix(&from).expect("below testdata").to_string_lossy().replace('\\', "/");
            let own = ["secret-guard.yaml", "secrets.yaml", "secret-guard.baseline", "Cargo.toml"];
            if !own.iter().any(|name| shown.ends_with(name)) {
                let bytes = fs::read(&path).expect("a fixture");
                write(dir.path(), &format!("src/{shown}"), &bytes);
            }
        }
        git(dir.path(), &["init", "-q", "-b", "main"]);
        let shop = Shop { dir, home: folder(&[]) };
        shop.commit();
        shop
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }

    fn commit(&self) {
        git(self.path(), &["add", "-A"]);
        git(self.path(), &["commit", "-qm", "a commit", "--allow-empty"]);
    }

    fn files(&self) -> Vec<PathBuf> {
        files(&self.path().join("src"))
    }

    fn edit(&self, (edit, at, line, with): Step) {
        let all = self.files();
        let path = &all[at % all.len()];
        let text = String::from_utf8_lossy(&fs::read(path).expect("a file")).into_owned();
        let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
        let line = line % lines.len().max(1);
        match edit {
            Edit::Delete => return fs::remove_file(path).expect("it is there"),
            Edit::Copy => {
                let beside = path.with_file_name(format!("copy_{with}.{}", ending(path)));
                fs::copy(path, beside).expect("it can be copied");
                return;
            }
            Edit::Declare => {
                let path = self.path().join("secrets.yaml");
                return match path.exists() {
                    true => fs::remove_file(path).expect("it is there"),
                    false => write(self.path(), "secrets.yaml", MANIFEST.as_bytes()),
                };
            }
            Edit::Remove => drop(lines.drain(line..(line + 1).min(lines.len()))),
            Edit::Repeat => lines.extend(lines.get(line).cloned()),
            Edit::Borrow => {
                let other = all.iter().cycle().skip(with % all.len()).find(|other| ending(other) == ending(path));
                let other = fs::read(other.expect("itself at least")).expect("a file");
                let other = String::from_utf8_lossy(&other).into_owned();
                let borrowed = other.split_inclusive('\n').cycle().nth(with % 97).unwrap_or("\n");
                lines.insert(line, format!("{}\n", borrowed.trim_end()));
            }
            Edit::Rename => {
                let is_word = |c: char| c.is_alphanumeric() || c == '_';
                let words: Vec<&str> = text.split(|c| !is_word(c)).filter(|word| !word.is_empty()).collect();
                if let (Some(old), Some(new)) =
                    (words.get(line % words.len().max(1)), words.get(with % words.len().max(1)))
                {
                    lines = vec![text.replace(old, new)];
                }
            }
        }
        fs::write(path, lines.concat()).expect("it can be written");
    }

    fn says(&self, args: &[&str]) -> (i32, String) {
        let mut command = guard(self.path());
        command.env("XDG_CACHE_HOME", self.home.path()).args(["check", "--format", "json", "-q"]).args(args);
        let (code, out, err) = told(&command.output().expect("it starts"));
        (code, out + &err)
    }

    fn agrees(&self, args: &[&str]) {
        let kept = self.says(args);
        assert_eq!(kept, self.says(&[args, &["--no-cache"]].concat()), "{args:?}");
        assert!(kept.0 < 2, "{}", kept.1);
    }
}

fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default()
}

proptest! {
    #![proptest_config(sample(1))]
    #[test]
    fn after_any_edit_the_answer_is_that_of_a_run_without_a_past(
        steps in prop::collection::vec(prop::collection::vec(step(), 1..4), 6),
    ) {
        let shop = Shop::new();
        shop.agrees(&[]);
        for (number, edits) in steps.into_iter().enumerate() {
            edits.into_iter().for_each(|edit| shop.edit(edit));
            match number % 3 {
                0 => shop.agrees(&[]),
                1 => {
                    git(shop.path(), &["add", "-A"]);
                    shop.agrees(&["--staged"]);
                    shop.commit();
                }
                _ => shop.agrees(&["--since", "HEAD"]),
            }
        }
    }
}
