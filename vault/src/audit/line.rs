//! One line of the log: its fields, its text, its hash.

use std::borrow::Cow;

use ring::digest;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::bytes::{hex, unhex};

use super::mark::Head;

/// The longest line that is written or read, in bytes.
pub(super) const MAX_LINE: usize = 8 * 1024;

/// More lines than any log has.
const MOST_LINES: u64 = 1 << 62;

/// The event that is signed.
pub(super) const CHECKPOINT: &str = "checkpoint";

pub(super) type Hash = [u8; 32];

/// What happened. Ids and names only; there is no field for a value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// What was done: `read`, `write-intent`, `write`, …
    pub event: String,
    /// The account it was done in.
    pub account: String,
    /// The secret's id.
    pub id: String,
    /// The version, where the source counts versions.
    pub ver: Option<u64>,
    /// The secret's class.
    pub class: Option<String>,
    /// The profile of the program.
    pub profile: Option<String>,
    /// The source that was asked.
    pub source: Option<String>,
    /// Who asked.
    pub actor: String,
    /// The grant under which it was allowed, if it needed one.
    pub grant: Option<String>,
    /// `released` or `refused`.
    pub outcome: String,
    /// The status by name.
    pub code: String,
    /// Why, in the words of who did it, where an operation asks for a reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Event {
    /// The event with how it ended.
    pub(crate) fn ended(self, outcome: &str, code: &str) -> Self {
        Self { outcome: outcome.to_owned(), code: code.to_owned(), ..self }
    }
}

/// Number, times, boot, hash, signature and the names of all fields.
const FRAME: usize = 1024;

/// An event as text, before it has a place: each caller makes its own, outside of any lock.
pub(super) struct Entry {
    text: Box<RawValue>,
    pub(super) is_checkpoint: bool,
}

impl Entry {
    /// `None` when no line can hold it, whatever its number: what does not fit must not spoil the batch of others.
    pub(super) fn of(event: &Event) -> Option<Self> {
        let text = serde_json::value::to_raw_value(event).ok()?;
        let entry = Self { text, is_checkpoint: event.event == CHECKPOINT };
        (entry.room() <= MAX_LINE).then_some(entry)
    }

    pub(super) fn checkpoint() -> Option<Self> {
        Self::of(&Event { event: CHECKPOINT.to_owned(), ..Event::default() })
    }

    pub(super) fn text(&self) -> &RawValue {
        &self.text
    }

    /// How many bytes its line has at most.
    pub(super) fn room(&self) -> usize {
        self.text.get().len() + FRAME
    }
}

/// An event in its place in the chain. Field order is the order in the text.
#[derive(Debug, Serialize)]
pub(super) struct Line<'l> {
    pub(super) v: u8,
    pub(super) seq: u64,
    pub(super) at_ms: u64,
    pub(super) boot_id: &'l str,
    pub(super) what: &'l RawValue,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sig: Option<String>,
    pub(super) prev: String,
}

impl Line<'_> {
    /// Adds the line to a text, and gives the hash of it behind `prev`; `None` when it would be too long.
    pub(super) fn write(&self, prev: &Hash, text: &mut Vec<u8>) -> Option<Hash> {
        let begin = text.len();
        serde_json::to_writer(&mut *text, self).ok()?;
        let line = &text[begin..];
        let hash = (line.len() <= MAX_LINE).then(|| hash(prev, line))?;
        text.push(b'\n');
        Some(hash)
    }
}

/// What of a line its place in the chain rests on. The rest is what the chain authenticates.
#[derive(Debug, Deserialize)]
pub(super) struct Link<'l> {
    v: u8,
    pub(super) seq: u64,
    pub(super) at_ms: u64,
    #[serde(borrow)]
    what: Kind<'l>,
    #[serde(borrow, default)]
    pub(super) sig: Option<&'l str>,
    #[serde(borrow)]
    pub(super) prev: &'l str,
}

#[derive(Debug, Deserialize)]
struct Kind<'l> {
    #[serde(borrow)]
    event: Cow<'l, str>,
}

impl<'l> Link<'l> {
    /// Reads a line without its newline; `None` when it is not one.
    pub(super) fn parse(text: &'l [u8]) -> Option<Self> {
        if text.len() > MAX_LINE {
            return None;
        }
        serde_json::from_slice(text).ok().filter(|line: &Self| line.v == 1)
    }

    /// Whether it names this one as the line before it.
    pub(super) fn is_next(&self, before: &Head) -> bool {
        self.seq == before.seq + 1 && self.prev == hex(&before.hash)
    }

    pub(super) fn is_checkpoint(&self) -> bool {
        self.what.event == CHECKPOINT
    }

    /// The head of a log that ends with this line; `None` for a number that no log reaches, since counting on from it
    /// would begin anew at zero.
    pub(super) fn head(&self, text: &[u8]) -> Option<Head> {
        let prev = unhex(self.prev)?.try_into().ok()?;
        (self.seq < MOST_LINES).then(|| Head { seq: self.seq, hash: hash(&prev, text) })
    }
}

/// The last line of text that ends behind one, without its newline.
pub(super) fn last(whole: &[u8]) -> &[u8] {
    whole.rsplit(|byte| *byte == b'\n').next().unwrap_or_default()
}

/// The hash of a line's text that follows `prev`.
pub(super) fn hash(prev: &Hash, text: &[u8]) -> Hash {
    let mut context = digest::Context::new(&digest::SHA256);
    for part in [b"sg-audit-v1\0".as_slice(), prev, text] {
        context.update(part);
    }
    let mut hash = Hash::default();
    hash.copy_from_slice(context.finish().as_ref());
    hash
}

/// What a checkpoint at `seq` signs: that the line before it has the hash `prev`.
pub(super) fn checkpoint_message(seq: u64, prev: &Hash) -> Vec<u8> {
    format!("sg-audit-checkpoint-v1\0{seq}\0{}", hex(prev)).into_bytes()
}
