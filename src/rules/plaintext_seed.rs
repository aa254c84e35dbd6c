//! `plaintext-seed`: credentials in data that a migration brings along.

use super::{Context, Looks, Rule};
use crate::catalog::Card;
use crate::finding::{Confidence, Finding, Level};
use crate::source::Span;
use crate::sql::ast::{Action, Column, Statement, Verb};
use crate::sql::columns::{interesting, names};
use crate::sql::evidence::hashed_value;
use crate::sql::judge::{Facts, judge};
use crate::sql::model::{Model, Text};
use crate::sql::token::unquoted;
use crate::sql::values::{assignments, copy_rows, literal, rows};
use crate::sql::words::{Kind, Meaning, words};

/// See `rules/plaintext-seed.yaml`.
pub struct PlaintextSeed;

impl Rule for PlaintextSeed {
    fn card(&self) -> &'static Card {
        crate::card!("plaintext-seed")
    }

    fn looks(&self) -> Looks {
        Looks::AtSql
    }

    fn check(&self, cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
        for (at, text) in cx.sql.texts.iter().enumerate() {
            let mut look = Look { model: cx.sql, at, text, report };
            let mut copying = None;
            for statement in &text.script.statements {
                match &statement.verb {
                    Verb::Copy { table, columns } => {
                        copying = Some((table.key(), columns.iter().map(|c| c.key()).collect()))
                    }
                    Verb::CopyData => {
                        if let Some((table, columns)) = copying.take() {
                            look.copied(&table, columns, statement.span);
                        }
                    }
                    _ => look.statement(statement),
                }
            }
        }
    }
}

/// A value that gives a credential away, and how many rows repeat it.
struct Seed {
    name: String,
    value: Span,
    more: usize,
}

struct Look<'a, 'r> {
    model: &'a Model,
    at: usize,
    text: &'a Text,
    report: &'r mut dyn FnMut(Finding),
}

impl Look<'_, '_> {
    fn statement(&mut self, statement: &Statement) {
        match &statement.verb {
            Verb::Insert { table, columns, body } => {
                let named = columns.iter().map(|c| c.key()).collect();
                let names = names(self.model, self.at, &table.key(), named);
                if interesting(&names) {
                    self.inserted(&table.text, &names, *body);
                }
            }
            Verb::Update { table, body } => {
                for (column, value) in assignments(self.text.text(), *body) {
                    self.one(&table.text, &column, value);
                }
            }
            Verb::CreateTable(table, made) => {
                made.columns.iter().for_each(|c| self.default(&table.text, c));
            }
            Verb::AlterTable(table, actions) => {
                for action in actions {
                    match action {
                        Action::Add(column) | Action::Redefine(_, column) => self.default(&table.text, column),
                        Action::Default(column, value) => self.one(&table.text, &column.text, *value),
                        _ => {}
                    }
                }
            }
            Verb::RolePassword(literal) => self.role(*literal),
            _ => {}
        }
    }

    fn default(&mut self, table: &str, column: &Column) {
        if let Some(value) = column.default {
            self.one(table, &column.name.text, value);
        }
    }

    /// One value for one column.
    fn one(&mut self, table: &str, column: &str, value: Span) {
        if let Some((span, _)) = self.credential(value).filter(|_| self.secret(table, column)) {
            self.say(Seed { name: format!("{table}.{column}"), value: span, more: 0 });
        }
    }

    fn inserted(&mut self, table: &str, names: &[String], body: Span) {
        let rows = rows(self.text.text(), body);
        for (index, name) in names.iter().enumerate() {
            if self.secret(table, name) {
                let values = rows.iter().filter_map(|row| self.credential(*row.get(index)?)).map(|(span, _)| span);
                self.first(format!("{table}.{name}"), values.collect());
            }
        }
        self.pairs(table, names, &rows);
    }

    /// `INSERT INTO settings (key, value) VALUES ('smtp_password', '…')`.
    fn pairs(&mut self, table: &str, names: &[String], rows: &[Vec<Span>]) {
        let find =
            |set: &[&str]| names.iter().position(|n| words().of(n).last().is_some_and(|w| set.contains(&w.as_str())));
        let (Some(key), Some(value)) =
            (find(&["key", "name", "setting", "option"]), find(&["value", "val", "content"]))
        else {
            return;
        };
        for row in rows {
            let (Some(key), Some(value)) = (row.get(key), row.get(value)) else { continue };
            let Some((_, name)) = literal(self.text.text(), *key) else { continue };
            let Meaning::Secret(kind, _) = words().meaning(&words().of(name)) else { continue };
            if let Some((span, _)) = self.credential(*value).filter(|(_, value)| may_be(kind, value)) {
                self.say(Seed { name: format!("{table}.{name}"), value: span, more: 0 });
            }
        }
    }

    fn copied(&mut self, table: &str, columns: Vec<String>, data: Span) {
        let names = names(self.model, self.at, table, columns);
        if !interesting(&names) {
            return;
        }
        let rows = copy_rows(self.text.text(), data);
        for (index, name) in names.iter().enumerate() {
            if self.secret(table, name) {
                let values = rows.iter().filter_map(|row| row.get(index)).filter(|v| gives_away(self.text.slice(**v)));
                self.first(format!("{table}.{name}"), values.copied().collect());
            }
        }
    }

    fn first(&mut self, name: String, values: Vec<Span>) {
        if let Some(value) = values.first() {
            self.say(Seed { name, value: *value, more: values.len() - 1 });
        }
    }

    fn role(&mut self, literal: Span) {
        if gives_away(unquoted(self.text.slice(literal))) {
            self.say(Seed { name: "a database role".into(), value: literal, more: 0 });
        }
    }

    /// Whether the column is one for secrets, however they are kept.
    fn secret(&self, table: &str, column: &str) -> bool {
        let known = self.model.table(self.at, &table.to_lowercase());
        let ty = known.and_then(|t| t.column(column)).map_or("", |c| c.def.ty.as_str());
        let siblings =
            known.map(|t| t.standing().map(|column| column.sibling()).filter(|other| other.name != column).collect());
        let facts = Facts { table, column, ty, siblings: siblings.unwrap_or_default(), ..Facts::default() };
        judge(&facts).kind.is_some()
    }

    fn credential(&self, value: Span) -> Option<(Span, &str)> {
        literal(self.text.text(), value).filter(|(_, value)| gives_away(value))
    }

    fn say(&mut self, seed: Seed) {
        let card = crate::card!("plaintext-seed");
        let span = self.text.in_file(seed.value);
        let label = self.text.label(seed.value, "").named(&seed.name).masked(&self.text.source, &[span]);
        let more = if seed.more > 0 { format!(", and {} more rows", seed.more) } else { String::new() };
        let level = if self.text.class.ships() { Level::Deny } else { Level::Warn };
        let message = format!("a credential for `{}` stands in the migration{more}", seed.name);
        let finding = Finding::new(&card.id, level, Confidence::High, message, label)
            .with_key(seed.name)
            .with_help("generate it when the system is set up, or store only its hash; rotate this one");
        (self.report)(finding);
    }
}

/// Whether a value may be what its row's key speaks of: a password may be
/// anything, but no token is a number or a list of short words
/// (`('allowed_tokens', 'USDC,EURC')`).
fn may_be(kind: Kind, value: &str) -> bool {
    const SHORTEST: usize = 6;
    const LONGEST_NUMBER: usize = 9;
    let number = value.len() <= LONGEST_NUMBER && value.bytes().all(|byte| byte.is_ascii_digit());
    let short = || value.split([',', ' ']).all(|word| word.len() < SHORTEST);
    matches!(kind, Kind::Password | Kind::Code) || !number && !short()
}

/// Whether a literal is a credential as it stands: no hash, no hole that a
/// template fills, no stand-in.
fn gives_away(value: &str) -> bool {
    let value = value.trim();
    let lower = value.to_ascii_lowercase();
    let hole = ["{{", "${", "<%", "%(", "{%"].iter().any(|open| value.contains(open))
        || value.starts_with([':', '@', '<', '{', '[', '$'])
        || value.starts_with("%") && value.ends_with('%');
    const STAND_INS: &[&str] = &[
        "your",
        "placeholder",
        "replace",
        "redacted",
        "todo",
        "dummy",
        "none",
        "null",
        "\\n",
        "true",
        "false",
        "disabled",
        "invalid",
        "unused",
        "locked",
        "n/a",
        "unset",
        "removed",
        "deleted",
        "migrated",
    ];
    let asks = |word: &str| matches!(word, "here" | "goes" | "placeholder");
    let asked = lower.rsplit([' ', '_', '-']).next().is_some_and(asks);
    let stands_in = asked
        || STAND_INS.iter().any(|word| lower.starts_with(word))
        || value.chars().all(|c| matches!(c, '*' | 'x' | 'X' | '-' | '.' | '!' | '0'));
    value.len() > 2 && !hole && !stands_in && !hashed_value(value)
}
