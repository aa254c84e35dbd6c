//! `check`: files in, settled findings out.

use std::path::PathBuf;

use secret_guard_vault::manifest::Manifest;

use super::cache::{Cache, Judged, Key, Store};
use super::hearing::Code;
use super::own::{self, OwnFiles};
use super::{Baseline, Overrides, Policy, Settled, reading, settle, since, weaken};
use crate::catalog::Card;
use crate::config::{Config, Day, Exclude, Problem};
use crate::files::{Crate, File, Kind};
use crate::finding::{Fate, Note};
use crate::input::version::Version;
use crate::input::{self, InputError, Loaded, Root, Scope};
use crate::report::{Report, Summary};
use crate::rules::{self, Looks, Rule};
use crate::rust::index::Unit;
use crate::rust::needles::Needles;
use crate::rust::parse;
use crate::secrets::detector;

/// What a check is to do.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What to look at.
    pub scope: Scope,
    /// `--config`: this file instead of the one found by searching.
    pub config: Option<PathBuf>,
    /// `--rule`: only these; empty for all.
    pub only: Vec<String>,
    /// `--level`.
    pub overrides: Overrides,
    /// `--jobs`; `None` for one a processor.
    pub jobs: Option<usize>,
    /// Whether the baseline is left aside.
    pub without_baseline: bool,
    /// The guard's own files, where they are not those that lie there.
    pub own: OwnFiles,
    /// `--since`: report only what is new since this branch left that one.
    /// Of the index, what is new since the last commit.
    pub since: Option<String>,
    /// `--trust`: take the guard's own files from this commit, or from the
    /// one that a change is compared with when it is called `base`.
    pub trust: Option<String>,
    /// Whether what was found before may be taken from `target/`.
    pub cache: bool,
    /// The version of the guard's own files, above all of that.
    pub reads: Option<Version>,
}

/// Why a check could not run.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Nothing could be read.
    #[error(transparent)]
    Input(#[from] InputError),
    /// The config or the manifest is wrong.
    #[error("the configuration has mistakes")]
    Problems(Vec<Problem>),
    /// An option's value makes no sense.
    #[error("{0}")]
    Usage(String),
}

/// A report, and the texts that it speaks of.
#[derive(Debug)]
pub struct Examined {
    /// What was found.
    pub report: Report,
    /// Every file that was looked at, sorted by path.
    pub files: Vec<File>,
    /// Where they lie.
    pub root: Root,
}

/// Runs all rules over the scope.
///
/// # Errors
/// When nothing can be read, or the config, manifest or options are wrong.
pub fn check(options: &Options) -> Result<Report, Failure> {
    examine(options).map(|examined| examined.report)
}

/// As [`check`], and keeps what was read.
///
/// # Errors
/// As [`check`].
pub fn examine(options: &Options) -> Result<Examined, Failure> {
    pool(options.jobs)?.install(|| run(options))
}

/// Threads on which any Rust text can be parsed.
pub(super) fn pool(jobs: Option<usize>) -> Result<rayon::ThreadPool, Failure> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0)).stack_size(parse::STACK).build();
    pool.map_err(|error| Failure::Usage(format!("cannot start threads: {error}")))
}

fn run(options: &Options) -> Result<Examined, Failure> {
    let rules = rules::all();
    let cards = rules::cards();
    let enabled = enabled(&rules, &cards, &options.only)?;
    let root = Root::find(&options.scope)?;
    let config = own::config(options, &root)?;
    let mut loaded = load(options, &root, &config)?;
    let manifest = own::manifest(options, &root)?;
    let baseline = match options.without_baseline {
        true => None,
        false => own::baseline(options, &root, &config)?,
    };
    if manifest.is_none() && options.only.iter().any(|rule| rule == "deprecated-alias") {
        let message = "`deprecated-alias` has nothing to do without a `secrets.yaml`".to_owned();
        loaded.notes.push(Note { path: None, line: None, message });
    }
    let needles = needles(&enabled, manifest.as_ref());
    let crates = std::mem::take(&mut loaded.crates);
    let cache = Cache::of(&root, options.cache);
    let store = Store::of(&cache);
    let court = Court { options, enabled, cards, config, manifest, baseline, crates, needles, cache, store };
    let mut code = Code::of(&loaded.files);
    let mut judged = court.known(&loaded.files, &mut code);
    let mut summary = summary(&loaded, court.crates.len(), &root);
    let mut weakened = Vec::new();
    if let Some(commit) = since::commit(options, &root)? {
        let before = since::before(&court, &root, &loaded, &commit)?;
        // Where nothing is found, nothing can have been there before.
        if judged.findings.iter().any(|finding| finding.fate == Fate::Reported) {
            let mut code = Code::beside(&before.files, code, &before.changed);
            let then = court.known(&before.files, &mut code);
            summary.older = since::retain_new(&mut judged.findings, then.findings);
        }
        weakened = weaken::weakened(options, &root, &commit, &loaded.files, &before)?;
    }
    court.store.save(is_complete(&options.scope));
    loaded.notes.extend(judged.notes);
    loaded.notes.sort();
    let report = Report {
        summary,
        cards: court.cards,
        findings: judged.findings,
        exemptions: judged.exemptions,
        notes: loaded.notes,
        weakened,
        stats: judged.stats,
        others_failed: false,
    };
    Ok(Examined { report, files: loaded.files, root })
}

/// By what files are judged: the same for what is there and what was there.
pub(super) struct Court<'a> {
    pub options: &'a Options,
    pub enabled: Vec<&'a dyn Rule>,
    cards: Vec<&'static Card>,
    pub config: Config,
    pub manifest: Option<Manifest>,
    baseline: Option<Baseline>,
    pub crates: Vec<Crate>,
    /// Words that make the body of a function worth reading.
    pub needles: Needles,
    pub cache: Cache,
    /// What is known of files that were read before.
    pub store: Store,
}

impl Court<'_> {
    /// What is known of these files, or is found out now and kept.
    fn known(&self, files: &[File], code: &mut Code<'_>) -> Judged {
        if !self.cache.is_on() {
            return self.judge(files, code);
        }
        let key = Key::of(self, files);
        self.cache.get(&key).unwrap_or_else(|| {
            let judged = self.judge(files, code);
            self.cache.put(&key, &judged);
            judged
        })
    }

    /// Everything but the files that what rules say depends on.
    pub(super) fn asked(&self) -> String {
        let config = self.config.source.as_ref().map(|source| (source.path(), source.text()));
        format!("{:?} {config:?} {:?} {:?}", self.options.only, self.manifest, self.crates)
    }

    /// What a judgement depends on besides.
    pub(super) fn said(&self) -> String {
        let (levels, whole) = (&self.options.overrides, is_complete(&self.options.scope));
        format!("{levels:?} {whole} {:?} {:?}", self.baseline, Day::today())
    }

    /// The facts of the files, if a rule asks for them.
    pub(super) fn units(&self, files: &[File], notes: &mut Vec<Note>) -> Vec<Unit> {
        match self.enabled.iter().any(|rule| rule.looks().code()) {
            true => reading::units(files, &self.needles, &self.store, notes),
            false => Vec::new(),
        }
    }

    fn judge(&self, files: &[File], code: &mut Code<'_>) -> Judged {
        let heard = self.hear(files, code);
        let only = &self.options.only;
        let chosen = |rule: &str| only.is_empty() || only.iter().any(|id| id == rule);
        let ran = |rule: &str| detector::by_id(rule).is_none() && chosen(rule);
        let policy = Policy {
            cards: super::cards(),
            config: &self.config,
            overrides: &self.options.overrides,
            baseline: self.baseline.as_ref(),
            today: Day::today(),
            ran: &ran,
            complete: is_complete(&self.options.scope),
        };
        let mut settled = settle(heard.findings, files, &self.crates, &policy);
        super::hide::hide(&mut settled.findings, files);
        settled.findings.retain(|finding| chosen(finding.rule));
        let Settled { findings, exemptions } = settled;
        Judged { findings, exemptions, notes: heard.notes, stats: heard.stats }
    }
}

fn is_complete(scope: &Scope) -> bool {
    scope.paths.is_empty() && scope.packages.is_empty() && scope.exclude.is_empty()
}

/// The rules that `--rule` leaves, after checking that each name is one.
fn enabled<'a>(
    rules: &'a [Box<dyn Rule>],
    cards: &[&'static Card],
    only: &[String],
) -> Result<Vec<&'a dyn Rule>, Failure> {
    let names: Vec<&str> = cards.iter().map(|card| card.id.as_str()).collect();
    for name in only {
        known(name, &names).map_err(Failure::Usage)?;
    }
    let wanted = |rule: &&dyn Rule| only.is_empty() || only.contains(&rule.card().id);
    Ok(rules.iter().map(|rule| &**rule).filter(wanted).collect())
}

/// Says that there is no such rule, and which one may be meant.
///
/// # Errors
/// The sentence for the user.
pub fn known(name: &str, names: &[&str]) -> Result<(), String> {
    if names.contains(&name) {
        return Ok(());
    }
    Err(match crate::config::nearest(name, names) {
        Some(near) => format!("there is no rule `{name}`; did you mean `{near}`?"),
        None => format!("there is no rule `{name}`; `cargo secret-guard rules` lists them"),
    })
}

fn load(options: &Options, root: &Root, config: &Config) -> Result<Loaded, Failure> {
    Ok(input::load(&options.scope, root, &|path| excluded(config, path))?)
}

/// The entry of the config that keeps a file out.
pub(super) fn excluded(config: &Config, path: &str) -> Option<Exclude> {
    let local = config.local(path);
    config.exclude.iter().find(|entry| entry.matcher.is_match(local)).cloned()
}

/// The needles of all rules that look at code.
fn needles(rules: &[&dyn Rule], manifest: Option<&Manifest>) -> Needles {
    let rules = rules.iter().filter(|rule| rule.looks() != Looks::AtSql);
    let words: Option<Vec<Vec<String>>> = rules.map(|rule| rule.needles(manifest)).collect();
    words.map_or_else(Needles::all, |words| Needles::words(words.iter().flatten().map(String::as_str)))
}

fn summary(loaded: &Loaded, crates: usize, root: &Root) -> Summary {
    let of = |kind: Kind| loaded.files.iter().filter(|file| file.kind == kind).count();
    Summary {
        root: root.dir.clone(),
        files: loaded.files.len(),
        rust_files: of(Kind::Rust),
        sql_files: of(Kind::Sql),
        crates,
        excluded: loaded.excluded,
        older: 0,
        bytes: loaded.files.iter().map(|file| file.source.text().len()).sum(),
    }
}
