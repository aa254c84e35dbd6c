//! Replays statements in order, unit by unit.

use std::collections::HashMap;

use super::ast::{self, Action, Definition, Name, Object, Reference, Statement, Verb};
use super::layout::Direction;
use super::span::Span;
use super::table::{Column, Table};
use super::text::{Spot, Text};

/// The tables after all texts, which are sorted by unit and version.
pub fn replay<T: AsRef<Text>>(texts: &[T]) -> Vec<Table> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < texts.len() {
        let unit = &texts[at].as_ref().place.unit;
        let end = texts[at..].iter().take_while(|t| t.as_ref().place.unit == *unit).count() + at;
        let mut state = Replay::default();
        for (index, text) in texts.iter().map(AsRef::as_ref).enumerate().take(end).skip(at) {
            for statement in &text.script.statements {
                if text.sections.of(statement.span) == Direction::Up {
                    state.apply(index, text, statement);
                }
            }
        }
        out.append(&mut state.tables);
        at = end;
    }
    out
}

#[derive(Default)]
struct Replay {
    tables: Vec<Table>,
    live: HashMap<String, usize>,
    text: usize,
}

impl Replay {
    fn apply(&mut self, index: usize, text: &Text, statement: &Statement) {
        self.text = index;
        match &statement.verb {
            Verb::CreateTable(table, definition) => self.create(table, definition, statement.span),
            Verb::AlterTable(table, actions) => {
                for action in actions {
                    self.alter(table, action, statement.span);
                }
            }
            Verb::Drop(Object::Table, names) => names.iter().for_each(|n| self.drop(n, statement.span)),
            Verb::RenameTables(pairs) => pairs.iter().for_each(|(from, to)| self.rename(from, to)),
            Verb::Comment { table, column, text } => self.comment(table, column.as_deref(), text),
            Verb::Update { table, body } => self.update(text, table, *body),
            Verb::CreateTrigger { name, table, function } => {
                let called = function.as_ref().map(Name::key).unwrap_or_default();
                let trigger = (name.key(), called);
                self.table(table, statement.span).triggers.push(trigger);
            }
            _ => {}
        }
    }

    fn spot(&self, span: Span) -> Spot {
        Spot { text: self.text, span }
    }

    fn table(&mut self, name: &Name, span: Span) -> &mut Table {
        let key = name.key();
        let spot = self.spot(span);
        let at = match self.live.get(&key) {
            Some(at) => *at,
            None => {
                self.tables.push(Table {
                    name: name.text.clone(),
                    key: key.clone(),
                    schema: name.schema.clone(),
                    spot,
                    ..Table::default()
                });
                self.live.insert(key, self.tables.len() - 1);
                self.tables.len() - 1
            }
        };
        &mut self.tables[at]
    }

    fn create(&mut self, name: &Name, definition: &Definition, span: Span) {
        let Definition { columns, references, checks, like, comment, query: _ } = definition;
        let inherited = like.as_ref().map(|like| self.copied(like)).unwrap_or_default();
        let checks: Vec<Spot> = checks.iter().map(|span| self.spot(*span)).collect();
        let index = self.text;
        let table = self.table(name, span);
        table.created = true;
        table.comment.push_str(comment);
        table.checks.extend(checks);
        columns.iter().for_each(|column| add(table, index, column, column.span));
        for column in inherited {
            if table.column(&column.key()).is_none() {
                table.columns.push(column);
            }
        }
        references.iter().for_each(|(names, to)| refer(table, names, to));
    }

    /// The columns of a table that another is made like.
    fn copied(&self, like: &Name) -> Vec<Column> {
        let table = self.live.get(&like.key()).map(|at| &self.tables[*at]);
        table.map(|t| t.standing().cloned().collect()).unwrap_or_default()
    }

    fn alter(&mut self, name: &Name, action: &Action, span: Span) {
        if let Action::RenameTable(to) = action {
            return self.rename(name, to);
        }
        let spot = self.spot(span);
        let table = self.table(name, span);
        match action {
            Action::Add(column) => add(table, spot.text, column, column.span),
            Action::Drop(column) => change(table, column, |column| column.dropped = Some(spot)),
            Action::Rename(from, to) => rename_column(table, from, to, spot),
            Action::Redefine(from, column) => redefine(table, from, column, spot),
            Action::Type(column, ty, using) => {
                ensure(table, column, spot);
                retype(table, column, ty, Spot { span: *using, ..spot });
            }
            Action::Default(column, value) => {
                change(table, column, |column| column.default = Some(Spot { span: *value, ..spot }));
            }
            Action::Reference(columns, to) => refer(table, columns, to),
            Action::Check(check) => table.checks.push(Spot { span: *check, ..spot }),
            _ => {}
        }
    }

    fn drop(&mut self, name: &Name, span: Span) {
        if let Some(at) = self.live.remove(&name.key()) {
            self.tables[at].dropped = Some(Spot { text: self.text, span });
        }
    }

    fn rename(&mut self, from: &Name, to: &Name) {
        let Some(at) = self.live.remove(&from.key()) else {
            return;
        };
        self.live.insert(to.key(), at);
        let table = &mut self.tables[at];
        table.former.push(std::mem::replace(&mut table.key, to.key()));
        table.name = to.text.clone();
    }

    fn comment(&mut self, table: &Name, column: Option<&str>, text: &str) {
        let table = self.table(table, table.span);
        let target = match column {
            Some(column) => table.column_mut(column).map(|c| &mut c.def.comment),
            None => Some(&mut table.comment),
        };
        if let Some(target) = target {
            target.push(' ');
            target.push_str(text);
        }
    }

    fn update(&mut self, text: &Text, name: &Name, body: Span) {
        let Some(at) = self.live.get(&name.key()) else {
            return;
        };
        for (column, value) in super::values::assignments(text.text(), body) {
            let spot = Spot { text: self.text, span: value };
            if let Some(column) = self.tables[*at].column_mut(&column) {
                column.writes.push(spot);
            }
        }
    }
}

fn add(table: &mut Table, text: usize, def: &ast::Column, span: Span) {
    let spot = Spot { text, span };
    let name_spot = Spot { text, span: def.name.span };
    if let Some(known) = table.column_mut(&def.name.text) {
        known.others.push(spot);
        return;
    }
    table.columns.push(Column {
        spot,
        name_spot,
        references: def.references.clone(),
        default: def.default.map(|span| Spot { text, span }),
        def: def.clone(),
        ..Column::default()
    });
}

/// Changes a column if it stands.
fn change(table: &mut Table, name: &Name, how: impl FnOnce(&mut Column)) {
    if let Some(column) = table.column_mut(&name.key()) {
        how(column);
    }
}

/// Adds a column that is altered and was never seen to be added.
fn ensure(table: &mut Table, name: &Name, spot: Spot) {
    if table.column(&name.key()).is_none() {
        let def = ast::Column { name: name.clone(), span: spot.span, ..Default::default() };
        add(table, spot.text, &def, spot.span);
    }
}

fn rename_column(table: &mut Table, from: &Name, to: &Name, spot: Spot) {
    ensure(table, from, spot);
    change(table, from, |column| {
        let former = std::mem::replace(&mut column.spot, spot);
        column.others.push(former);
        column.def.name = to.clone();
        column.name_spot = Spot { span: to.span, ..spot };
        column.renamed = Some(spot);
    });
}

fn redefine(table: &mut Table, from: &Name, def: &ast::Column, spot: Spot) {
    let Some(column) = table.column_mut(&from.key()) else {
        return add(table, spot.text, def, def.span);
    };
    let former = std::mem::replace(&mut column.spot, Spot { span: def.span, ..spot });
    column.others.push(former);
    column.former_type = Some(std::mem::take(&mut column.def.ty));
    let comment = format!("{} {}", column.def.comment, def.comment);
    column.def = ast::Column { comment, ..def.clone() };
    column.name_spot = Spot { span: def.name.span, ..spot };
    column.default = def.default.map(|span| Spot { span, ..spot });
}

fn retype(table: &mut Table, name: &Name, ty: &str, using: Spot) {
    change(table, name, |column| {
        column.former_type = Some(std::mem::replace(&mut column.def.ty, ty.to_string()));
        column.writes.extend((using.span.end > using.span.start).then_some(using));
    });
}

fn refer(table: &mut Table, columns: &[String], to: &Reference) {
    let [only] = columns else { return };
    if let Some(column) = table.column_mut(only) {
        column.references = Some(to.clone());
    }
}
