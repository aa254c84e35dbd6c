//! Every SQL text of a workspace, and the schemas they add up to.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::ops::Deref;

use rayon::prelude::*;
use secret_guard_vault::schema::text::Text as Body;
use secret_guard_vault::schema::{Schema, embedded};

pub use super::writes::Pair;
pub use secret_guard_vault::schema::text::Spot;

use super::ast::Verb;
use super::table::Column;
use super::{columns, writes};
use crate::files::{Class, Crate, File, Kind};
use crate::finding::{Label, Note};
use crate::source::{Source, Span};

/// One SQL text, a file or a string in a program, with what the guard knows
/// of its file.
#[derive(Clone, Debug)]
pub struct Text {
    /// The file it stands in.
    pub source: Source,
    /// What the file is for.
    pub class: Class,
    body: Body,
}

impl Deref for Text {
    type Target = Body;

    fn deref(&self) -> &Body {
        &self.body
    }
}

impl AsRef<Body> for Text {
    fn as_ref(&self) -> &Body {
        &self.body
    }
}

impl Text {
    fn new(file: &File, body: Body) -> Text {
        Text { source: file.source.clone(), class: file.class, body }
    }

    /// A label on a span of this text.
    pub fn label(&self, span: Span, message: impl Into<String>) -> Label {
        Label::new(&self.source, self.in_file(span), message)
    }
}

/// How much was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// SQL files and strings.
    pub texts: usize,
    /// Statements understood or known to be of no interest.
    pub read: usize,
    /// Statements read over, by reason.
    pub skipped: BTreeMap<&'static str, Skipped>,
    /// Texts with a quote or comment that never closes.
    pub broken: usize,
}

/// Statements that were read over for one reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    /// How many.
    pub count: usize,
    /// Where the first is.
    pub first: Spot,
}

/// Everything the SQL of a workspace says.
#[derive(Clone, Debug)]
pub struct Model {
    schema: Schema<Text>,
    /// Values that code binds to key/value columns.
    pub pairs: Vec<Pair>,
    /// How much was read.
    pub stats: Stats,
}

impl Deref for Model {
    type Target = Schema<Text>;

    fn deref(&self) -> &Schema<Text> {
        &self.schema
    }
}

impl Model {
    /// No schemas, but what code binds to key/value columns.
    pub fn of_pairs(pairs: Vec<Pair>) -> Model {
        Model { pairs, ..Model::build(&[]) }
    }

    /// Reads the SQL among `files`, and what their code writes.
    pub fn build(files: &[File]) -> Model {
        Model::of_texts(files.par_iter().flat_map_iter(texts).collect()).informed(files, &[])
    }

    /// Replays texts, in their order; of code nothing is known yet.
    pub fn of_texts(texts: Vec<Text>) -> Model {
        let schema = Schema::build(texts, Vec::new());
        let stats = stats(&schema.texts);
        Model { schema, pairs: Vec::new(), stats }
    }

    /// The same, with what the code of these crates writes into the columns of
    /// which that matters.
    pub fn informed(self, files: &[File], crates: &[Crate]) -> Model {
        let speaking = self.texts.iter().map(|text| text.source.path().clone()).collect();
        let (writes, pairs) = writes::gather(files, &speaking, &columns::open(&self), &self.order());
        let homes = crates.iter().map(|one| one.dir.to_string()).filter(|dir| !dir.is_empty()).collect();
        Model { schema: self.schema.informed(writes, homes), pairs, stats: self.stats }
    }

    /// The columns of the tables that stand, by which a row without names is
    /// read; of two tables of one name that differ it says none.
    fn order(&self) -> writes::Order {
        let mut out = writes::Order::new();
        for table in self.tables.iter().filter(|table| table.dropped.is_none()) {
            let columns: Vec<String> = table.standing().map(Column::key).collect();
            match out.entry(table.key.clone()) {
                Entry::Vacant(free) => _ = free.insert(columns),
                Entry::Occupied(mut known) if *known.get() != columns => known.get_mut().clear(),
                Entry::Occupied(_) => {}
            }
        }
        out
    }

    /// Whether code can change what is said of these schemas.
    pub fn asks_code(&self) -> bool {
        self.texts.iter().any(|text| text.part.is_some()) || !columns::open(self).is_empty()
    }

    /// A label on a spot.
    pub fn label(&self, spot: Spot, message: impl Into<String>) -> Label {
        self.texts[spot.text].label(spot.span, message)
    }

    /// `path:line` of a spot.
    pub fn place(&self, spot: Spot) -> String {
        let text = &self.texts[spot.text];
        format!("{}:{}", text.source.path(), text.source.line_of(text.in_file(spot.span).start))
    }

    /// Files with a quote or comment that is never closed: they were read on
    /// from the next visible statement.
    pub fn notes(&self) -> impl Iterator<Item = Note> {
        let broken = self.texts.iter().filter(|text| text.script.broken && text.part.is_none());
        broken.map(|text| Note {
            path: Some(text.source.path().clone()),
            line: None,
            message: "a quote or comment never closes; read on from the next visible statement".into(),
        })
    }
}

/// The SQL of a file, read by itself.
pub fn texts(file: &File) -> Vec<Text> {
    let (path, whole) = (file.source.path(), file.source.shared());
    match file.kind {
        Kind::Sql => vec![Text::new(file, Body::of_file(path.clone(), whole))],
        Kind::Rust if embedded::worth_reading(&whole) => {
            let code = embedded::code::Code::new(&whole);
            let bodies = embedded::texts(path, &whole, &code);
            let tests = writes::tests(&code);
            let class = |at: u32| tests.iter().any(|test| code.span(test.clone()).range().contains(&(at as usize)));
            let text = |body: Body| match body.part.is_some() && class(body.base) {
                true => Text { class: Class::Test, ..Text::new(file, body) },
                false => Text::new(file, body),
            };
            bodies.into_iter().map(text).collect()
        }
        Kind::Rust | Kind::Config => Vec::new(),
    }
}

fn stats(texts: &[Text]) -> Stats {
    let mut stats = Stats { texts: texts.len(), ..Stats::default() };
    for (at, text) in texts.iter().enumerate() {
        stats.broken += usize::from(text.script.broken);
        for statement in &text.script.statements {
            match statement.verb {
                Verb::Skipped(why) => {
                    let first = Spot { text: at, span: statement.span };
                    stats.skipped.entry(why).or_insert(Skipped { count: 0, first }).count += 1;
                }
                _ => stats.read += 1,
            }
        }
    }
    stats
}
