//! Whether a column holds a readable secret, and why.
//!
//! The name says what the value is about, the type whether it can be read,
//! and what the name leaves open is settled by evidence: the table,
//! neighbouring columns, comments, checks, defaults and writers.

mod beside;
mod subject;
mod typed;
mod whose;

use super::evidence::Leaning;
use super::naming::{means_otherwise, name, needs_neighbours};
use super::words::{Kind, Meaning, Words, words};
use subject::Subject;

/// Everything known of one column.
#[derive(Clone, Debug, Default)]
pub struct Facts<'a> {
    /// The table's name.
    pub table: &'a str,
    /// The column's name.
    pub column: &'a str,
    /// Its type as written; empty when none is.
    pub ty: &'a str,
    /// The names of the other columns of the table.
    pub siblings: Vec<Sibling<'a>>,
    /// Whether it is a foreign key.
    pub refers: bool,
    /// What comments, checks, defaults, data and code say of it.
    pub evidence: Vec<(Leaning, String)>,
}

/// Another column of the table.
#[derive(Clone, Copy, Debug)]
pub struct Sibling<'a> {
    /// Its name.
    pub name: &'a str,
    /// The words of it.
    pub words: &'a [String],
}

/// How sure a judgement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// It stays open: name, type and evidence say too little.
    Low,
    /// Right most of the time.
    Medium,
    /// Right nearly always.
    High,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A secret that can be read.
    Readable,
    /// A hash, ciphertext or excerpt of a secret.
    Protected,
    /// Anything else.
    Other,
}

/// The judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What it holds.
    pub shape: Shape,
    /// How sure that is.
    pub confidence: Confidence,
    /// The kind of secret, for [`Shape::Readable`] and [`Shape::Protected`].
    pub kind: Option<Kind>,
    /// Why, one phrase each.
    pub because: Vec<String>,
}

impl Verdict {
    fn new(shape: Shape, kind: Option<Kind>, confidence: Confidence, because: &str) -> Verdict {
        let because = Some(because.to_string()).filter(|b| !b.is_empty());
        Verdict { shape, confidence, kind, because: because.into_iter().collect() }
    }

    fn other() -> Verdict {
        Verdict::new(Shape::Other, None, Confidence::High, "")
    }
}

/// Judges one column.
pub fn judge(facts: &Facts<'_>) -> Verdict {
    let words = words();
    let column = words.of(facts.column);
    let verdict = called(words, &column, facts);
    if verdict.shape == Shape::Readable { verdict } else { bared(words, &column, facts).unwrap_or(verdict) }
}

/// What code is seen to write is a password or a private key, whatever the
/// name says: `password_hash` that is given the password, `identity_key` the
/// private half.
fn bared(words: &Words, column: &[String], facts: &Facts<'_>) -> Option<Verdict> {
    let (_, why) = facts.evidence.iter().find(|(leaning, _)| *leaning == Leaning::Bared)?;
    // A folder's path comes out of a variable that is called as a password is.
    if means_otherwise(words, column, &words.of_table(facts.table), facts) {
        return None;
    }
    let kind = if words.meaning(column) == Meaning::Protected { Kind::Password } else { Kind::Key };
    Some(Verdict::new(Shape::Readable, Some(kind), Confidence::High, why))
}

/// What its name says, settled by type and evidence.
fn called(words: &Words, column: &[String], facts: &Facts<'_>) -> Verdict {
    if unrelated(words, column, facts) {
        return Verdict::other();
    }
    let table = words.of_table(facts.table);
    let Some(name) = name(words, column, &table, facts) else {
        return Verdict::other();
    };
    match name {
        Meaning::Protected => {
            Verdict::new(Shape::Protected, None, Confidence::High, "its name says that it is protected")
        }
        Meaning::Secret(kind, bare) if !facts.refers => {
            Subject { words, facts, column, table: &table, kind, bare }.settle()
        }
        _ => Verdict::other(),
    }
}

/// Most columns: nothing around them makes a secret of them.
fn unrelated(words: &Words, column: &[String], facts: &Facts<'_>) -> bool {
    words.meaning(column) == Meaning::Unrelated
        && !words.generic(column)
        && !needs_neighbours(facts.table, facts.column)
}
