//! Triggers and functions that keep an audit trail from being changed.

use super::Look;
use crate::source::Span;
use crate::sql::ast::{Name, Object, Statement, Verb};
use crate::sql::audit::is_audit;
use crate::sql::model::Text;
use crate::sql::table::Table;

impl Look<'_> {
    pub(super) fn trigger(&self, index: usize, names: &[Name]) -> Option<(String, String)> {
        let trigger = names.first()?;
        let unit = &self.text.place.unit;
        let here = |t: &&Table| self.model.texts[t.spot.text].place.unit == *unit;
        let on = names.get(1).cloned().or_else(|| {
            let owner =
                self.model.tables.iter().filter(here).find(|t| t.triggers.iter().any(|(n, _)| *n == trigger.key()))?;
            Some(Name { text: owner.name.clone(), ..trigger.clone() })
        })?;
        let kept = self.replaced(index, trigger) || self.replaced(index, &on);
        let guards = self.audits(&on) && !kept && self.guards(&trigger.key());
        guards.then(|| ("drops a guard trigger of the audit table".to_string(), on.text))
    }

    /// Whether a trigger refuses changes or chains rows, as far as its text
    /// is known; one that stamps a time is no guard.
    fn guards(&self, trigger: &str) -> bool {
        let mut known = false;
        for text in self.unit() {
            for statement in &text.script.statements {
                let Verb::CreateTrigger { name, function, .. } = &statement.verb else { continue };
                if name.key() != trigger {
                    continue;
                }
                let body = function.as_ref().map(|function| self.body(&function.key()));
                match body.unwrap_or_else(|| Some(text.slice(statement.span).to_string())) {
                    Some(body) if !(refuses(&body) || chains(&body)) => known = true,
                    _ => return true,
                }
            }
        }
        !known
    }

    /// The text of a function, where the unit tells it.
    fn body(&self, function: &str) -> Option<String> {
        let mut bodies = self.unit().flat_map(|text| {
            text.script.statements.iter().filter_map(|statement| match &statement.verb {
                Verb::CreateFunction(name, body) if name.key() == function => Some(text.slice(*body).to_string()),
                _ => None,
            })
        });
        bodies.next()
    }

    /// A function that a trigger on an audit table calls.
    pub(super) fn function(&self, index: usize, names: &[Name]) -> Option<(String, String)> {
        let function = names.first()?;
        let guarded = self.guarded(function)?;
        let told = self.section[..index].iter().any(|s| self.takes(&s.verb, &guarded.key));
        let stamps = self.body(&function.key()).is_some_and(|body| !(refuses(&body) || chains(&body)));
        if told || stamps || self.replaced(index, function) {
            return None;
        }
        Some(("drops the guard function of the audit table".to_string(), guarded.name.clone()))
    }

    /// The audit table whose triggers call a function.
    fn guarded(&self, function: &Name) -> Option<&Table> {
        let unit = &self.text.place.unit;
        let tables = self.model.tables.iter().filter(|t| self.model.texts[t.spot.text].place.unit == *unit);
        tables
            .filter(|t| self.declared.contains(&t.key) || is_audit(t))
            .find(|t| t.triggers.iter().any(|(_, called)| *called == function.key()))
    }

    /// A guard function made anew so that it lets everything pass.
    pub(super) fn hollow(&self, statement: &Statement, name: &Name, body: Span) -> Option<(String, String)> {
        let guarded = self.guarded(name)?;
        let refused = self.unit().any(|text| {
            text.script.statements.iter().any(|other| match &other.verb {
                Verb::CreateFunction(other_name, body) if other_name.key() == name.key() => {
                    other.span != statement.span && refuses(text.slice(*body))
                }
                _ => false,
            })
        });
        let hollow = refused && !refuses(self.text.slice(body));
        hollow.then(|| {
            ("replaces the guard function by one that refuses nothing, of the audit table".into(), guarded.name.clone())
        })
    }

    /// Whether the statement already takes the table or its trigger away.
    fn takes(&self, verb: &Verb, table: &str) -> bool {
        match verb {
            Verb::Drop(Object::Table | Object::Trigger, names) => names.iter().any(|n| n.key() == table),
            _ => false,
        }
    }

    /// Triggers and functions of a table that the section drops before it:
    /// what is lost together is one finding.
    pub(super) fn guards_before(&self, index: usize, table: &str) -> Vec<&Statement> {
        if !matches!(self.section[index].verb, Verb::Drop(Object::Table | Object::Schema, _)) {
            return Vec::new();
        }
        let owned = |name: &Name| {
            let tables = self.model.tables.iter().filter(|t| t.key == table);
            let key = name.key();
            tables.flat_map(|t| &t.triggers).any(|(trigger, function)| *trigger == key || *function == key)
        };
        let dropped = |s: &&&Statement| match &s.verb {
            Verb::Drop(Object::Trigger | Object::Function, names) => names.first().is_some_and(owned),
            _ => false,
        };
        self.section[..index].iter().filter(dropped).copied().collect()
    }

    /// The texts of the same schema.
    fn unit(&self) -> impl Iterator<Item = &Text> {
        self.model.texts.iter().filter(|text| text.place.unit == self.text.place.unit)
    }
}

/// Whether a function's body works out the hash of a row.
fn chains(body: &str) -> bool {
    let body = body.to_ascii_lowercase();
    ["hash", "digest", "hmac", "sha256", "checksum"].iter().any(|word| body.contains(word))
}

/// Whether a function's body stops what calls it.
fn refuses(body: &str) -> bool {
    let body = body.to_ascii_lowercase();
    ["raise exception", "raise sqlstate", "raise_application_error", "signal sqlstate", "raise("]
        .iter()
        .any(|word| body.contains(word))
        || body.contains("return null")
        || body.contains("raise ") && !body.contains("raise notice")
}
