//! `--after`: another tool runs too, and its lines come before ours, so that
//! an editor that asks one command hears both.

use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;

use super::output;
use crate::engine::check::Failure;

/// A command and its arguments.
#[derive(Clone, Debug)]
pub(super) struct Words(String, Vec<String>);

/// A tool at work.
pub(super) struct Other {
    child: Child,
    relay: JoinHandle<io::Result<()>>,
    name: String,
}

impl Other {
    /// Starts the tool; its lines are passed on as they come.
    pub(super) fn start(Words(name, args): &Words) -> Result<Other, Failure> {
        let mut command = Command::new(name);
        command.args(args).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn().map_err(|error| output::failed(Path::new(name), &error))?;
        let lines = child.stdout.take();
        let relay = std::thread::spawn(move || lines.map_or(Ok(()), |lines| pass(BufReader::new(lines))));
        Ok(Other { child, relay, name: name.clone() })
    }

    /// Waits for its end, and says whether it was content.
    pub(super) fn finish(mut self) -> Result<bool, Failure> {
        // The relay ends with the tool's output, or when nobody reads ours.
        let _ = self.relay.join();
        let status = self.child.wait().map_err(|error| output::failed(Path::new(&self.name), &error))?;
        Ok(status.success())
    }
}

fn pass(mut lines: impl BufRead) -> io::Result<()> {
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        if !ends_the_build(&line) {
            let mut out = io::stdout().lock();
            out.write_all(&line)?;
            out.flush()?;
        }
        line.clear();
    }
    Ok(())
}

/// Cargo's last line; ours says it for both.
fn ends_the_build(line: &[u8]) -> bool {
    line.starts_with(b"{")
        && serde_json::from_slice::<serde_json::Value>(line).is_ok_and(|value| value["reason"] == "build-finished")
}

/// Splits a command into words at spaces; quotes keep words together, as in
/// a shell, and nothing else is special.
pub(super) fn words(text: &str) -> Result<Words, String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in text.chars() {
        match (c, quote) {
            (_, Some(open)) if c == open => quote = None,
            ('"' | '\'', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (_, None) if c.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    if quote.is_some() {
        return Err("a quote is not closed".to_owned());
    }
    words.extend(word);
    let mut words = words.into_iter();
    let name = words.next().ok_or("there is no command")?;
    Ok(Words(name, words.collect()))
}
