//! What all tables of a schema say together, worked out once: each column
//! asks for it, and to go through all tables for each is their square.

use std::collections::HashMap;

use super::columns::{Samples, samples};
use super::model::Schema;
use super::table::{Column, Table};
use super::text::Text;
use super::words::words;
use super::writers::Writers;

/// The tables and writes of a schema by what is asked of them.
pub(super) struct Around<'a> {
    /// Visible hashes among the data that is inserted.
    pub samples: Samples,
    /// Which tables stand that are called just so.
    named: HashMap<Vec<String>, Held<'a>>,
    /// Which tables stand that have such a column.
    having: HashMap<String, Held<'a>>,
    /// What code writes.
    pub writers: Writers<'a>,
}

/// Some tables: how many, and whether all have one key.
struct Held<'a> {
    count: usize,
    /// None when there are several.
    key: Option<&'a str>,
}

impl<'a> Held<'a> {
    fn add(held: Option<Held<'a>>, key: &'a str) -> Held<'a> {
        match held {
            None => Held { count: 1, key: Some(key) },
            Some(held) => Held { count: held.count + 1, key: held.key.filter(|known| *known == key) },
        }
    }

    /// Whether a table of another key is among them.
    fn has_other(&self, key: &str) -> bool {
        self.key.is_none_or(|known| known != key)
    }
}

impl<'a> Around<'a> {
    pub fn of<T: AsRef<Text>>(model: &'a Schema<T>) -> Around<'a> {
        let mut around = Around {
            samples: samples(model),
            named: HashMap::new(),
            having: HashMap::new(),
            writers: Writers::of(model),
        };
        model.tables.iter().filter(|table| table.dropped.is_none()).for_each(|table| around.stands(table));
        around
    }

    fn stands(&mut self, table: &'a Table) {
        note(&mut self.named, words().of(&table.name), &table.key);
        let mut keys: Vec<String> = table.standing().map(Column::key).collect();
        keys.sort_unstable();
        keys.dedup();
        keys.into_iter().for_each(|key| note(&mut self.having, key, &table.key));
    }

    /// Whether another standing table is called so.
    pub fn is_named(&self, table: &Table, name: &[String]) -> bool {
        self.named.get(name).is_some_and(|held| held.has_other(&table.key))
    }

    /// In how many standing tables such a column is.
    pub fn tables_with(&self, column: &str) -> usize {
        self.having.get(column).map_or(0, |held| held.count)
    }
}

fn note<'a, K: std::hash::Hash + Eq>(into: &mut HashMap<K, Held<'a>>, at: K, key: &'a str) {
    let known = into.remove(&at);
    into.insert(at, Held::add(known, key));
}
