//! The operator's guide: each of its commands is run, in order, against a scratch vault, and says what the guide shows.

use std::path::Path;
use std::process::{Command, Stdio};

const GUIDE: &str = include_str!("../../../docs/vault.md");

/// A command of the guide, the exit code it names, and the output it shows.
#[derive(Debug)]
struct Step {
    command: String,
    exit: i32,
    shown: Vec<String>,
}

/// The commands of all console blocks: lines after `$ `, with those after `> ` that go on.
fn steps() -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut inside = false;
    for line in GUIDE.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| inside) {
            let (command, exit) = command.split_once("  # exit ").unwrap_or((command, "0"));
            steps.push(Step { command: command.to_owned(), exit: exit.parse().expect("a code"), shown: Vec::new() });
        } else if inside {
            let step = steps.last_mut().expect("a command comes first");
            match line.strip_prefix("> ") {
                Some(more) => step.command += &format!("\n{more}"),
                None => step.shown.push(line.to_owned()),
            }
        }
    }
    steps
}

/// Whether output is what the guide shows, where `…` stands for anything, also for lines on end.
fn is_shown(shown: &[String], said: &[&str]) -> bool {
    match shown.split_first() {
        None => said.is_empty(),
        Some((first, rest)) if first == "…" => (0..=said.len()).any(|skip| is_shown(rest, &said[skip..])),
        Some((first, rest)) => {
            said.split_first().is_some_and(|(line, more)| is_like(first, line) && is_shown(rest, more))
        }
    }
}

fn is_like(pattern: &str, line: &str) -> bool {
    let mut parts = pattern.split('…');
    let Some(mut rest) = parts.next().and_then(|first| line.strip_prefix(first.trim_end())) else { return false };
    let parts: Vec<&str> = parts.map(str::trim).collect();
    for part in &parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.is_empty() || parts.last().is_some_and(|last| last.is_empty())
}

/// All commands as one script, so that what one sets the next one has; marks tell their outputs apart.
fn script(steps: &[Step]) -> String {
    let mut script = String::new();
    for step in steps {
        script += &format!("{}\necho \"@@ $?\"\n", step.command);
    }
    script
}

#[test]
fn every_command_of_the_guide_does_what_the_guide_says() {
    let steps = steps();
    assert!(steps.len() >= 25);
    let folder = tempfile::tempdir().expect("a scratch folder");
    let program = Path::new(env!("CARGO_BIN_EXE_secret-vault")).parent().expect("a folder").to_owned();
    let path = std::env::join_paths(
        std::iter::once(program).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
    );
    let output = Command::new("sh")
        .args(["-c", &script(&steps)])
        .current_dir(folder.path())
        .env_clear()
        .env("PATH", path.expect("a path"))
        .env("HOME", folder.path())
        .stdin(Stdio::null())
        .output()
        .expect("sh");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let mut outputs = Vec::new();
    let mut said = Vec::new();
    for line in out.lines() {
        // A value has no newline of its own before the mark.
        match line.split_once("@@ ") {
            Some((last, exit)) => {
                said.extend(Some(last).filter(|last| !last.is_empty()));
                outputs.push((std::mem::take(&mut said), exit.parse::<i32>().expect("a code")));
            }
            None => said.push(line),
        }
    }
    assert_eq!(outputs.len(), steps.len(), "{out}{err}");
    for (step, (said, exit)) in steps.iter().zip(outputs) {
        assert_eq!(exit, step.exit, "{}: {said:?}\n{err}", step.command);
        assert!(is_shown(&step.shown, &said), "{}\nshows {:#?}\nand said {said:#?}", step.command, step.shown);
    }
}

/// Every command that the program has stands in the guide, and so is run.
#[test]
fn the_guide_has_every_command() {
    let help = |words: &[&str]| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_secret-vault")).args(words).arg("-h").output().expect("the program");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let commands = text.split_once("Commands:\n").map(|(_, rest)| rest.to_owned()).unwrap_or_default();
        let names = commands
            .lines()
            .take_while(|line| line.starts_with("  "))
            .filter_map(|line| line.split_whitespace().next());
        names.filter(|name| *name != "help").map(str::to_owned).collect::<Vec<_>>()
    };
    let commands = help(&[]);
    assert!(commands.len() >= 22, "{commands:?}");
    let run: Vec<String> = steps().into_iter().map(|step| step.command).collect();
    // `rotate` is not run where `rotate-kek` is.
    let has = |line: &str, words: &str| {
        let mut ends = line.match_indices(words).map(|(at, words)| &line[at + words.len()..]);
        ends.any(|rest| rest.is_empty() || rest.starts_with([' ', '\n']))
    };
    let is_run = |words: &str| {
        run.iter().any(|line| ["secret-vault", "there"].iter().any(|program| has(line, &format!("{program} {words}"))))
    };
    for command in commands {
        for inner in help(&[&command]).iter().map(|inner| format!("{command} {inner}")).chain([command.clone()]) {
            assert!(is_run(&inner), "no step of the guide runs `{inner}`");
        }
    }
}

/// The last chapter is made from the program's own list: `SECRET_GUARD_BLESS=1` writes it.
#[test]
fn the_guide_ends_with_every_exit_code() {
    let (before, _) = GUIDE.split_once("## Exit codes\n").expect("the chapter");
    let expected = format!("{before}## Exit codes\n\n{}", secret_vault::markdown());
    if std::env::var_os("SECRET_GUARD_BLESS").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/vault.md");
        std::fs::write(path, &expected).expect("written");
        return;
    }
    assert_eq!(GUIDE, expected, "run with SECRET_GUARD_BLESS=1");
}
