//! Every SQL text of a workspace, and the schemas they add up to.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::columns::{Judged, judged};
use super::embedded::writes::Write;
use super::embedded::{self, Embedded};
use super::layout::{Direction, Place, Sections, natural, place};
use super::read::{Script, read};
use super::replay::replay;
use super::schema::Table;
use crate::files::{Class, File, Kind};
use crate::finding::{Label, Note};
use crate::source::{Source, Span};

/// One SQL text: a file, or a string in a program.
#[derive(Clone, Debug)]
pub struct Text {
    /// The file it stands in.
    pub source: Source,
    /// The SQL when it is only a part of the file; as long as that part.
    pub part: Option<String>,
    /// Where the part begins in the file.
    pub base: u32,
    /// What the file is for.
    pub class: Class,
    /// Where it belongs.
    pub place: Place,
    /// Which parts go up and which down.
    pub sections: Sections,
    /// What it says.
    pub script: Script,
}

/// A place in one of the texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// Index into [`Model::texts`].
    pub text: usize,
    /// Byte offsets in that text.
    pub span: Span,
}

impl Text {
    fn of_file(file: &File) -> Text {
        let source = file.source.clone();
        let script = read(source.text());
        let place = place(source.path());
        let sections = Sections::find(source.text(), &script.comments, place.direction);
        Text { source, part: None, base: 0, class: file.class, place, sections, script }
    }

    /// The SQL itself.
    pub fn text(&self) -> &str {
        self.part.as_deref().unwrap_or(self.source.text())
    }

    /// The SQL under `span`.
    pub fn slice(&self, span: Span) -> &str {
        self.text().get(span.range()).unwrap_or("")
    }

    /// The span in the file.
    pub fn in_file(&self, span: Span) -> Span {
        Span { start: span.start + self.base, end: span.end + self.base }
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
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Every text, sorted by unit and version.
    pub texts: Vec<Text>,
    /// Every table that ever was, standing or dropped.
    pub tables: Vec<Table>,
    /// Indexes of the tables by name in lower case.
    by_key: HashMap<String, Vec<usize>>,
    /// The columns that hold secrets, readable or protected.
    pub judged: Vec<Judged>,
    /// What Rust code writes into columns.
    pub writes: Vec<Write>,
    /// How much was read.
    pub stats: Stats,
}

impl Model {
    /// Reads the SQL among `files` and replays it.
    pub fn build(files: &[File]) -> Model {
        let read: Vec<Embedded> = files.par_iter().map(texts_of).collect();
        let mut texts = Vec::new();
        let mut writes = Vec::new();
        for mut one in read {
            texts.append(&mut one.texts);
            writes.append(&mut one.writes);
        }
        texts.sort_by(|a, b| {
            let unit = a.place.unit.cmp(&b.place.unit);
            let version = || natural(&a.place.version, &b.place.version);
            let path = || a.source.path().cmp(b.source.path());
            unit.then_with(version).then_with(path).then(a.base.cmp(&b.base))
        });
        let mut model = Model { stats: stats(&texts), texts, writes, ..Model::default() };
        model.tables = replay(&model.texts);
        for (at, table) in model.tables.iter().enumerate() {
            model.by_key.entry(table.key.clone()).or_default().push(at);
        }
        model.judged = judged(&model);
        model
    }

    /// The text of a spot.
    pub fn text(&self, spot: Spot) -> &Text {
        &self.texts[spot.text]
    }

    /// What stands at a spot.
    pub fn slice(&self, spot: Spot) -> &str {
        self.texts[spot.text].slice(spot.span)
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

    /// The direction of what stands at a spot.
    pub fn direction(&self, spot: Spot) -> Direction {
        self.texts[spot.text].sections.of(spot.span)
    }

    /// The table of this name that stands in the unit of text `text`, or
    /// else in any unit.
    pub fn table(&self, text: usize, name: &str) -> Option<&Table> {
        let unit = &self.texts[text].place.unit;
        let named = self.by_key.get(name)?;
        let mut all = named.iter().map(|at| &self.tables[*at]);
        let here = |table: &&Table| self.texts[table.spot.text].place.unit == *unit;
        all.clone().filter(here).max_by_key(|t| t.dropped.is_none()).or_else(|| all.next())
    }
}

fn texts_of(file: &File) -> Embedded {
    match file.kind {
        Kind::Sql => Embedded { texts: vec![Text::of_file(file)], writes: Vec::new() },
        Kind::Rust => embedded::read(file),
        Kind::Config => Embedded::default(),
    }
}

fn stats(texts: &[Text]) -> Stats {
    let mut stats = Stats { texts: texts.len(), ..Stats::default() };
    for (at, text) in texts.iter().enumerate() {
        stats.broken += usize::from(text.script.broken);
        for statement in &text.script.statements {
            match statement.verb {
                super::ast::Verb::Skipped(why) => {
                    let first = Spot { text: at, span: statement.span };
                    stats.skipped.entry(why).or_insert(Skipped { count: 0, first }).count += 1;
                }
                _ => stats.read += 1,
            }
        }
    }
    stats
}
