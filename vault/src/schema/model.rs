//! Texts, the schemas they add up to, and every column judged.

use std::collections::HashMap;

use super::columns::{Judged, judged};
use super::layout::{Direction, natural};
use super::replay::replay;
use super::table::Table;
use super::text::{Spot, Text};
use super::write::Write;

/// Everything that texts say about schemas. `T` is a [`Text`] or holds one.
#[derive(Clone, Debug)]
pub struct Schema<T = Text> {
    /// Every text, sorted by unit and version.
    pub texts: Vec<T>,
    /// Every table that ever was, standing or dropped.
    pub tables: Vec<Table>,
    /// Indexes of the tables by name in lower case.
    by_key: HashMap<String, Vec<usize>>,
    /// The columns that hold secrets, readable or protected.
    pub judged: Vec<Judged>,
    /// What code writes into columns.
    pub writes: Vec<Write>,
    /// The folders of the packages, of which each may have its own schema.
    pub homes: Vec<String>,
}

impl<T: AsRef<Text>> Schema<T> {
    /// Replays the texts and judges the columns.
    pub fn build(mut texts: Vec<T>, writes: Vec<Write>) -> Schema<T> {
        texts.sort_by(|a, b| {
            let (a, b) = (a.as_ref(), b.as_ref());
            let unit = a.place.unit.cmp(&b.place.unit);
            let version = || natural(&a.place.version, &b.place.version);
            unit.then_with(version).then_with(|| a.path.cmp(&b.path)).then(a.base.cmp(&b.base))
        });
        let tables = replay(&texts);
        let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, table) in tables.iter().enumerate() {
            by_key.entry(table.key.clone()).or_default().push(at);
        }
        let mut schema = Schema { texts, tables, by_key, judged: Vec::new(), writes, homes: Vec::new() };
        schema.judged = judged(&schema);
        schema
    }

    /// The same schemas, judged once more with what code writes in the
    /// packages that lie in these folders.
    pub fn informed(mut self, writes: Vec<Write>, homes: Vec<String>) -> Schema<T> {
        if !writes.is_empty() {
            (self.writes, self.homes) = (writes, homes);
            self.judged = judged(&self);
        }
        self
    }

    /// The folder of the package that a file belongs to; empty when it lies in
    /// none, and in that of the workspace.
    pub fn home(&self, path: &str) -> &str {
        let holds = |home: &&String| path.strip_prefix(home.as_str()).is_some_and(|rest| rest.starts_with('/'));
        self.homes.iter().filter(holds).max_by_key(|home| home.len()).map_or("", String::as_str)
    }

    /// The text of a spot.
    pub fn text(&self, spot: Spot) -> &T {
        &self.texts[spot.text]
    }

    /// What stands at a spot.
    pub fn slice(&self, spot: Spot) -> &str {
        self.texts[spot.text].as_ref().slice(spot.span)
    }

    /// The direction of what stands at a spot.
    pub fn direction(&self, spot: Spot) -> Direction {
        self.texts[spot.text].as_ref().sections.of(spot.span)
    }

    /// The table of this name that stands in the unit of text `text`, or
    /// else in any unit.
    pub fn table(&self, text: usize, name: &str) -> Option<&Table> {
        let unit = &self.texts[text].as_ref().place.unit;
        let named = self.by_key.get(name)?;
        let mut all = named.iter().map(|at| &self.tables[*at]);
        let here = |table: &&Table| self.texts[table.spot.text].as_ref().place.unit == *unit;
        all.clone().filter(here).max_by_key(|t| t.dropped.is_none()).or_else(|| all.next())
    }
}
