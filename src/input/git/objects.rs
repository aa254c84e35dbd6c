//! One `git cat-file --batch` for all objects: one process for each would
//! cost more than reading them.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout};

use super::Oid;
use crate::input::InputError;
use crate::input::command::{Git, failed};
use crate::source::MAX_BYTES;

/// How many questions may wait in the pipe; they fit into any system's.
const IN_FLIGHT: usize = 60;

const ARGS: [&str; 2] = ["cat-file", "--batch"];

/// An object as git has it.
pub(super) enum Object {
    /// Its bytes; of a commit or tag, only the message.
    Bytes(Vec<u8>),
    /// It is larger than anything that is read.
    TooLarge,
    /// It is not here, as in a partial clone.
    Missing,
}

/// The running git.
pub(super) struct Objects {
    child: Child,
    ask: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    waiting: VecDeque<Oid>,
    in_flight: VecDeque<Oid>,
}

impl Objects {
    pub(super) fn open(git: &Git) -> Result<Objects, InputError> {
        let mut child = git.start(&ARGS)?;
        let (ask, answers) = (child.stdin.take(), child.stdout.take());
        let answers = answers.ok_or_else(|| failed(&ARGS, "it has no output".to_owned()))?;
        let answers = BufReader::with_capacity(1 << 16, answers);
        Ok(Objects { child, ask, answers, waiting: VecDeque::new(), in_flight: VecDeque::new() })
    }

    /// Asks for an object; [`Objects::next`] gives them in this order.
    pub(super) fn want(&mut self, oid: &Oid) {
        self.waiting.push_back(oid.clone());
    }

    /// The next object that was asked for.
    pub(super) fn next(&mut self) -> Result<Object, InputError> {
        let answer = self.send().and_then(|()| self.receive());
        answer.map_err(|error| failed(&ARGS, error.to_string()))
    }

    fn send(&mut self) -> std::io::Result<()> {
        let mut text = String::new();
        while self.in_flight.len() < IN_FLIGHT
            && let Some(oid) = self.waiting.pop_front()
        {
            text.push_str(&oid);
            text.push('\n');
            self.in_flight.push_back(oid);
        }
        match &mut self.ask {
            Some(ask) if !text.is_empty() => ask.write_all(text.as_bytes()).and_then(|()| ask.flush()),
            _ => Ok(()),
        }
    }

    fn receive(&mut self) -> std::io::Result<Object> {
        let broken = || std::io::Error::other("an answer that is none");
        let asked = self.in_flight.pop_front().ok_or_else(broken)?;
        let mut head = String::new();
        self.answers.read_line(&mut head)?;
        let mut words = head.split_whitespace();
        if words.next() != Some(&*asked) {
            return Err(broken());
        }
        let kind = match words.next() {
            Some("missing") => return Ok(Object::Missing),
            kind => kind.ok_or_else(broken)?,
        };
        let size: u64 = words.next().and_then(|size| size.parse().ok()).ok_or_else(broken)?;
        if size > MAX_BYTES {
            std::io::copy(&mut (&mut self.answers).take(size + 1), &mut std::io::sink())?;
            return Ok(Object::TooLarge);
        }
        let mut bytes = vec![0; size as usize];
        self.answers.read_exact(&mut bytes)?;
        self.answers.read_exact(&mut [0])?;
        Ok(Object::Bytes(if kind == "blob" { bytes } else { message(bytes) }))
    }
}

/// What follows the headers of a commit or a tag.
fn message(bytes: Vec<u8>) -> Vec<u8> {
    match memchr::memmem::find(&bytes, b"\n\n") {
        Some(at) => bytes[at + 2..].to_vec(),
        None => Vec::new(),
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        // Without input git ends; answers nobody reads must not hold it up.
        self.ask = None;
        if !self.in_flight.is_empty() {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}
