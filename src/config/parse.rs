//! From the text of a config to a [`Config`], or to everything wrong with it.

use std::collections::BTreeMap;

use globset::{GlobBuilder, GlobMatcher};
use serde_saphyr::{Location, Spanned};

use super::raw::{Key, RawColumn, RawConfig, RawExclude, RawNamed, RawRule, RawSanction, RawScan, RawValue, Word};
use super::{
    AllowColumn, AllowValue, Config, Day, Exclude, KnownRule, Named, Place, Problem, RuleConfig, Sanction, Scan,
};
use crate::files::Class;
use crate::finding::{Confidence, Level};
use crate::source::{Source, Span};

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

    fn level(&mut self, word: &Word) -> Option<Level> {
        let levels = [Level::Allow, Level::Warn, Level::Deny];
        let level = levels.into_iter().find(|level| level.word() == word.value);
        if level.is_none() {
            let problem = self.at(word, format!("`{}` is no level", word.value));
            let words = levels.map(Level::word);
            self.problems.push(problem.with_nearest(&word.value, &words));
        }
        level
    }

    fn sanction(&mut self, raw: Spanned<RawSanction>) -> Option<Sanction> {
        let span = span_of(self.source, raw.referenced);
        let raw = raw.value;
        let known = self.known_rule(&raw.rule);
        let expires = raw.expires.as_ref().and_then(|word| self.day(word));
        let reason = self.said(raw.reason, "a sanction needs a reason")?;
        let owner = self.said(raw.owner, "a sanction needs an owner")?;
        let place = self.place(&raw.path, &raw.krate, &raw.module, span)?;
        known.then_some(Sanction { place, rule: raw.rule.value, reason, owner, expires, span })
    }

    fn place(&mut self, path: &Option<Word>, krate: &Option<Word>, module: &Option<Word>, span: Span) -> Option<Place> {
        match (path, krate, module) {
            (Some(path), None, None) => Some(Place::Path { glob: path.value.clone(), matcher: self.glob(path)? }),
            (None, Some(krate), module) => Some(Place::Module {
                krate: krate.value.replace('-', "_"),
                module: module.as_ref().map_or("", |word| &word.value).to_owned(),
            }),
            _ => {
                let message = "a sanction names either a `path`, or a `crate` and a `module`";
                self.problems.push(Problem::new(self.source, span, message));
                None
            }
        }
    }

    fn named(&mut self, raw: RawNamed) -> Option<Named> {
        Some(Named {
            path: self.said(raw.path, "a path in code is missing")?,
            reason: raw.reason.map(|word| word.value),
        })
    }

    fn column(&mut self, raw: RawColumn) -> Option<AllowColumn> {
        let span = span_of(self.source, raw.column.referenced);
        let reason = self.said(raw.reason, "an allowed column needs a reason")?;
        let name = raw.column.value.to_lowercase();
        let Some((table, column)) = name.rsplit_once('.') else {
            let problem = self.at(&raw.column, "a column is written `table.column`");
            self.problems.push(problem);
            return None;
        };
        Some(AllowColumn { table: table.to_owned(), column: column.to_owned(), reason, span })
    }

    fn exclude(&mut self, raw: RawExclude) -> Option<Exclude> {
        let matcher = self.glob(&raw.path)?;
        let reason = self.said(raw.reason, "an exclusion needs a reason")?;
        Some(Exclude { glob: raw.path.value, matcher, reason })
    }

    fn scan(&mut self, raw: RawScan) -> Scan {
        let salt = raw.salt.and_then(|word| self.salt(word));
        Scan {
            confidence: raw.confidence.and_then(|word| self.confidence(&word)),
            foreign_marks: raw.foreign_marks,
            salt,
            allow: self.each(raw.allow, Self::value),
        }
    }

    fn salt(&mut self, word: Word) -> Option<String> {
        let fits = word.value.len() >= 16 && word.value.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !fits {
            let problem = self.at(&word, "a salt is at least 16 hexadecimal digits");
            self.problems.push(problem.with_help("`cargo secret-guard baseline write` draws one for the baseline"));
        }
        fits.then_some(word.value)
    }

    fn confidence(&mut self, word: &Word) -> Option<Confidence> {
        let found = Confidence::parse(&word.value);
        if found.is_none() {
            let problem = self.at(word, format!("`{}` is no confidence", word.value));
            self.problems.push(problem.with_nearest(&word.value, &Confidence::ALL.map(Confidence::word)));
        }
        found
    }

    fn value(&mut self, raw: RawValue) -> Option<AllowValue> {
        let span = span_of(self.source, raw.fingerprint.referenced);
        let reason = self.said(raw.reason, "an allowed value needs a reason")?;
        Some(AllowValue { fingerprint: raw.fingerprint.value, reason, span })
    }

    fn said(&mut self, word: Word, otherwise: &str) -> Option<String> {
        if word.value.trim().is_empty() {
            let problem = self.at(&word, otherwise);
            self.problems.push(problem);
            return None;
        }
        Some(word.value)
    }

    fn day(&mut self, word: &Word) -> Option<Day> {
        let day = Day::parse(&word.value);
        if day.is_none() {
            let problem = self.at(word, format!("`{}` is no day", word.value));
            self.problems.push(problem.with_help("write it as YYYY-MM-DD"));
        }
        day
    }

    fn glob(&mut self, word: &Word) -> Option<GlobMatcher> {
        let pattern = word.value.trim_start_matches('/');
        let built = GlobBuilder::new(pattern).literal_separator(true).build();
        match built {
            Ok(glob) => Some(glob.compile_matcher()),
            Err(error) => {
                let problem = self.at(word, format!("no valid path pattern: {}", error.kind()));
                self.problems.push(problem);
                None
            }
        }
    }

    fn at<T>(&self, value: &Spanned<T>, message: impl Into<String>) -> Problem {
        Problem::new(self.source, span_of(self.source, value.referenced), message)
    }
}

/// The place a location speaks of; a bare position is widened to its word.
fn span_of(source: &Source, location: Location) -> Span {
    let span = location.span();
    let len = source.text().len();
    let start = span.byte_offset().map_or(0, |at| at as usize).min(len);
    let end = start + span.byte_len().map_or(0, |len| len as usize);
    let text = source.text();
    let whole = text.get(start..end.min(len)).map_or("", |text| text.lines().next().unwrap_or("").trim_end());
    if !whole.is_empty() {
        return Span::new(start, start + whole.len());
    }
    let rest = text.get(start..).unwrap_or("");
    let stop = |c: char| c.is_whitespace() || matches!(c, ':' | ',' | '}' | ']');
    Span::new(start, start + rest.find(stop).unwrap_or(rest.len()))
}

/// Turns the parser's own error into a [`Problem`].
fn syntax_problem(source: &Source, error: &serde_saphyr::Error) -> Problem {
    use serde_saphyr::Error as E;
    let error = error.without_snippet();
    let span = error.location().map_or(Span::default(), |location| span_of(source, location));
    let at = |message: String| Problem::new(source, span, message);
    match error {
        E::SerdeUnknownField { field, expected, .. } => {
            at(format!("there is no field `{field}` here")).with_nearest(field, expected)
        }
        E::SerdeMissingField { field, .. } => at(format!("the field `{field}` is missing")),
        E::DuplicateMappingKey { key, .. } => {
            let key = key.as_deref().unwrap_or("?");
            at(format!("`{key}` is written twice"))
        }
        E::SerdeInvalidType { unexpected, expected, .. } => at(format!("expected {expected}, found {unexpected}")),
        other => at(first_line(&other.to_string())),
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or("not valid").to_owned()
}
