//! `scan`: texts in, settled findings out.
//!
//! Texts come in batches and go when they are scanned, so that neither a
//! large tree nor a long history stands in memory.

mod api;
mod explain;
mod foreign;
mod inside;
mod marks;
mod mask;
mod rust;
mod unit;
mod value;

use std::collections::HashSet;
use std::path::Path;
use std::sync::{Arc, Mutex};

use rayon::prelude::*;
use secret_guard_vault::manifest::Kind;

use super::check::{self, Failure};
use super::settle::{Classes, Policy, finish};
use super::{Baseline, cards, fingerprint, own};
use crate::config::{Config, Day, Problem};
use crate::finding::{Confidence, Fate, Finding, Label, Level, Note};
use crate::input::git::{Added, Asked, Content, Item, Older, Pack, Unit, plan};
use crate::input::{self, InputError, Root, diff};
use crate::report::{Report, Summary};
use crate::secrets::Scanner;
use crate::secrets::detector;
pub use api::Guard;
pub use explain::{Explained, explain};
pub use foreign::Foreign;
use unit::{Found, Outcome, Worker};
use value::Salt;

/// What a scan is to do.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Scope, config, levels and threads, as `check` takes them.
    pub common: check::Options,
    /// What to scan.
    pub what: What,
    /// The least confidence that counts, instead of the config's.
    pub least: Option<Confidence>,
    /// Whether the marks of other scanners count for nothing.
    pub without_marks: bool,
    /// Whether archives and notebooks are opened.
    pub archives: bool,
    /// Whether the report shows secrets as they are.
    pub bare: bool,
    /// What values are hashed with, where neither config nor baseline say.
    pub salt: Option<String>,
    /// What other scanners were told to let pass; it is told to be in the
    /// baseline.
    pub foreign: Option<Arc<Foreign>>,
}

/// What to scan.
#[derive(Clone, Debug, Default)]
pub enum What {
    /// The files of the scope.
    #[default]
    Tree,
    /// What git says of a change.
    Git(Asked),
    /// A unified diff.
    Diff(Vec<u8>),
    /// A text with the path it is to be known by.
    Text(String, Vec<u8>),
}

/// How many bytes of objects are read before they are scanned.
const BATCH: usize = 8 << 20;

/// Scans what the options say.
///
/// # Errors
/// When there is nothing to scan, git has no answer, or the config is wrong.
pub fn scan(mut options: Options) -> Result<Report, Failure> {
    let options = &mut options;
    match options.common.jobs {
        None => run(options),
        Some(jobs) => {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
            pool.map_err(|error| Failure::Usage(format!("cannot start threads: {error}")))?.install(|| run(options))
        }
    }
}

fn run(options: &mut Options) -> Result<Report, Failure> {
    let root = Root::find(&options.common.scope)?;
    let config = own::config(&options.common, &root)?;
    let baseline = match options.common.without_baseline {
        true => None,
        false => own::baseline(&options.common, &root, &config)?,
    };
    let salt = salt(&config, baseline.as_ref(), options)?;
    let declared = declared(&options.common, &root)?;
    let mut notes = Vec::new();
    let is_tree = matches!(options.what, What::Tree);
    let asked = match &options.what {
        What::Git(asked) => Some(asked.clone()),
        _ => None,
    };
    let asked = asked.as_ref();
    let what = std::mem::take(&mut options.what);
    let options = &*options;
    let kept = |path: &str| !excluded(&config, path, is_tree, options);
    let (pack, all, files) = match is_tree {
        true => {
            let mut listed = input::list(&options.common.scope, &root, &mut notes)?;
            let all = listed.len();
            listed.retain(|file| kept(&file.shown));
            let files = listed.len();
            (Pack::of_files(&root.dir, listed), all, files)
        }
        false => {
            let mut units = units(what, &options.common.scope.start, &mut notes)?;
            let all = units.len();
            units.retain(|unit| kept(&unit.path));
            let files = units.len();
            (Pack::open(&options.common.scope.start, asked, units)?, all, files)
        }
    };
    let whole = is_tree && options.common.scope.paths.is_empty();
    let policy = Policy {
        cards: cards(),
        config: &config,
        overrides: &options.common.overrides,
        baseline: baseline.as_ref(),
        today: Day::today(),
        ran: &|rule| detector::by_id(rule).is_some(),
        complete: whole && options.least.is_none(),
    };
    let known: Vec<&str> = cards().iter().map(|card| card.id.as_str()).collect();
    let dir = &options.common.scope.start;
    let scanner = Scanner::new().map_err(|error| Failure::Usage(format!("cannot load the detectors: {error}")))?;
    let older = Older::new(dir, asked);
    let alone = Mutex::new(());
    let worker = Worker {
        scanner: &scanner,
        older: &older,
        policy: &policy,
        known: &known,
        salt: &salt,
        least: options.least.or(config.scan.confidence).unwrap_or(Confidence::Medium),
        marks: !options.without_marks && config.scan.foreign_marks != Some(false),
        bare: options.bare,
        foreign: options.foreign.as_deref(),
        archives: options.archives,
        declared: &declared,
        alone: &alone,
    };
    let mut summary = Summary { root: root.dir.clone(), files, excluded: all - files, ..Summary::default() };
    let outcomes = outcomes(&worker, pack, &mut summary)?;
    let mut found = gather(outcomes, &mut notes);
    if policy.complete {
        let stale = stale(&found, &config);
        found.extend(stale);
    }
    let settled = finish(found, &[], &[], &Classes::new(), &policy);
    notes.extend(foreign(&settled.findings));
    notes.sort();
    Ok(Report {
        cards: cards().to_vec(),
        findings: settled.findings,
        exemptions: settled.exemptions,
        notes,
        summary,
        ..Report::default()
    })
}

/// What a baseline is to know of secrets in the tree, and the salt that their
/// values are hashed with: the present one, or a new one.
///
/// # Errors
/// As [`scan`].
pub fn for_baseline(common: &check::Options, known: Option<&Baseline>) -> Result<(Report, String), Failure> {
    let root = Root::find(&common.scope)?;
    let config = own::config(common, &root)?;
    let present = config.scan.salt.or(known.and_then(Baseline::salt).map(str::to_owned));
    let salt = present.unwrap_or_else(Salt::fresh);
    let options = Options { common: common.clone(), salt: Some(salt.clone()), ..Options::default() };
    Ok((scan(options)?, salt))
}

/// As [`for_baseline`], where all that `foreign` lets pass is told to be in
/// the baseline; of a git repository its history as well.
///
/// # Errors
/// As [`scan`].
pub fn for_import(
    common: &check::Options,
    known: Option<&Baseline>,
    foreign: Foreign,
) -> Result<(Report, String), Failure> {
    let (_, salt) = for_baseline(common, known)?;
    let foreign = Some(Arc::new(foreign));
    let options = Options { common: common.clone(), salt: Some(salt.clone()), foreign, ..Options::default() };
    let mut report = scan(options.clone())?;
    if Root::find(&common.scope)?.git {
        let history = scan(Options { what: What::Git(Asked::History), ..options })?;
        report.findings.extend(history.findings.into_iter().filter(|finding| finding.fate == Fate::Baselined));
    }
    Ok((report, salt))
}

fn salt(config: &Config, baseline: Option<&Baseline>, options: &Options) -> Result<Salt, Failure> {
    let salt = config.scan.salt.as_deref().or(baseline.and_then(Baseline::salt)).or(options.salt.as_deref());
    if let (None, Some(entry), Some(source)) = (salt, config.scan.allow.first(), &config.source) {
        let problem = Problem::new(source, entry.span, "a value is told by its fingerprint, which needs a salt");
        let help = "write `salt: <32 hexadecimal digits>` under `scan`, then take the fingerprint from a report";
        return Err(Failure::Problems(vec![problem.with_help(help)]));
    }
    Ok(Salt(salt.map(str::to_owned)))
}

/// The names under which the manifest declares secrets.
fn declared(options: &check::Options, root: &Root) -> Result<rust::Declared, Failure> {
    let entries = own::manifest(options, root)?.map_or(Vec::new(), |manifest| manifest.secrets);
    let secret = entries.into_iter().filter(|entry| entry.kind == Kind::Secret);
    Ok(secret.flat_map(|entry| std::iter::once(entry.env).chain(entry.aliases)).map(|name| name.text).collect())
}

/// Whether the config keeps a file out that the user did not name.
fn excluded(config: &Config, path: &str, is_tree: bool, options: &Options) -> bool {
    let named = is_tree && !options.common.scope.paths.is_empty();
    !named && config.exclude.iter().any(|entry| entry.matcher.is_match(config.local(path)))
}

fn units(what: What, start: &Path, notes: &mut Vec<Note>) -> Result<Vec<Unit>, Failure> {
    match what {
        What::Tree => Ok(Vec::new()),
        What::Git(asked) => {
            let plan = plan(start, &asked)?;
            notes.extend(plan.notes);
            Ok(plan.units)
        }
        What::Text(path, bytes) => Ok(vec![Unit::new(path.into(), Content::Bytes(bytes), Added::All)]),
        What::Diff(bytes) => {
            let diff = diff::diff(&bytes);
            if !diff.is_diff && !bytes.trim_ascii().is_empty() {
                return Err(InputError::NoDiff.into());
            }
            if diff.changes.is_empty() && diff.notes.is_empty() {
                notes.push(input::git::nothing());
            }
            notes.extend(diff.notes);
            Ok(diff.changes.into_iter().map(hunks).collect())
        }
    }
}

fn hunks(change: diff::Change) -> Unit {
    let content = Content::Bytes(change.text.into_bytes());
    let unit = Unit::new(change.path.into(), content, Added::Lines(change.added));
    Unit { hunks: change.hunks.into(), ..unit }
}

/// Scans all units, reading the next ones while these are scanned; keeps
/// those of which there is something to say.
fn outcomes(worker: &Worker<'_>, mut pack: Pack, summary: &mut Summary) -> Result<Vec<Outcome>, InputError> {
    let mut outcomes = Vec::new();
    let mut batch = pack.next(BATCH)?;
    while !batch.is_empty() {
        // A large object is not to stand in memory beside another one.
        let (scanned, next) = match batch.iter().map(Item::held).sum::<usize>() > 2 * BATCH {
            true => (scanned(worker, batch), pack.next(BATCH)),
            false => rayon::join(|| scanned(worker, batch), || pack.next(BATCH)),
        };
        let scanned = scanned?;
        summary.bytes += scanned.iter().map(|outcome| outcome.bytes).sum::<usize>();
        outcomes.extend(scanned.into_iter().filter(|outcome| !outcome.is_empty()));
        batch = next?;
    }
    Ok(outcomes)
}

fn scanned(worker: &Worker<'_>, batch: Vec<Item>) -> Result<Vec<Outcome>, InputError> {
    batch.into_par_iter().map(|item| worker.scan(item)).collect()
}

/// Puts all outcomes together. Of a secret that several commits bring, the
/// first is kept, and none when it is there now.
fn gather(outcomes: Vec<Outcome>, notes: &mut Vec<Note>) -> Vec<Finding> {
    let mut binary: Vec<(Arc<str>, bool)> = Vec::new();
    let mut found: Vec<Found> = Vec::new();
    for outcome in outcomes {
        notes.extend(outcome.notes);
        binary.extend(outcome.binary);
        found.extend(outcome.found);
    }
    notes.extend(skipped(&mut binary));
    let now: HashSet<_> = found
        .iter()
        .filter(|found| found.commit.is_none())
        .filter_map(|found| found.value.map(|value| (found.finding.rule, value)))
        .collect();
    let mut seen = HashSet::new();
    found.retain(|found| match (&found.commit, found.value) {
        (Some(_), Some(value)) => {
            let first = seen.insert((found.finding.rule, value, found.finding.primary.path.clone()));
            first && !now.contains(&(found.finding.rule, value))
        }
        _ => true,
    });
    found.into_iter().map(|found| found.finding).collect()
}

/// How many files a note names.
const NAMED: usize = 5;

/// One note for all files that are no text.
fn skipped(binary: &mut Vec<(Arc<str>, bool)>) -> Option<Note> {
    binary.sort();
    binary.dedup();
    let names: Vec<&str> = binary.iter().take(NAMED).map(|(path, _)| &**path).collect();
    let packed = match binary.iter().filter(|(_, packed)| *packed).count() {
        0 => String::new(),
        count => format!(" (archives among them: {count}; `--archives` opens them)"),
    };
    let more = match binary.len().saturating_sub(names.len()) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = format!("not scanned, no text: {}{more}{packed}", names.join(", "));
    (!names.is_empty()).then_some(Note { path: None, line: None, message })
}

/// The entries of `scan.allow` whose secret is gone.
fn stale(found: &[Finding], config: &Config) -> Vec<Finding> {
    let here: HashSet<String> = found.iter().filter(|finding| finding.by_value).map(fingerprint::entry).collect();
    let unused = config.scan.allow.iter().filter(|entry| !here.contains(&entry.fingerprint));
    let each = unused.filter_map(|entry| {
        let label = Label::new(config.source.as_ref()?, entry.span, "");
        let message = "no secret of this fingerprint is found".to_owned();
        let finding = Finding::new("stale-sanction", Level::Deny, Confidence::Certain, message, label);
        let help = "remove the entry: the secret it lets pass is gone, or another one now";
        Some(finding.with_help(help).with_key(format!("scan.allow {}", entry.fingerprint)))
    });
    each.collect()
}

/// A note that counts what the marks of other scanners let pass.
fn foreign(findings: &[Finding]) -> Option<Note> {
    let count = findings.iter().filter(|finding| marks::is_foreign(finding)).count();
    let verb = if count == 1 { "finding is" } else { "findings are" };
    let message = format!("{count} {verb} let pass by marks of other scanners (`--no-foreign-marks` ignores them)");
    (count > 0).then_some(Note { path: None, line: None, message })
}
