//! `scan`.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use super::args::OutputArgs;
use super::{FOUND, OK, Outcome, output};
use crate::engine::check::Failure;
use crate::engine::scan::{Text, scan};
use crate::finding::{Confidence, Note};
use crate::input::git::{self, Change};
use crate::input::{InputError, decode};
use crate::source::{MAX_BYTES, Source};

#[derive(Args, Debug)]
pub(super) struct ScanArgs {
    /// Files and folders to scan; by default the current folder
    pub paths: Vec<PathBuf>,
    /// Scan the lines that the next commit adds
    #[arg(long, group = "what")]
    pub staged: bool,
    /// Scan the lines added from the merge base, as BASE...HEAD or BASE..HEAD
    #[arg(long, value_name = "RANGE", group = "what")]
    pub range: Option<String>,
    /// Scan the lines added since a revision
    #[arg(long, value_name = "REF", group = "what")]
    pub since: Option<String>,
    /// Scan the lines that a unified diff adds; `-` for standard input
    #[arg(long, value_name = "FILE", group = "what")]
    pub diff: Option<PathBuf>,
    /// Least confidence that is reported: low, medium, high or certain
    #[arg(long, value_name = "LEVEL", default_value = "medium", value_parser = confidence)]
    pub confidence: Confidence,
    #[command(flatten)]
    pub output: OutputArgs,
}

fn confidence(text: &str) -> Result<Confidence, String> {
    let all = [Confidence::Low, Confidence::Medium, Confidence::High, Confidence::Certain];
    all.into_iter().find(|known| known.word() == text).ok_or_else(|| "one of low, medium, high, certain".to_owned())
}

pub(super) fn run(args: &ScanArgs) -> Outcome {
    let here = std::env::current_dir().map_err(|error| failed(Path::new("."), &error))?;
    let mut notes = Vec::new();
    let changes = changed(args, &here)?;
    let texts = match changes {
        Some(changes) => {
            changes.into_iter().map(|change| Text { source: change.source, added: Some(change.added) }).collect()
        }
        None => tree(&args.paths, &here, &mut notes)?,
    };
    let report = scan(texts, notes, args.confidence)?;
    output::report(&report, &args.output)?;
    if !args.output.quiet {
        output::say(&format!("scanned {} files", report.summary.files));
    }
    Ok(if report.is_denied() { FOUND } else { OK })
}

fn changed(args: &ScanArgs, here: &Path) -> Result<Option<Vec<Change>>, Failure> {
    if let Some(path) = &args.diff {
        return Ok(Some(git::diff(&bytes(path)?)));
    }
    let revision = |name: &str| {
        let commit = format!("{name}^{{commit}}");
        git::one_line(here, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])
    };
    let named = |name: &str| revision(name).map_err(|_| unknown(name));
    if args.staged {
        git::one_line(here, &["rev-parse", "--git-dir"])?;
        let empty = || git::one_line(here, &["hash-object", "-t", "tree", "--stdin"]);
        let base = revision("HEAD").or_else(|_| empty())?;
        return Ok(Some(git::changes(here, &["diff-index", "--cached", &base])?));
    }
    let range = match (&args.range, &args.since) {
        (Some(range), _) => range.clone(),
        (None, Some(since)) => format!("{since}..HEAD"),
        (None, None) => return Ok(None),
    };
    let (base, head) =
        range.split_once("..").ok_or_else(|| Failure::Usage("write a range as BASE...HEAD".to_owned()))?;
    let (head, three) = head.strip_prefix('.').map_or((head, false), |head| (head, true));
    let (base, head) = (named(base)?, named(if head.is_empty() { "HEAD" } else { head })?);
    let base = match three {
        true => git::one_line(here, &["merge-base", &base, &head]).map_err(|_| {
            Failure::Usage("there is no merge base; fetch the whole history (`git fetch --unshallow`)".to_owned())
        })?,
        false => base,
    };
    Ok(Some(git::changes(here, &["diff-tree", "-r", &base, &head])?))
}

fn unknown(name: &str) -> Failure {
    Failure::Usage(format!("`{name}` names no commit here; fetch it, or run inside its repository"))
}

fn failed(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Input(InputError::Path { path: path.display().to_string(), why: error.to_string() })
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = match path.as_os_str() == "-" {
        true => std::io::stdin().lock().read_to_end(&mut bytes),
        false => std::fs::File::open(path).and_then(|mut file| file.read_to_end(&mut bytes)),
    };
    read.map_err(|error| failed(path, &error))?;
    Ok(bytes)
}

fn tree(paths: &[PathBuf], here: &Path, notes: &mut Vec<Note>) -> Result<Vec<Text>, Failure> {
    let named = if paths.is_empty() { vec![here.to_path_buf()] } else { paths.to_vec() };
    let mut texts = Vec::new();
    for start in named {
        let walk =
            ignore::WalkBuilder::new(here.join(&start)).hidden(false).filter_entry(|e| e.file_name() != ".git").build();
        for entry in walk {
            let entry = entry.map_err(|error| Failure::Usage(error.to_string()))?;
            if entry.file_type().is_some_and(|kind| kind.is_file()) {
                texts.extend(text(entry.path(), here, notes));
            }
        }
    }
    match texts.is_empty() && notes.is_empty() {
        true => Err(InputError::Nothing { place: here.display().to_string() }.into()),
        false => Ok(texts),
    }
}

/// How many bytes tell whether a file is text.
const HEAD: usize = 8192;

fn text(path: &Path, here: &Path, notes: &mut Vec<Note>) -> Option<Text> {
    let shown = crate::input::relative(here, path);
    let mut say = |message: String| notes.push(Note { path: Some(shown.as_str().into()), line: None, message });
    let bytes = match std::fs::read(path) {
        Ok(bytes) if bytes.len() as u64 <= MAX_BYTES => bytes,
        Ok(_) => {
            return {
                say("not scanned: too large".to_owned());
                None
            };
        }
        Err(error) => {
            return {
                say(format!("not scanned: {error}"));
                None
            };
        }
    };
    let wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let binary = !wide && memchr::memchr(0, &bytes[..bytes.len().min(HEAD)]).is_some();
    (!binary).then(|| Text { source: Source::new(shown.as_str(), &*decode(&bytes).text), added: None })
}
