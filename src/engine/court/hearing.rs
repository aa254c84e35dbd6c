//! What the rules say, group by group of what they look at.
//!
//! What a group says depends on the files that it looks at and on nothing
//! else, so it is kept by these alone: after an edit of a document nobody
//! asks where secrets flow, and after one of code that has nothing to do
//! with databases the schemas are not read again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::super::cache::{Key, Question};
use super::super::reading::{self, Asked};
use super::super::{hide, stats};
use super::Court;
use crate::files::{File, Kind};
use crate::finding::{Finding, Note};
use crate::report::Stats;
use crate::rules::{Context, Looks, Rule};
use crate::rust::index::{Index, Unit};
use crate::rust::sites::Sites;
use crate::sql::model::{self, Model, Pair, Text};

/// What rules say.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Heard {
    pub findings: Vec<Finding>,
    pub notes: Vec<Note>,
    pub stats: Stats,
    /// Values that code binds to key/value columns.
    pairs: Vec<Pair>,
}

/// The Rust files of a state as code, read when somebody asks.
pub(in crate::engine) struct Code<'f> {
    files: &'f [File],
    /// Facts of another state, and the paths at which it differs.
    other: Option<(Vec<Unit>, &'f BTreeSet<Arc<str>>)>,
    units: Option<Vec<Unit>>,
    notes: Vec<Note>,
}

impl<'f> Code<'f> {
    pub(in crate::engine) fn of(files: &'f [File]) -> Code<'f> {
        Code { files, other: None, units: None, notes: Vec::new() }
    }

    /// The code of a state that differs from a known one at these paths.
    pub(in crate::engine) fn beside(files: &'f [File], known: Code<'_>, changed: &'f BTreeSet<Arc<str>>) -> Code<'f> {
        Code { other: known.units.map(|units| (units, changed)), ..Code::of(files) }
    }

    fn units(&mut self, court: &Court<'_>) -> &mut Vec<Unit> {
        let (files, other, notes) = (self.files, &mut self.other, &mut self.notes);
        self.units.get_or_insert_with(|| match other.take() {
            None => court.units(files, notes),
            Some((units, changed)) => {
                let known = units.into_iter().filter(|unit| !changed.contains(unit.source.path()));
                let mut known: BTreeMap<_, _> = known.map(|unit| (unit.source.path().clone(), unit)).collect();
                let (there, new): (Vec<&File>, Vec<&File>) =
                    files.iter().partition(|file| known.contains_key(file.source.path()));
                let new: Vec<File> = new.into_iter().cloned().collect();
                let mut units = court.units(&new, notes);
                units.extend(there.into_iter().filter_map(|file| known.remove(file.source.path())));
                units.sort_by(|a, b| a.source.path().cmp(b.source.path()));
                units
            }
        })
    }
}

impl Court<'_> {
    /// What all rules say of a state.
    pub(super) fn hear(&self, files: &[File], code: &mut Code<'_>) -> Heard {
        let mut heard = self.schemas(files);
        let known = self.rules(|looks| looks == Looks::AtRust).next().and_then(|_| {
            let key = self.key(Looks::AtRust, &rust(files));
            self.cache.get::<Heard>(&key?)
        });
        let asks_code = |rule: &dyn Rule| rule.asks_code(self.manifest.as_ref(), &heard.pairs);
        let reads = known.is_none() || self.rules(|looks| !looks.alone()).any(asks_code);
        let said = self.code(files, code, reads, known, &heard.pairs);
        heard.findings.extend(said.findings);
        heard.notes.extend(said.notes);
        heard.stats.extend(said.stats);
        heard
    }

    fn rules(&self, which: impl Fn(Looks) -> bool) -> impl Iterator<Item = &dyn Rule> {
        self.enabled.iter().copied().filter(move |rule| which(rule.looks()))
    }

    /// What is kept of a group is called by what the group looks at.
    fn key(&self, looks: Looks, files: &[File]) -> Option<Key> {
        self.cache.is_on().then(|| Key::of(files, &[self.asked(), &format!("{looks:?}")]))
    }

    /// The SQL of a file, which may be known to have none.
    fn texts(&self, file: &File) -> Vec<Text> {
        if file.kind != Kind::Rust || !self.store.is_on() {
            return model::texts(file);
        }
        let digest = file.source.digest();
        match self.store.answer(Question::Schemas, &digest) {
            Some(false) => Vec::new(),
            Some(true) => model::texts(file),
            None => {
                let texts = model::texts(file);
                self.store.keep_answer(Question::Schemas, &digest, !texts.is_empty());
                texts
            }
        }
    }

    /// What the rules about schemas say: kept by the files that speak of
    /// schemas, and by all code where that can say more of them.
    fn schemas(&self, files: &[File]) -> Heard {
        if self.rules(Looks::schemas).next().is_none() {
            return Heard { stats: stats::sql(&Model::build(&[])), ..Heard::default() };
        }
        let sql = Model::of_texts(files.par_iter().flat_map_iter(|file| self.texts(file)).collect());
        let asks = sql.asks_code();
        let speaking: BTreeSet<&Arc<str>> = sql.texts.iter().map(|text| text.source.path()).collect();
        let matters = |file: &&File| file.kind == Kind::Rust && asks || speaking.contains(file.source.path());
        let files: Vec<File> = files.iter().filter(matters).cloned().collect();
        let key = self.key(Looks::AtSql, &files);
        key.as_ref().and_then(|key| self.cache.get(key)).unwrap_or_else(|| {
            let sql = if asks { sql.informed(&files, &self.crates) } else { sql };
            let index = Index::new(&[], &self.crates);
            let (sites, leaks) = (Sites::new(&index), OnceLock::new());
            let cx = self.context(&files, &index, &sites, &sql, &leaks);
            let rules: Vec<&dyn Rule> = self.rules(|looks| looks == Looks::AtSql).collect();
            let mut heard = Heard {
                findings: findings(&rules, &cx),
                notes: sql.notes().collect(),
                stats: stats::sql(&sql),
                pairs: sql.pairs,
            };
            self.keep(key, &mut heard, &files);
            heard
        })
    }

    /// What all other rules say: those about code alone, unless that is
    /// `known`, and those about everything.
    fn code(&self, files: &[File], code: &mut Code<'_>, reads: bool, known: Option<Heard>, pairs: &[Pair]) -> Heard {
        let sql = Model::of_pairs(pairs.to_vec());
        let about_code: Vec<&dyn Rule> = self.rules(|looks| looks == Looks::AtRust && known.is_none()).collect();
        let others: Vec<&dyn Rule> = self.rules(|looks| !looks.alone()).collect();
        let rust = rust(files);
        let (mut own, rest, leaks) = loop {
            let units: &[Unit] = if reads { code.units(self) } else { &[] };
            let index = Index::new(units, &self.crates);
            let (sites, leaks) = (Sites::new(&index), OnceLock::new());
            let own = findings(&about_code, &self.context(&rust, &index, &sites, &sql, &leaks));
            let rest = findings(&others, &self.context(files, &index, &sites, &sql, &leaks));
            let asked = Asked::of(&index, &sites);
            let notes = &mut code.notes;
            let units = code.units.as_deref_mut().unwrap_or_default();
            if !reading::deepen(units, &asked, &self.needles, notes) {
                break (Heard { findings: own, ..Heard::default() }, rest, leaks);
            }
        };
        match known {
            Some(known) => own = known,
            None => {
                own.notes = code.notes.clone();
                own.stats = leaks.get().map(stats::flow).unwrap_or_default();
                let key = if about_code.is_empty() { None } else { self.key(Looks::AtRust, &rust) };
                self.keep(key, &mut own, &rust);
            }
        }
        own.findings.extend(rest);
        own
    }

    /// Keeps what a group says, without the values on the lines it shows.
    fn keep(&self, key: Option<Key>, heard: &mut Heard, files: &[File]) {
        hide::hide(&mut heard.findings, files);
        if let Some(key) = key {
            self.cache.put(&key, heard);
        }
    }

    fn context<'c>(
        &'c self,
        files: &'c [File],
        index: &'c Index<'c>,
        sites: &'c Sites,
        sql: &'c Model,
        leaks: &'c OnceLock<crate::rust::flow::Leaks>,
    ) -> Context<'c> {
        let (config, manifest) = (&self.config, self.manifest.as_ref());
        Context { files, crates: &self.crates, index, sites, config, manifest, sql, leaks }
    }
}

fn rust(files: &[File]) -> Vec<File> {
    files.iter().filter(|file| file.kind == Kind::Rust).cloned().collect()
}

fn findings(rules: &[&dyn Rule], cx: &Context<'_>) -> Vec<Finding> {
    let each = rules.par_iter().map(|rule| {
        let mut found = Vec::new();
        rule.check(cx, &mut |finding| found.push(finding));
        found
    });
    each.flatten().collect()
}
