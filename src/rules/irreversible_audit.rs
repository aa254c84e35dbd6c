//! `irreversible-audit`: what takes an audit trail, its guard or its chain
//! away.

use std::collections::BTreeSet;

use super::{Context, Looks, Rule};
use crate::catalog::Card;
use crate::config::Value;
use crate::finding::{Confidence, Edit, Finding, Fix, Level};
use crate::source::Span;
use crate::sql::ast::{Action, Name, Object, Statement, Verb};
use crate::sql::audit::{audits, is_audit, is_chain, named_audit};
use crate::sql::layout::Direction;
use crate::sql::model::{Model, Text};

/// See `rules/irreversible-audit.yaml`.
pub struct IrreversibleAudit;

impl Rule for IrreversibleAudit {
    fn card(&self) -> &'static Card {
        crate::card!("irreversible-audit")
    }

    fn looks(&self) -> Looks {
        Looks::AtSql
    }

    fn check(&self, cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
        let declared = declared(cx);
        for (at, text) in cx.sql.texts.iter().enumerate() {
            for section in sections(text) {
                let look = Look { model: cx.sql, at, text, section: &section, declared: &declared };
                look.check(report);
            }
        }
    }
}

/// The tables that the config declares to be audit trails, in lower case.
fn declared(cx: &Context<'_>) -> BTreeSet<String> {
    let names = match cx.config.option("irreversible-audit", "tables") {
        Some(Value::List(names)) => names.clone(),
        Some(Value::Text(name)) => vec![name.clone()],
        _ => Vec::new(),
    };
    names.iter().map(|name| name.rsplit('.').next().unwrap_or(name).to_lowercase()).collect()
}

/// Runs of statements that go the same way.
fn sections(text: &Text) -> Vec<Vec<&Statement>> {
    let mut out: Vec<(Direction, Vec<&Statement>)> = Vec::new();
    for statement in &text.script.statements {
        let direction = text.sections.of(statement.span);
        match out.last_mut() {
            Some((last, run)) if *last == direction => run.push(statement),
            _ => out.push((direction, vec![statement])),
        }
    }
    out.into_iter().filter(|(direction, _)| *direction != Direction::Verify).map(|(_, run)| run).collect()
}

struct Look<'a> {
    model: &'a Model,
    at: usize,
    text: &'a Text,
    section: &'a [&'a Statement],
    declared: &'a BTreeSet<String>,
}

impl Look<'_> {
    fn check(&self, report: &mut dyn FnMut(Finding)) {
        for (index, statement) in self.section.iter().enumerate() {
            // What refuses first is never undone; so is nothing behind it.
            if statement.verb == Verb::Refuse && self.down(statement) {
                return;
            }
            if let Some((what, name)) = self.damage(index, statement) {
                report(self.finding(statement, &what, &name));
            }
        }
    }

    fn audits(&self, name: &Name) -> bool {
        self.declared.contains(&name.key()) || audits(self.model, self.at, name)
    }

    fn down(&self, statement: &Statement) -> bool {
        self.text.sections.of(statement.span) == Direction::Down
    }

    /// What the statement takes away, and from which table.
    fn damage(&self, index: usize, statement: &Statement) -> Option<(String, String)> {
        let audit = |name: &&Name| self.audits(name);
        let lost = |what: &str, name: &Name| Some((what.to_string(), name.text.clone()));
        match &statement.verb {
            Verb::Drop(Object::Table, names) => {
                let name = names.iter().find(|n| audit(n) && self.exists(statement, n))?;
                if self.rebuilt(index, name) { None } else { lost("drops the audit table", name) }
            }
            Verb::Drop(Object::Schema, names) => {
                let name = names.iter().find(|n| matches!(n.key().as_str(), "audit" | "auditing"))?;
                lost("drops the audit schema", name)
            }
            Verb::Truncate(names) => lost("empties the audit table", names.iter().find(audit)?),
            Verb::Delete(table) => audit(&table).then(|| lost("deletes rows of the audit table", table))?,
            Verb::Update { table, body } if audit(&table) && !self.backfills(table, *body) => {
                lost("rewrites rows of the audit table", table)
            }
            Verb::Drop(Object::Trigger, names) => self.trigger(index, names),
            Verb::Drop(Object::Policy, names) => {
                let table = names.get(1).filter(audit)?;
                if self.replaced(index, &names[0]) { None } else { lost("drops a guard of the audit table", table) }
            }
            Verb::Drop(Object::Function, names) => self.function(index, names),
            Verb::AlterTable(table, actions) if audit(&table) => self.altered(index, table, actions),
            _ => None,
        }
    }

    /// `DROP TABLE IF EXISTS` at the head of a dump drops nothing.
    fn exists(&self, statement: &Statement, name: &Name) -> bool {
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
                        Verb::CreateTable { table, .. } if table.key() == name.key() => true,
                        Verb::AlterTable(table, _) if table.key() == name.key() => true,
                        Verb::Drop(Object::Table, names) if names.iter().any(|n| n.key() == name.key()) => false,
                        _ => known,
                    };
                }
            }
        }
        known
    }

    /// Whether the table stands again afterwards with its rows: SQLite
    /// rebuilds a table by copying, dropping and renaming.
    fn rebuilt(&self, index: usize, name: &Name) -> bool {
        let key = name.key();
        let text = self.text;
        let copied = self.section[..index].iter().any(|s| match &s.verb {
            Verb::Insert { body, .. } => mentions(text.slice(*body), &key),
            Verb::CreateTable { query: Some(query), .. } => mentions(text.slice(*query), &key),
            Verb::AlterTable(table, actions) => {
                table.key() == key && actions.iter().any(|a| matches!(a, Action::RenameTable(_)))
            }
            _ => false,
        });
        let back = self.section[index..].iter().any(|s| match &s.verb {
            Verb::AlterTable(_, actions) => {
                actions.iter().any(|a| matches!(a, Action::RenameTable(to) if to.key() == key))
            }
            Verb::RenameTables(pairs) => pairs.iter().any(|(_, to)| to.key() == key),
            Verb::CreateTable { table, .. } => table.key() == key,
            _ => false,
        });
        copied && (back || self.survives(index, name))
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

    fn trigger(&self, index: usize, names: &[Name]) -> Option<(String, String)> {
        let trigger = names.first()?;
        let unit = &self.text.place.unit;
        let here = |t: &&crate::sql::table::Table| self.model.texts[t.spot.text].place.unit == *unit;
        let on = names.get(1).cloned().or_else(|| {
            let owner =
                self.model.tables.iter().filter(here).find(|t| t.triggers.iter().any(|(n, _)| *n == trigger.key()))?;
            Some(Name { text: owner.name.clone(), ..trigger.clone() })
        })?;
        let guards = self.audits(&on) && !self.replaced(index, trigger) && !self.replaced(index, &on);
        guards.then(|| ("drops a guard trigger of the audit table".to_string(), on.text))
    }

    /// A function that a trigger on an audit table calls.
    fn function(&self, index: usize, names: &[Name]) -> Option<(String, String)> {
        let function = names.first()?;
        let unit = &self.text.place.unit;
        let tables = self.model.tables.iter().filter(|t| self.model.texts[t.spot.text].place.unit == *unit);
        let guarded = tables
            .filter(|t| self.declared.contains(&t.key) || is_audit(t))
            .find(|t| t.triggers.iter().any(|(_, called)| *called == function.key()))?;
        let told = self.section[..index].iter().any(|s| self.takes(&s.verb, &guarded.key));
        if told || self.replaced(index, function) {
            return None;
        }
        Some(("drops the guard function of the audit table".to_string(), guarded.name.clone()))
    }

    /// Whether the statement already takes the table or its trigger away.
    fn takes(&self, verb: &Verb, table: &str) -> bool {
        match verb {
            Verb::Drop(Object::Table | Object::Trigger, names) => names.iter().any(|n| n.key() == table),
            _ => false,
        }
    }

    /// Whether a trigger, policy or function of this name is made anew
    /// behind the drop, or the table itself is gone or rebuilt.
    fn replaced(&self, index: usize, name: &Name) -> bool {
        let key = name.key();
        self.section[index + 1..].iter().any(|s| match &s.verb {
            Verb::CreateTrigger { name, .. } => name.key() == key,
            Verb::CreateFunction(name, _) => name.key() == key,
            Verb::Other(_) => creates_policy(self.text.slice(s.span), &key),
            Verb::Drop(Object::Table, names) => names.iter().any(|n| n.key() == key),
            _ => false,
        })
    }

    fn altered(&self, index: usize, table: &Name, actions: &[Action]) -> Option<(String, String)> {
        let lost = |what: &str| Some((what.to_string(), table.text.clone()));
        for action in actions {
            match action {
                Action::Drop(column) if is_chain(&column.text) && !self.renewed(table, column, actions, index) => {
                    return lost(&format!("drops the hash column `{}` of the audit table", column.text));
                }
                Action::DisableTrigger if !self.enabled_again(index) => {
                    return lost("switches off the guard triggers of the audit table");
                }
                Action::Detach(_) if self.text.sections.of(table.span) == Direction::Down => {
                    return lost("takes a partition out of the audit table");
                }
                _ => {}
            }
        }
        None
    }

    fn renewed(&self, table: &Name, column: &Name, actions: &[Action], index: usize) -> bool {
        let adds = |a: &Action| {
            matches!(a, Action::Add(c) if is_chain(&c.name.text))
                || matches!(a, Action::Rename(_, to) if to.key() == column.key())
        };
        actions.iter().any(adds)
            || self.section[index + 1..].iter().any(|s| {
                matches!(&s.verb, Verb::AlterTable(t, actions) if t.key() == table.key() && actions.iter().any(adds))
            })
    }

    fn enabled_again(&self, index: usize) -> bool {
        let text = |s: &&Statement| self.text.slice(s.span).to_ascii_lowercase();
        self.section[index..]
            .iter()
            .any(|s| text(s).contains("enable") && text(s).contains("trigger") && !text(s).contains("disable"))
    }

    /// Whether every column set was added by the same section: a backfill.
    fn backfills(&self, table: &Name, body: Span) -> bool {
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

    fn finding(&self, statement: &Statement, what: &str, name: &str) -> Finding {
        let down = self.down(statement);
        let whose = if down { "the down migration" } else { "this statement" };
        let label = self.text.label(statement.span, "").named(name);
        let level = if self.text.class.ships() { Level::Deny } else { Level::Warn };
        let card = crate::card!("irreversible-audit");
        let finding = Finding::new(&card.id, level, Confidence::High, format!("{whose} {what} `{name}`"), label)
            .with_key(format!("{what} {name}"))
            .with_help(help(down));
        match self.fix(statement, name).filter(|_| down) {
            Some(fix) => finding.with_fix(fix),
            None => finding,
        }
    }

    /// The accepted form of Down: it refuses. Postgres only; elsewhere there
    /// is no statement that fails on its own.
    fn fix(&self, statement: &Statement, name: &str) -> Option<Fix> {
        let whole = self.text.text();
        let foreign = whole.contains('`') || whole.to_ascii_lowercase().contains("autoincrement");
        if statement.nested || foreign || self.text.part.is_some() {
            return None;
        }
        let name: String = name.chars().filter(|c| c.is_alphanumeric() || *c == '_').collect();
        let body = format!(
            "DO $$ BEGIN\n    RAISE EXCEPTION 'the audit table {name} is not taken back'\n        USING ERRCODE = '0A000';\nEND $$"
        );
        let goose = whole.contains("+goose");
        let text = if goose { format!("-- +goose StatementBegin\n{body};\n-- +goose StatementEnd\n--") } else { body };
        let edits = vec![Edit::new(&self.text.source, self.text.in_file(statement.span), text)];
        Some(Fix { title: "refuse instead, with SQLSTATE 0A000".into(), edits, machine_applicable: false })
    }
}

fn help(down: bool) -> &'static str {
    match down {
        true => "let the down migration refuse: RAISE EXCEPTION … USING ERRCODE = '0A000'",
        false => {
            "an audit trail is only appended to; keep it, or archive it under the retention policy by a sanctioned job"
        }
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
