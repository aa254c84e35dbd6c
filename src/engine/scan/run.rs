//! A whole scan: from its options to its report.

use std::sync::Mutex;

use secret_guard_vault::manifest::Kind;

use super::gather::{foreign, gather, outcomes, stale};
use super::options::{Options, What};
use super::plan::units;
use super::rust;
use super::value::Salt;
use super::worker::Worker;
use crate::config::{Config, Day, Problem};
use crate::engine::check::{self, Failure};
use crate::engine::settle::{Classes, Policy, finish};
use crate::engine::{Baseline, cards, own};
use crate::finding::Confidence;
use crate::input::git::{Older, Pack};
use crate::input::{self, Root};
use crate::report::{Report, Summary};
use crate::secrets::{Scanner, detector};

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
