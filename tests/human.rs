//! The report for people: drawn when there is little, an overview when there
//! is much, and never wider than asked.

mod common;

use common::{folder, run, write};
use secret_guard::finding::{Confidence, Finding, Label, Level};
use secret_guard::report::{Format, Look, Report};
use secret_guard::rules;
use secret_guard::source::{Source, Span};

const MANIFEST: &str = "[package]\nname = \"sample\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";

fn finding(rule: &'static str, level: Level, path: &str, number: usize) -> Finding {
    let source = Source::new(path, "let value = read();\n".repeat(40));
    let start = (number * 20 + 12) as u32;
    let label = Label::new(&source, Span { start, end: start + 6 }, "");
    let message = format!("secret `NUMBER_{number}_API_KEY` is read from the environment, and the words go on and on");
    Finding::new(rule, level, Confidence::High, message, label).with_help("take it from the sanctioned module")
}

fn report(number: usize) -> Report {
    let reads = (0..number).map(|at| finding("env-read", Level::Deny, ["src/a.rs", "src/b.rs"][at % 2], at));
    let names = (0..2).map(|at| finding("deprecated-alias", Level::Warn, "src/c.rs", at));
    Report { cards: rules::cards(), findings: reads.chain(names).collect(), ..Report::default() }
}

fn drawn(report: &Report, width: usize, full: bool) -> String {
    report.render(Format::Human, Look { colour: false, width, full })
}

#[test]
fn much_is_listed_by_rule_and_file() {
    let text = drawn(&report(30), 100, false);
    let reads = text.find("deny[env-read]: 30 findings in 2 files").expect("the rule, counted");
    let names = text.find("warn[deprecated-alias]: 2 findings in 1 file").expect("the other");
    assert!(reads < names, "what is denied comes first");
    assert_eq!(text.matches("src/a.rs").count(), 1);
    assert_eq!(text.matches("_API_KEY`").count(), 32, "no finding is left out");
    assert_eq!(text.matches("help:").count(), 2, "help is said once a rule");
    assert!(!text.contains('╭'));
}

#[test]
fn little_is_drawn_and_much_too_when_asked() {
    assert_eq!(drawn(&report(3), 100, false).matches('╭').count(), 5);
    assert_eq!(drawn(&report(30), 100, true).matches('╭').count(), 32);
}

#[test]
fn nothing_is_wider_than_the_terminal() {
    for width in [80, 120, 200] {
        for number in [2, 30] {
            let text = drawn(&report(number), width, false);
            let widest = text.lines().map(|line| line.chars().count()).max().expect("lines");
            assert!(widest <= width, "{widest} of {width}:\n{text}");
        }
    }
}

#[test]
fn the_end_says_what_to_do_next() {
    let text = drawn(&report(30), 100, false);
    let next = text.split("next:\n").nth(1).expect("it says so");
    assert!(
        next.contains("explain env-read") && next.contains("baseline write") && next.contains("--verbose"),
        "{next}"
    );
    let few = drawn(&report(3), 100, false);
    let next = few.split("next:\n").nth(1).expect("it says so");
    assert!(next.contains("explain env-read") && !next.contains("baseline"), "{next}");
    assert!(!drawn(&report(0), 100, false).contains("next:"), "warnings fail nothing");
}

#[test]
fn each_command_it_names_does_what_it_says() {
    let read = |name: usize| format!("pub fn f{name}() {{ let _ = std::env::var(\"NUMBER{name}_API_KEY\"); }}\n");
    let dir = folder(&[("Cargo.toml", MANIFEST)]);
    write(dir.path(), "src/lib.rs", (0..30).map(read).collect::<String>().as_bytes());
    let (code, out, _) = run(dir.path(), &["check"]);
    assert_eq!(code, 1);
    let next = out.split("next:\n").nth(1).expect("it says so");
    for line in next.lines().filter(|line| line.contains("cargo secret-guard ")) {
        let words = line.trim().split("  ").next().expect("a command");
        let args: Vec<&str> = words.split(' ').skip(2).collect();
        assert_eq!(run(dir.path(), &args).0, 0, "{words}");
    }
    assert_eq!(run(dir.path(), &["check"]).0, 0, "the baseline lets them pass");
}
