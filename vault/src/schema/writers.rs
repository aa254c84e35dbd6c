//! Which column each write of code goes to, worked out once for all.

use std::collections::{BTreeSet, HashMap};

use super::evidence::Leaning;
use super::model::Schema;
use super::table::{Column, Table};
use super::text::Text;
use super::words::{Meaning, words};
use super::write::{Goal, Write};

/// Table and column by their keys, and the package whose writes alone go there.
type Place<'a> = (&'a str, &'a str, Option<&'a str>);

/// The writes by where they go.
#[derive(Default)]
pub(super) struct Writers<'a>(HashMap<Place<'a>, Vec<&'a Write>>);

impl<'a> Writers<'a> {
    pub fn of<T: AsRef<Text>>(model: &'a Schema<T>) -> Writers<'a> {
        let mut out = Writers::default();
        if model.writes.is_empty() {
            return out;
        }
        let tables = Tables::of(model);
        for write in &model.writes {
            let home = model.home(&write.path);
            for key in tables.meant(write) {
                let place = (key, write.column.as_str(), tables.own(key, home));
                out.0.entry(place).or_default().push(write);
            }
        }
        out
    }

    /// Whether code is seen to write into no column.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What code writes into a column of a table in this package: where some
    /// is said outright to be readable and some is a hash, it is divided, else
    /// one hash says that all are. Of a column that is called a hash, what is
    /// none says more than what is one.
    pub fn evidence(&self, table: &str, column: &str, home: &str) -> Option<(Leaning, String)> {
        let at = |home| self.0.get(&(table, column, home)).into_iter().flatten().copied();
        let found: Vec<&Write> = at(Some(home)).chain(at(None)).collect();
        let of = |leaning| found.iter().find(|write| write.leaning == leaning);
        let called = || words().meaning(&words().of(column)) == Meaning::Protected;
        match (of(Leaning::Protected), of(Leaning::Bared).or(of(Leaning::Proven))) {
            (Some(hidden), Some(open)) => {
                let bared = open.leaning == Leaning::Bared && called();
                let leaning = if bared { Leaning::Bared } else { Leaning::Divided };
                Some((leaning, format!("{}, but {}", hidden.why, open.why)))
            }
            (one, other) => {
                let strongest = one.or(other).or(found.first());
                strongest.map(|write| (write.leaning, write.why.clone()))
            }
        }
    }
}

/// The tables of a schema by what writes call them.
#[derive(Default)]
struct Tables<'a> {
    /// The packages that have a table of this key.
    homes: HashMap<&'a str, BTreeSet<&'a str>>,
    /// Keys of the tables that are called just so.
    named: HashMap<Vec<String>, BTreeSet<&'a str>>,
    /// Keys of the standing tables whose names end in these words.
    endings: HashMap<Vec<String>, BTreeSet<&'a str>>,
    /// Keys of the standing tables that have such a column.
    having: HashMap<String, BTreeSet<&'a str>>,
}

/// Names of rows have fewer words than this.
const LONGEST: usize = 12;

impl<'a> Tables<'a> {
    fn of<T: AsRef<Text>>(model: &'a Schema<T>) -> Tables<'a> {
        let asked: BTreeSet<&str> = model.writes.iter().map(|write| write.column.as_str()).collect();
        let mut out = Tables::default();
        for table in &model.tables {
            let path = &model.text(table.spot).as_ref().path;
            out.homes.entry(table.key.as_str()).or_default().insert(model.home(path));
            out.add(table, &asked);
        }
        out
    }

    fn add(&mut self, table: &'a Table, asked: &BTreeSet<&str>) {
        let name = words().of(&table.name);
        self.named.entry(name.clone()).or_default().insert(&table.key);
        if table.dropped.is_some() {
            return;
        }
        for from in name.len().saturating_sub(LONGEST)..name.len() {
            self.endings.entry(name[from..].to_vec()).or_default().insert(&table.key);
        }
        for column in table.standing().map(Column::key).filter(|key| asked.contains(key.as_str())) {
            self.having.entry(column).or_default().insert(&table.key);
        }
    }

    /// The keys of the tables that a write goes to.
    fn meant(&self, write: &'a Write) -> Vec<&'a str> {
        match &write.into {
            Goal::Table(name) => self.homes.get_key_value(name.as_str()).map(|(key, _)| *key).into_iter().collect(),
            Goal::Row(name) => self.rows(&words().of(name)),
            Goal::Column => only(self.having.get(&write.column)),
        }
    }

    /// A row belongs to the table with the longest name that its own holds:
    /// `ClientSessionInfo` to `client_sessions`, not to `clients`; of several
    /// to that of the last. Else to the only table whose name ends like it.
    fn rows(&self, name: &[String]) -> Vec<&'a str> {
        let name = &name[name.len().saturating_sub(LONGEST)..];
        let kept = row(name);
        let part = |name: &[String], length: usize, after: usize| {
            let end = name.len().checked_sub(after)?;
            self.named.get(name.get(end.checked_sub(length)?..end)?)
        };
        let parts = (1..=name.len()).rev().flat_map(|length| (0..=name.len() - length).map(move |at| (length, at)));
        // What is only handed around is none but by its last word.
        let handed = kept.last().is_some_and(|last| words().lists.handed.has(last));
        let mut parts = parts.filter(|(_, after)| *after == 0 || !handed);
        match parts.find_map(|(length, after)| part(name, length, after).or_else(|| part(&kept, length, after))) {
            Some(keys) => keys.iter().copied().collect(),
            None => only(self.endings.get(&kept)),
        }
    }

    /// The package to which its writes into such a table are confined: its
    /// own, where it has that table as others do.
    fn own<'h>(&self, table: &str, home: &'h str) -> Option<&'h str> {
        let homes = self.homes.get(table)?;
        (homes.len() > 1 && homes.contains(home)).then_some(home)
    }
}

fn only<'a>(keys: Option<&BTreeSet<&'a str>>) -> Vec<&'a str> {
    keys.filter(|keys| keys.len() == 1).into_iter().flatten().copied().collect()
}

/// What a struct's name says of the table: `NewUserRow` is a row of users.
fn row(name: &[String]) -> Vec<String> {
    let kept: Vec<String> = name.iter().filter(|word| !words().lists.rows.has(word)).cloned().collect();
    if kept.is_empty() { name.to_vec() } else { kept }
}
