//! `exposing-view`: a view or generated column that hands a secret on.

use std::collections::BTreeMap;

use super::{Context, Looks, Rule};
use crate::catalog::Card;
use crate::finding::{Confidence, Finding, Level};
use crate::source::Span;
use crate::sql::ast::{Name, Object, Verb};
use crate::sql::columns::Judged;
use crate::sql::judge::{Confidence as Sure, Facts, Shape, judge};
use crate::sql::layout::Direction;
use crate::sql::model::{Model, Text};
use crate::sql::select::{Query, exposes, query};
use crate::sql::words::words;

/// See `rules/exposing-view.yaml`.
pub struct ExposingView;

impl Rule for ExposingView {
    fn card(&self) -> &'static Card {
        crate::card!("exposing-view")
    }

    fn looks(&self) -> Looks {
        Looks::AtSql
    }

    fn check(&self, cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
        for ((at, _), (view, span)) in standing(cx.sql) {
            let look = Look { model: cx.sql, at, text: &cx.sql.texts[at] };
            look.view(&view, span, report);
        }
        generated(cx.sql, report);
    }
}

/// The views that stand, each by its last definition.
fn standing(model: &Model) -> BTreeMap<(usize, u32), (Name, Span)> {
    let mut last: BTreeMap<(&str, String), (usize, Name, Span)> = BTreeMap::new();
    for (at, text) in model.texts.iter().enumerate() {
        for statement in &text.script.statements {
            let up = text.sections.of(statement.span) == Direction::Up;
            let key = |name: &Name| (text.place.unit.as_str(), name.key());
            match &statement.verb {
                Verb::CreateView { view, query } if up => {
                    last.insert(key(view), (at, view.clone(), *query));
                }
                Verb::Drop(Object::View, names) if up => names.iter().for_each(|n| {
                    last.remove(&key(n));
                }),
                _ => {}
            }
        }
    }
    last.into_values().map(|(at, name, span)| ((at, span.start), (name, span))).collect()
}

struct Look<'a> {
    model: &'a Model,
    at: usize,
    text: &'a Text,
}

impl Look<'_> {
    fn view(&self, view: &Name, span: Span, report: &mut dyn FnMut(Finding)) {
        let query = query(self.text.text(), span);
        let mut seen = Vec::new();
        for item in &query.items {
            for (table, column) in self.secrets(&query, item) {
                if !seen.contains(&column) {
                    report(self.finding(view, item.span, &table, &column));
                    seen.push(column);
                }
            }
        }
    }

    /// The secret columns that an item of the select list hands on.
    fn secrets(&self, query: &Query, item: &crate::sql::select::Item) -> Vec<(String, String)> {
        let mut out = Vec::new();
        for reference in &item.columns {
            let tables = query.tables.iter().filter(|(alias, _)| reference.0.as_ref().is_none_or(|q| q == alias));
            let known: Vec<&str> = tables.map(|(_, table)| table.as_str()).collect();
            match reference.1.as_str() {
                "*" => known.iter().for_each(|t| out.extend(self.all(t))),
                column => out.extend(self.column(&known, column)),
            }
        }
        out
    }

    fn all(&self, table: &str) -> Vec<(String, String)> {
        let table = self.model.table(self.at, table).map(|t| t.key.clone());
        let judged = self.model.judged.iter().filter(|j| {
            let t = &self.model.tables[j.table];
            Some(&t.key) == table.as_ref()
                && t.dropped.is_none()
                && t.columns[j.column].dropped.is_none()
                && secret(self.model, j)
        });
        judged.map(|j| self.name(j)).collect()
    }

    fn name(&self, judged: &Judged) -> (String, String) {
        let table = &self.model.tables[judged.table];
        (table.name.clone(), table.columns[judged.column].key())
    }

    fn column(&self, tables: &[&str], column: &str) -> Option<(String, String)> {
        let mut known = false;
        for table in tables {
            let Some(found) = self.model.table(self.at, table).filter(|t| t.created) else { continue };
            known |= found.column(column).is_some();
            if let Some(hit) = self.all(&found.key).into_iter().find(|(_, c)| c == column) {
                return Some(hit);
            }
        }
        // A view on a view, or a table made elsewhere: the name must do.
        let table = tables.first().copied().unwrap_or("");
        let verdict = judge(&Facts { table, column, ..Facts::default() });
        let sure = verdict.shape == Shape::Readable && verdict.confidence == Sure::High;
        (sure && !known).then(|| (table.to_string(), column.to_string()))
    }

    fn finding(&self, view: &Name, span: Span, table: &str, column: &str) -> Finding {
        let card = crate::card!("exposing-view");
        let name = format!("{}.{column}", view.text);
        let label = self.text.label(span, "").named(name.clone());
        let level = if self.text.class.ships() { Level::Deny } else { Level::Warn };
        let message = format!("view `{}` hands on the secret column `{table}.{column}`", view.text);
        Finding::new(&card.id, level, Confidence::High, message, label)
            .with_key(name)
            .with_help("leave the column out of the view, or select whether it is set (`… IS NOT NULL`)")
    }
}

/// Readable, or wrapped: a hash is neither.
fn secret(model: &Model, judged: &Judged) -> bool {
    let column = &model.tables[judged.table].columns[judged.column];
    match judged.verdict.shape {
        Shape::Readable => judged.verdict.confidence > Sure::Low,
        Shape::Protected => wrapped(&column.def.name.text, judged),
        Shape::Other => false,
    }
}

fn wrapped(name: &str, judged: &Judged) -> bool {
    const WRAPS: &[&str] = &["ciphertext", "encrypted", "wrapped", "sealed", "ciphered"];
    let by_name = words().of(name).iter().any(|w| WRAPS.contains(&w.as_str()));
    by_name || judged.verdict.kind.is_some() && judged.verdict.because.iter().any(|why| why.contains("encryption"))
}

/// Generated columns that compute from a secret one.
fn generated(model: &Model, report: &mut dyn FnMut(Finding)) {
    let card = crate::card!("exposing-view");
    for (at, table) in model.tables.iter().enumerate().filter(|(_, t)| t.dropped.is_none()) {
        for column in table.standing() {
            let Some(expression) = column.def.generated else { continue };
            let text = model.text(column.spot);
            let named = exposes(text.text(), expression);
            let source =
                model.judged.iter().filter(|j| j.table == at && secret(model, j)).map(|j| &table.columns[j.column]);
            let Some(source) = source.into_iter().find(|c| named.contains(&c.key()) && c.key() != column.key()) else {
                continue;
            };
            let name = format!("{}.{}", table.name, column.def.name.text);
            let message = format!("generated column `{name}` hands on the secret column `{}`", source.def.name.text);
            let label = model.label(column.name_spot, "").named(name.clone());
            let level = if text.class.ships() { Level::Deny } else { Level::Warn };
            report(Finding::new(&card.id, level, Confidence::High, message, label).with_key(name));
        }
    }
}
