//! From the text of a config to a [`Config`], or to everything wrong with it.

mod entries;
mod place;
mod words;

use std::collections::BTreeMap;

use place::{span_of, syntax_problem};
use serde_saphyr::Spanned;

use super::raw::{Key, RawConfig, RawRule, Word};
use super::{Config, KnownRule, Problem, RuleConfig};
use crate::files::Class;
use crate::finding::Level;
use crate::source::Source;

/// The only version there is.
const VERSION: u32 = 1;

pub(super) fn parse(source: &Source, rules: &[KnownRule<'_>]) -> Result<Config, Vec<Problem>> {
    let raw: RawConfig = serde_saphyr::from_str(source.text()).map_err(|error| vec![syntax_problem(source, &error)])?;
    let mut reader = Reader { source, rules, problems: Vec::new() };
    let config = reader.config(raw);
    if reader.problems.is_empty() {
        return Ok(config);
    }
    let place = |problem: &Problem| problem.label.span;
    reader.problems.sort_by_key(place);
    Err(reader.problems)
}

struct Reader<'a> {
    source: &'a Source,
    rules: &'a [KnownRule<'a>],
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn config(&mut self, raw: RawConfig) -> Config {
        if raw.version.value != VERSION {
            let problem = self.at(&raw.version, "this version of the config is unknown");
            self.problems.push(problem.with_help(format!("write `version: {VERSION}`")));
        }
        Config {
            source: Some(self.source.clone()),
            rules: self.rules(raw.rules),
            classes: self.classes(raw.classes),
            sanctioned: self.each(raw.sanctioned, Self::sanction),
            secret_types: self.each(raw.secret_types, Self::named),
            sinks: self.each(raw.sinks, Self::named),
            cleaners: self.each(raw.cleaners, Self::named),
            allow_columns: self.each(raw.allow_columns, Self::column),
            exclude: self.each(raw.exclude, Self::exclude),
            scan: self.scan(raw.scan),
        }
    }

    fn each<R, T>(&mut self, raw: Vec<R>, read: fn(&mut Self, R) -> Option<T>) -> Vec<T> {
        raw.into_iter().filter_map(|raw| read(self, raw)).collect()
    }

    fn rules(&mut self, raw: BTreeMap<Key, RawRule>) -> BTreeMap<String, RuleConfig> {
        let mut rules = BTreeMap::new();
        for (Key(id), rule) in raw {
            if self.known_rule(&id) {
                let rule = self.rule(&id.value, rule);
                rules.insert(id.value, rule);
            }
        }
        rules
    }

    fn rule(&mut self, id: &str, raw: RawRule) -> RuleConfig {
        let known = self.rules.iter().find(|rule| rule.id == id);
        let names = known.map_or(Vec::new(), |rule| rule.options.clone());
        let mut options = BTreeMap::new();
        for (Key(name), value) in raw.options {
            if names.contains(&name.value.as_str()) {
                options.insert(name.value, value);
            } else {
                let message = format!("`{id}` has no option `{}`", name.value);
                let problem = self.at(&name, message).with_nearest(&name.value, &names);
                self.problems.push(problem);
            }
        }
        RuleConfig {
            level: raw.level.and_then(|word| self.level(&word)),
            unsure: raw.unsure.and_then(|word| self.level(&word)),
            classes: self.classes(raw.classes),
            options,
        }
    }

    fn known_rule(&mut self, id: &Word) -> bool {
        let names: Vec<&str> = self.rules.iter().map(|rule| rule.id).collect();
        let known = names.contains(&id.value.as_str());
        if !known {
            let problem = self.at(id, format!("there is no rule `{}`", id.value));
            self.problems.push(problem.with_nearest(&id.value, &names));
        }
        known
    }

    fn classes(&mut self, raw: BTreeMap<Key, Word>) -> BTreeMap<Class, Level> {
        let mut classes = BTreeMap::new();
        for (Key(name), level) in raw {
            let class = Class::ALL.iter().find(|class| class.word() == name.value);
            let level = self.level(&level);
            match (class, level) {
                (Some(class), Some(level)) => drop(classes.insert(*class, level)),
                (None, _) => {
                    let words = Class::ALL.map(Class::word);
                    let message = format!("there is no class of files `{}`", name.value);
                    let problem = self.at(&name, message).with_nearest(&name.value, &words);
                    self.problems.push(problem);
                }
                (Some(_), None) => {}
            }
        }
        classes
    }

    fn at<T>(&self, value: &Spanned<T>, message: impl Into<String>) -> Problem {
        Problem::new(self.source, span_of(self.source, value.referenced), message)
    }
}
