//! One command for an editor: another tool's lines, then ours, in the form
//! that cargo's are read in.

mod common;

use cargo_metadata::Message;
use common::{folder, run};

const MANIFEST: &str = "[package]\nname = \"sample\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
/// The compiler warns of it, and so does the guard.
const BOTH: &str = "fn unused() {\n    let _ = std::env::var(\"SAMPLE_API_KEY\");\n}\n";
const CHECK: &str = "cargo check --offline --message-format=json";

fn messages(out: &str) -> Vec<Message> {
    Message::parse_stream(out.as_bytes()).map(|message| message.expect("each line is a message")).collect()
}

fn codes(messages: &[Message]) -> Vec<String> {
    let codes = messages.iter().filter_map(|message| match message {
        Message::CompilerMessage(message) => message.message.code.as_ref().map(|code| code.code.clone()),
        _ => None,
    });
    codes.collect()
}

/// Whether each end of a build was a success.
fn ends(messages: &[Message]) -> Vec<bool> {
    let ends = messages.iter().filter_map(|message| match message {
        Message::BuildFinished(end) => Some(end.success),
        _ => None,
    });
    ends.collect()
}

#[test]
fn both_are_heard_and_the_build_ends_once() {
    let dir = folder(&[("Cargo.toml", MANIFEST), ("src/lib.rs", BOTH)]);
    let (code, out, err) = run(dir.path(), &["check", "--message-format", "cargo", "--after", CHECK]);
    assert_eq!(code, 1, "{err}");
    let messages = messages(&out);
    assert_eq!(codes(&messages), ["dead_code", "env-read"]);
    assert_eq!(ends(&messages), [false]);
    assert!(matches!(messages.last(), Some(Message::BuildFinished(_))), "nothing comes after the end");
}

#[test]
fn a_tool_that_is_not_content_fails_the_whole() {
    let dir = folder(&[("Cargo.toml", MANIFEST), ("src/lib.rs", "pub fn f() -> u8 { \"\" }\n")]);
    let (code, out, err) = run(dir.path(), &["check", "--message-format", "cargo", "--after", CHECK]);
    assert_eq!(code, 1, "{err}");
    assert_eq!(ends(&messages(&out)), [false]);
}

#[test]
fn quotes_keep_words_together_and_nothing_is_run_by_a_shell() {
    let dir = folder(&[("Cargo.toml", MANIFEST), ("src/lib.rs", "pub fn f() {}\n")]);
    let (code, out, err) = run(dir.path(), &["check", "--after", "echo 'a  b'\"c\" $HOME ; true"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.starts_with("a  bc $HOME ; true\n"), "{out}");
    for (after, why) in [("", "there is no command"), ("echo 'a", "a quote is not closed")] {
        let (code, _, err) = run(dir.path(), &["check", "--after", after]);
        assert_eq!(code, 2);
        assert!(err.contains(why), "{err}");
    }
    let (code, _, err) = run(dir.path(), &["check", "--after", "no-such-tool-anywhere"]);
    assert_eq!(code, 2);
    assert!(err.contains("no-such-tool-anywhere"), "{err}");
}
