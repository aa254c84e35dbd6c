//! What only seems to take something away: copies, replacements, backfills.

use std::collections::BTreeSet;

use super::Look;
use crate::source::Span;
use crate::sql::ast::{Action, Definition, Name, Object, Statement, Verb};
use crate::sql::audit::{is_chain, named_audit};
use crate::sql::layout::Direction;

impl Look<'_> {
    /// `DROP TABLE IF EXISTS` at the head of a dump drops nothing.
    pub(super) fn exists(&self, statement: &Statement, name: &Name) -> bool {
        if self.down(statement) {
            return true;
        }
        let unit = &self.text.place.unit;
        let texts = self.model.texts.iter().enumerate().filter(|(_, t)| t.place.unit == *unit);
        let mut known = false;
        for (at, text) in texts.take_while(|(at, _)| *at <= self.at) {
            for other in &text.script.statements {
                if at == self.at && other.span.start >= statement.span.start {
                    break;
                }
                if text.sections.of(other.span) == Direction::Up {
                    known = match &other.verb {
                        Verb::CreateTable(table, _) if table.key() == name.key() => true,
                        Verb::AlterTable(table, _) if table.key() == name.key() => true,
                        Verb::Drop(Object::Table, names) if names.iter().any(|n| n.key() == name.key()) => false,
                        _ => known,
                    };
                }
            }
        }
        known
    }

    /// The copy that stands for the table afterwards with its rows: SQLite
    /// rebuilds a table by copying, dropping and renaming. `Some(None)` when
    /// its columns are not known.
    pub(super) fn rebuilt(&self, index: usize, name: &Name) -> Option<Option<&Verb>> {
        let key = name.key();
        let text = self.text;
        let copied = self.section[..index].iter().find_map(|s| match &s.verb {
            Verb::Insert { table, body, .. } if mentions(text.slice(*body), &key) => Some(table.key()),
            Verb::CreateTable(table, Definition { query: Some(query), .. }) if mentions(text.slice(*query), &key) => {
                Some(table.key())
            }
            Verb::AlterTable(table, actions) if table.key() == key => {
                actions.iter().any(|a| matches!(a, Action::RenameTable(_))).then(|| key.clone())
            }
            _ => None,
        })?;
        let original = self.original(index, name).key();
        let back = copied == original && original != key
            || self.section[index..].iter().any(|s| match &s.verb {
                Verb::AlterTable(_, actions) => {
                    actions.iter().any(|a| matches!(a, Action::RenameTable(to) if to.key() == key))
                }
                Verb::RenameTables(pairs) => pairs.iter().any(|(_, to)| to.key() == key),
                Verb::CreateTable(table, _) => table.key() == key,
                _ => false,
            });
        let copy = self.section.iter().map(|s| &s.verb).find(
            |verb| matches!(verb, Verb::CreateTable(table, made) if table.key() == copied && !made.columns.is_empty()),
        );
        (back || self.survives(index, name)).then_some(copy)
    }

    /// The hash column that a rebuilt table has no more.
    pub(super) fn forgotten(&self, name: &Name, copy: Option<&Verb>) -> Option<(String, String)> {
        let Some(Verb::CreateTable(_, Definition { columns, .. })) = copy else { return None };
        let table = self.model.table(self.at, &name.key())?;
        let kept = |key: &str| columns.iter().any(|column| column.name.key() == key);
        let lost = table.columns.iter().find(|column| is_chain(&column.def.name.text) && !kept(&column.key()))?;
        Some((
            format!("rebuilds, without its hash column `{}`, the audit table", lost.def.name.text),
            table.name.clone(),
        ))
    }

    /// The name a table had before the section renamed it.
    pub(super) fn original(&self, index: usize, name: &Name) -> Name {
        let renamed = self.section[..index].iter().rev().find_map(|s| match &s.verb {
            Verb::AlterTable(table, actions) => {
                let to_it = |a: &Action| matches!(a, Action::RenameTable(to) if to.key() == name.key());
                actions.iter().any(to_it).then_some(table)
            }
            Verb::RenameTables(pairs) => pairs.iter().find(|(_, to)| to.key() == name.key()).map(|(from, _)| from),
            _ => None,
        });
        renamed.unwrap_or(name).clone()
    }

    /// Whether the section itself made the table: a copy to work on.
    pub(super) fn made(&self, index: usize, name: &Name) -> bool {
        let makes = |s: &&Statement| matches!(&s.verb, Verb::CreateTable(table, _) if table.key() == name.key());
        self.section[..index].iter().any(makes)
    }

    /// The rows were copied to another audit table, which stays.
    fn survives(&self, index: usize, name: &Name) -> bool {
        let into = self.section[..index].iter().filter_map(|s| match &s.verb {
            Verb::Insert { table, body, .. } if mentions(self.text.slice(*body), &name.key()) => Some(table),
            _ => None,
        });
        let mut kept = into.filter(|t| t.key() != name.key() && named_audit(&t.text, t.schema.as_deref()));
        kept.next().is_some()
    }

    /// Whether a trigger, policy or function of this name is made anew
    /// behind the drop, or the table itself is gone or rebuilt.
    pub(super) fn replaced(&self, index: usize, name: &Name) -> bool {
        let key = name.key();
        self.section[index + 1..].iter().any(|s| match &s.verb {
            Verb::CreateTrigger { name, .. } => name.key() == key,
            Verb::CreateFunction(name, _) => name.key() == key,
            Verb::Other(_) => creates_policy(self.text.slice(s.span), &key),
            Verb::Drop(Object::Table, names) => names.iter().any(|n| n.key() == key),
            _ => false,
        })
    }

    pub(super) fn renewed(&self, table: &Name, column: &Name, actions: &[Action], index: usize) -> bool {
        let adds = |a: &Action| {
            matches!(a, Action::Add(c) if is_chain(&c.name.text))
                || matches!(a, Action::Rename(_, to) if to.key() == column.key())
        };
        actions.iter().any(adds)
            || self.section[index + 1..].iter().any(|s| {
                matches!(&s.verb, Verb::AlterTable(t, actions) if t.key() == table.key() && actions.iter().any(adds))
            })
    }

    pub(super) fn enabled_again(&self, index: usize) -> bool {
        let text = |s: &&Statement| self.text.slice(s.span).to_ascii_lowercase();
        self.section[index..]
            .iter()
            .any(|s| text(s).contains("enable") && text(s).contains("trigger") && !text(s).contains("disable"))
    }

    /// Whether every column set was added by the same section: a backfill.
    pub(super) fn backfills(&self, table: &Name, body: Span) -> bool {
        let set = crate::sql::values::assignments(self.text.text(), body);
        let mut added = BTreeSet::new();
        for statement in self.section {
            if let Verb::AlterTable(t, actions) = &statement.verb
                && t.key() == table.key()
            {
                added.extend(actions.iter().filter_map(|a| match a {
                    Action::Add(column) => Some(column.name.key()),
                    _ => None,
                }));
            }
        }
        !set.is_empty() && set.iter().all(|(column, _)| added.contains(column))
    }
}

fn mentions(text: &str, word: &str) -> bool {
    let text = text.to_lowercase();
    text.match_indices(word).any(|(at, _)| {
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_');
        edge(text[..at].chars().next_back()) && edge(text[at + word.len()..].chars().next())
    })
}

fn creates_policy(statement: &str, name: &str) -> bool {
    let lower = statement.to_lowercase();
    lower.starts_with("create") && (lower.contains("policy") || lower.contains("rule")) && mentions(&lower, name)
}
