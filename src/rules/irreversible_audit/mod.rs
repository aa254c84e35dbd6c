//! `irreversible-audit`: what takes an audit trail, its guard or its chain
//! away.

mod guard;
mod kept;
mod retention;

use std::collections::BTreeSet;

use super::{Context, Looks, Rule};
use crate::catalog::Card;
use crate::config::Value;
use crate::finding::{Confidence, Edit, Finding, Fix, Level};
use crate::sql::ast::{Action, Name, Object, Statement, Verb};
use crate::sql::audit::{audits, is_chain};
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
                let mut finding = self.finding(statement, &what, &name);
                for guard in self.guards_before(index, &name.to_lowercase()) {
                    let label = self.text.label(guard.span, "takes its guard away first").named(&name);
                    finding = finding.with_related(label);
                }
                report(finding);
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
                let trail = |n: &&Name| {
                    let original = self.original(index, n);
                    self.audits(&original) && self.exists(statement, &original)
                };
                let name = names.iter().find(|n| trail(n) && !self.made(index, n))?;
                match self.rebuilt(index, name) {
                    Some(kept) => self.forgotten(&self.original(index, name), kept),
                    None => lost("drops the audit table", &self.original(index, name)),
                }
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
            Verb::CreateFunction(name, body) => self.hollow(statement, name, *body),
            Verb::AlterTable(table, actions) if audit(&table) => self.altered(index, table, actions),
            _ => None,
        }
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

    fn finding(&self, statement: &Statement, what: &str, name: &str) -> Finding {
        let down = self.down(statement);
        let whose = if down { "the down migration" } else { "this statement" };
        let label = self.text.label(statement.span, "").named(name);
        let expires = self.expires(statement);
        let level = if self.text.class.ships() && !expires { Level::Deny } else { Level::Warn };
        let card = crate::card!("irreversible-audit");
        let finding = Finding::new(&card.id, level, Confidence::High, format!("{whose} {what} `{name}`"), label)
            .with_key(format!("{what} {name}"))
            .with_help(help(down, expires));
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

fn help(down: bool, expires: bool) -> &'static str {
    match down {
        true => "let the down migration refuse: RAISE EXCEPTION … USING ERRCODE = '0A000'",
        false if expires => {
            "if this is the job of the retention policy, archive the rows first, let no request reach it, and name its module as a sanctioned one of this rule"
        }
        false => {
            "an audit trail is only appended to; keep it, or archive it under the retention policy by a sanctioned job"
        }
    }
}
