//! The README shows what the program really prints.
//!
//! `SECRET_GUARD_BLESS=1 cargo test --test readme` rewrites it.

mod common;

use std::path::Path;

use common::home;

/// What the first command checks.
const SAMPLE: &str = "testdata/sample";

/// Lines of the sample's report in the README.
const SHOWN: usize = 40;

#[test]
fn the_rule_table_is_the_programs() {
    let printed = guard(&["rules", "--format", "markdown"]);
    same_or_bless("rules", &printed);
}

#[test]
fn the_sample_is_what_the_first_command_prints() {
    let printed = guard(&["check", SAMPLE, "--color", "never"]);
    // The time is not the same twice.
    let shown: Vec<&str> = printed.lines().take_while(|line| !line.contains("checked ")).collect();
    let first: Vec<&str> = shown.iter().take(SHOWN).copied().collect();
    let more = if shown.len() > SHOWN { "…\n" } else { "" };
    same_or_bless("sample", &format!("```text\n{}\n{more}```\n", first.join("\n").trim_end()));
}

/// What the first command shows on a terminal, and what many findings look
/// like there.
#[test]
fn the_pictures_are_what_the_program_prints() {
    picture("docs/check.svg", &["check", SAMPLE]);
    picture("docs/overview.svg", &["check", "testdata/plaintext-column", "testdata/secret-in-serialize"]);
}

fn picture(path: &str, args: &[&str]) {
    let printed = guard(&[args, &["--color", "always"]].concat());
    let all: Vec<&str> = printed.lines().take_while(|line| !line.contains("checked ")).collect();
    let more = if all.len() > SHOWN { "\n…" } else { "" };
    let shown = all.into_iter().take(SHOWN).collect::<Vec<_>>().join("\n");
    let picture = anstyle_svg::Term::new().render_svg(&format!("{}{more}", shown.trim_end()));
    let path = home().join(path);
    if std::fs::read_to_string(&path).is_ok_and(|text| text == picture) {
        return;
    }
    assert!(blessing(), "{path:?} is stale; SECRET_GUARD_BLESS=1 cargo test --test readme rewrites it");
    write(&path, &picture);
}

/// The commands of a text that call the program by its name.
fn commands(path: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(home().join(path)).expect("it is there");
    let lines = text.lines().filter_map(|line| line.strip_prefix("$ cargo secret-guard "));
    let words =
        lines.map(|line| line.split('#').next().unwrap_or(line).split_whitespace().map(str::to_owned).collect());
    words.collect()
}

#[test]
fn every_command_shown_can_be_run() {
    let cargo = "[package]\nname = \"shop\"\nversion = \"0.1.0\"\n";
    let mut ran = 0;
    for path in ["README.md", "docs/hooks.md"] {
        let shop = common::folder(&[("Cargo.toml", cargo), ("src/lib.rs", "pub fn f() {}\n")]);
        let home = common::folder(&[]);
        common::git(shop.path(), &["init", "-q"]);
        for words in commands(path) {
            let mut command = common::guard(shop.path());
            command.args(&words).env("HOME", home.path()).env_remove("XDG_CONFIG_HOME").env_remove("XDG_CACHE_HOME");
            let (code, out, err) = common::told(&command.output().expect("the program starts"));
            let nothing_left = words.iter().any(|word| word == "uninstall");
            assert!(code == 0 || nothing_left, "{path}: cargo secret-guard {words:?}: {out}{err}");
            ran += 1;
        }
    }
    assert!(ran >= 5, "{ran} commands are shown");
    let lines = std::fs::read_to_string(home().join("README.md")).expect("it is there").lines().count();
    assert!(lines < 400, "the README has {lines} lines");
}

#[test]
fn completions_and_the_manual_page_know_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(guard(&["completions", shell]).contains("explain"), "{shell}");
    }
    let page = guard(&["man"]);
    assert!(page.starts_with(".ie") && page.contains(".TH"), "{page}");
}

fn guard(args: &[&str]) -> String {
    let output = common::guard(&home()).args(args).output().expect("the program starts");
    assert!(matches!(output.status.code(), Some(0 | 1)), "{args:?} could not run");
    String::from_utf8(output.stdout).expect("reports are UTF-8")
}

fn same_or_bless(mark: &str, printed: &str) {
    let path = home().join("README.md");
    let text = std::fs::read_to_string(&path).expect("the README is there");
    let (open, close) = (format!("<!-- {mark} -->\n"), format!("<!-- /{mark} -->"));
    let start = text.find(&open).expect("the mark opens") + open.len();
    let end = text.find(&close).expect("the mark closes");
    if &text[start..end] == printed {
        return;
    }
    assert!(blessing(), "README.md: `{mark}` is stale; SECRET_GUARD_BLESS=1 cargo test --test readme rewrites it");
    write(&path, &format!("{}{printed}{}", &text[..start], &text[end..]));
}

fn blessing() -> bool {
    std::env::var_os("SECRET_GUARD_BLESS").is_some()
}

fn write(path: &Path, text: &str) {
    std::fs::write(path, text).expect("the README can be written");
}
