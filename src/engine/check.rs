//! `check`: files in, settled findings out.

use std::sync::OnceLock;

use secret_guard_vault::manifest::Manifest;

use super::alone::{self, Showing};
use super::cache::{Cache, Store};
use super::court::{Code, Court, excluded};
use super::options::Told;
pub use super::options::{Failure, Options};
use super::{introduced, own, since};
use crate::catalog::Card;
use crate::config::Config;
use crate::files::{File, Kind};
use crate::finding::Note;
use crate::input::{self, Loaded, Root};
use crate::report::{Report, Summary};
use crate::rules::{self, Looks, Rule};
use crate::rust::needles::Needles;
use crate::rust::parse;

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
    // What git tells holds for one run: the next may see other files.
    let options = &Options { told: Told::default(), ..options.clone() };
    pool(options.jobs)?.install(|| match alone::changed(options)? {
        Some(alone) => {
            run(&alone).and_then(|first| if alone::settles(&first.report) { Ok(first) } else { run(options) })
        }
        None => run(options),
    })
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
    let alone = options.scope.only.as_ref();
    let showing = alone.and_then(|_| Showing::of(&enabled, manifest.as_ref(), &config));
    let crates = std::mem::take(&mut loaded.crates);
    let cache = Cache::of(&root, options.cache);
    let store = Store::of(&cache);
    let asked = OnceLock::new();
    let court =
        Court { options, enabled, cards, config, manifest, baseline, crates, needles, showing, cache, store, asked };
    let mut code = Code::of(&loaded.files);
    let mut judged = court.known(&loaded.files, &mut code);
    let mut summary = summary(&loaded, court.crates.len(), &root);
    let weakened = match since::change(options, &root)? {
        Some(change) => {
            let (weakened, older) = introduced::compare(&court, &root, &loaded, &change, code, &mut judged)?;
            summary.older = older;
            weakened
        }
        None => Vec::new(),
    };
    court.store.save(options.is_complete());
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
