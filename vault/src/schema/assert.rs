//! A workspace's own test of its schema: no column stores a secret readable.

use std::fmt;
use std::sync::Arc;

use super::columns::Judged;
use super::embedded::{self, code::Code};
use super::judge::{Confidence, Shape, Verdict};
use super::model::Schema;
use super::text::Text;

/// A column that stores a secret in readable form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaintextColumn {
    /// Its table.
    pub table: String,
    /// Its name.
    pub column: String,
    /// Its type as written.
    pub ty: String,
    /// Number of the text that declares it last, from 0.
    pub text: usize,
    /// Line in that text, from 1.
    pub line: usize,
    /// The judgement.
    pub verdict: Verdict,
}

impl fmt::Display for PlaintextColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let PlaintextColumn { table, column, ty, text, line, verdict } = self;
        write!(f, "column `{table}.{column}` (type `{ty}`, text {}, line {line})", text + 1)?;
        write!(f, " stores a secret readable")?;
        match verdict.because.as_slice() {
            [] => Ok(()),
            because => write!(f, ": {}", because.join("; ")),
        }
    }
}

/// A column that may stay as it is, and why.
#[derive(Clone, Copy, Debug)]
pub struct Allow<'a> {
    /// `table.column`
    pub column: &'a str,
    /// Why; must not be empty.
    pub reason: &'a str,
}

/// The columns that store a secret readable after all `texts` have been
/// applied in the order given, each SQL or Rust source. Columns that name,
/// type and neighbours leave open are left out, as the guard only warns of
/// them.
pub fn plaintext_columns(texts: &[&str]) -> Vec<PlaintextColumn> {
    let schema = Schema::build(texts.iter().enumerate().flat_map(|(at, text)| read(at, text)).collect(), Vec::new());
    let mut out: Vec<PlaintextColumn> = schema.judged.iter().filter_map(|judged| plaintext(&schema, judged)).collect();
    out.sort_by_key(|column| (column.text, column.line));
    out
}

fn plaintext(schema: &Schema, judged: &Judged) -> Option<PlaintextColumn> {
    let table = &schema.tables[judged.table];
    let column = &table.columns[judged.column];
    let verdict = &judged.verdict;
    let stands = table.dropped.is_none() && column.dropped.is_none();
    if !stands || verdict.shape != Shape::Readable || verdict.confidence == Confidence::Low {
        return None;
    }
    let text = schema.text(column.spot);
    let before = text.in_file(column.name_spot.span).start as usize;
    Some(PlaintextColumn {
        table: table.name.clone(),
        column: column.def.name.text.clone(),
        ty: column.def.ty.clone(),
        text: number(&text.path),
        line: text.whole.as_bytes().iter().take(before).filter(|byte| **byte == b'\n').count() + 1,
        verdict: verdict.clone(),
    })
}

/// All texts lie in one folder and are named by their number, so that they
/// make up one schema in the order given.
fn read(at: usize, text: &str) -> Vec<Text> {
    let path = |ending: &str| -> Arc<str> { format!("migrations/{at:06}.{ending}").into() };
    match is_rust(text) {
        true => embedded::texts(&path("rs"), &Arc::new(text.into()), &Code::new(text)),
        false => vec![Text::of_file(path("sql"), Arc::new(text.into()))],
    }
}

fn number(path: &str) -> usize {
    let digits: String = path.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

/// Whether a text is Rust: SQL has no line that begins like this.
fn is_rust(text: &str) -> bool {
    const STARTS: &[&str] = &[
        "//", "#[", "#!", "use ", "pub ", "mod ", "fn ", "const ", "static ", "diesel::", "table!", "impl ", "struct ",
    ];
    text.lines().map(str::trim_start).any(|line| STARTS.iter().any(|start| line.starts_with(start)))
}

/// Panics with all columns that store a secret readable and are not allowed;
/// what [`assert_no_plaintext_columns!`](crate::assert_no_plaintext_columns)
/// calls.
///
/// # Panics
/// When there is such a column, when a text declares no table at all, and
/// when an allowed column has no reason or needs none.
#[track_caller]
pub fn assert_none(texts: &[&str], allowed: &[Allow<'_>]) {
    let mut wrong: Vec<String> = Vec::new();
    if texts.iter().enumerate().flat_map(|(at, text)| read(at, text)).all(|text| text.script.statements.is_empty()) {
        wrong.push("no statement was found in the texts given: is this the schema?".into());
    }
    let found = plaintext_columns(texts);
    let name = |column: &PlaintextColumn| format!("{}.{}", column.table, column.column);
    for entry in allowed {
        if entry.reason.trim().is_empty() {
            wrong.push(format!("`{}` is allowed without a reason", entry.column));
        }
        if !found.iter().any(|column| name(column).eq_ignore_ascii_case(entry.column)) {
            wrong.push(format!("`{}` is allowed, but no such column needs it", entry.column));
        }
    }
    let covered = |column: &PlaintextColumn| allowed.iter().any(|a| a.column.eq_ignore_ascii_case(&name(column)));
    wrong.extend(found.iter().filter(|column| !covered(column)).map(ToString::to_string));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Panics unless every column of a schema keeps secrets hashed, wrapped or
/// referenced. The judgement is the guard's rule `plaintext-column`, without
/// a database.
///
/// The texts, SQL or Rust source, are applied in the order given and judged
/// as they stand after the last. A column that must stay as it is is named
/// with the reason.
///
/// In a test it makes `cargo test` fail; in `build.rs`, with this crate among
/// the `build-dependencies`, it makes `cargo build` fail.
///
/// ```
/// secret_guard_vault::assert_no_plaintext_columns!(
///     "CREATE TABLE sessions (id UUID PRIMARY KEY, token_digest BYTEA NOT NULL);",
///     "ALTER TABLE sessions ADD COLUMN pairing_code TEXT;";
///     allow "sessions.pairing_code" => "lives for one minute and is wiped by a trigger"
/// );
/// ```
///
/// ```should_panic
/// secret_guard_vault::assert_no_plaintext_columns!("CREATE TABLE hooks (id INT, signing_secret TEXT);");
/// ```
#[macro_export]
macro_rules! assert_no_plaintext_columns {
    ($($text:expr),+ $(,)? $(; $(allow $column:literal => $reason:literal),* $(,)?)?) => {
        $crate::schema::assert_none(
            &[$($text),+],
            &[$($($crate::schema::Allow { column: $column, reason: $reason }),*)?],
        )
    };
}
