//! By what files are judged, and what they are judged to be.

mod hearing;

use std::sync::OnceLock;

use secret_guard_vault::manifest::Manifest;

use super::alone::Showing;
use super::cache::{Cache, Judged, Key, Store};
use super::options::Options;
use super::{Baseline, Policy, Settled, cards, hide, reading, settle};
use crate::catalog::Card;
use crate::config::{Config, Day, Exclude};
use crate::files::{Crate, File};
use crate::finding::Note;
use crate::rules::Rule;
use crate::rust::index::Unit;
use crate::rust::needles::Needles;
use crate::secrets::detector;

pub(super) use hearing::Code;

/// By what files are judged: the same for what is there and what was there.
pub(super) struct Court<'a> {
    pub options: &'a Options,
    pub enabled: Vec<&'a dyn Rule>,
    pub cards: Vec<&'static Card>,
    pub config: Config,
    pub manifest: Option<Manifest>,
    pub baseline: Option<Baseline>,
    pub crates: Vec<Crate>,
    /// Words that make the body of a function worth reading.
    pub needles: Needles,
    /// Which files are parsed, when they are looked at by themselves.
    pub showing: Option<Showing>,
    pub cache: Cache,
    /// What is known of files that were read before.
    pub store: Store,
    /// See [`Court::asked`].
    pub asked: OnceLock<String>,
}

impl Court<'_> {
    /// What is known of these files, or is found out now and kept.
    pub(super) fn known(&self, files: &[File], code: &mut Code<'_>) -> Judged {
        if !self.cache.is_on() {
            return self.judge(files, code);
        }
        let key = Key::of(files, &[self.asked(), &self.said()]);
        self.cache.get(&key).unwrap_or_else(|| {
            let judged = self.judge(files, code);
            self.cache.put(&key, &judged);
            judged
        })
    }

    /// Everything but the files that what rules say depends on, as a hash:
    /// several keys are made of it.
    fn asked(&self) -> &str {
        self.asked.get_or_init(|| {
            let config = self.config.source.as_ref().map(|source| (source.path(), source.text()));
            let alone = self.showing.is_some();
            Key::part((alone, &self.options.only, config, format!("{:?}", self.manifest), &self.crates))
        })
    }

    /// What a judgement depends on besides.
    fn said(&self) -> String {
        let (levels, whole) = (&self.options.overrides, self.options.is_complete());
        format!("{levels:?} {whole} {:?} {:?}", self.baseline, Day::today())
    }

    /// The facts of the files, if a rule asks for them.
    fn units(&self, files: &[File], notes: &mut Vec<Note>) -> Vec<Unit> {
        match self.enabled.iter().any(|rule| rule.looks().code()) {
            true => reading::units(files, &self.needles, self.showing.as_ref(), &self.store, notes),
            false => Vec::new(),
        }
    }

    fn judge(&self, files: &[File], code: &mut Code<'_>) -> Judged {
        let heard = self.hear(files, code);
        let only = &self.options.only;
        let chosen = |rule: &str| only.is_empty() || only.iter().any(|id| id == rule);
        let ran = |rule: &str| detector::by_id(rule).is_none() && chosen(rule);
        let policy = Policy {
            cards: cards(),
            config: &self.config,
            overrides: &self.options.overrides,
            baseline: self.baseline.as_ref(),
            today: Day::today(),
            ran: &ran,
            complete: self.options.is_complete(),
        };
        let mut settled = settle(heard.findings, files, &self.crates, &policy);
        hide::hide(&mut settled.findings, files);
        settled.findings.retain(|finding| chosen(finding.rule));
        let Settled { findings, exemptions } = settled;
        Judged { findings, exemptions, notes: heard.notes, stats: heard.stats }
    }
}

/// The entry of the config that keeps a file out.
pub(super) fn excluded(config: &Config, path: &str) -> Option<Exclude> {
    let local = config.local(path);
    config.exclude.iter().find(|entry| entry.matcher.is_match(local)).cloned()
}
