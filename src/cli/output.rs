//! Where text goes: standard output, a file, standard error.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::args::{OutputArgs, When};
use crate::engine::check::Failure;
use crate::finding::Level;
use crate::input::InputError;
use crate::report::{Excerpt, Look, Report, clean};

/// Writes the report where the arguments say.
pub(super) fn report(report: &Report, args: &OutputArgs) -> Result<(), Failure> {
    let to_terminal = args.output.is_none() && io::stdout().is_terminal();
    let look = Look { colour: colour(args.color, to_terminal), width: width(to_terminal), full: args.verbose };
    let text = report.render(args.format, look);
    match &args.output {
        Some(path) => file(path, &text),
        None => print(&text),
    }
}

/// The columns of a terminal; beyond what reads well they stay empty.
fn width(to_terminal: bool) -> usize {
    let columns = terminal_size::terminal_size().filter(|_| to_terminal);
    columns.map_or(Look::default().width, |(columns, _)| usize::from(columns.0).clamp(40, 120))
}

/// Writes a file.
pub(super) fn file(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|error| failed(path, &error))
}

/// Writes a file that must not be there yet.
pub(super) fn new_file(path: &Path, text: &str) -> Result<(), Failure> {
    let written = std::fs::File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| failed(path, &error))
}

/// That a file could not be read or written.
pub(super) fn failed(path: &Path, error: &io::Error) -> Failure {
    Failure::Input(InputError::Path { path: path.display().to_string(), why: error.to_string() })
}

/// Prints to standard output. That nobody reads on is no failure.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(failed(Path::new("standard output"), &error)),
        _ => Ok(()),
    }
}

/// Prints a line to standard error, whether or not somebody reads it.
pub(super) fn say(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Whether to colour: the option, then `NO_COLOR`, then `CARGO_TERM_COLOR`,
/// then whether it is a terminal.
fn colour(asked: Option<When>, is_terminal: bool) -> bool {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let cargo = variable("CARGO_TERM_COLOR");
    match asked {
        Some(When::Always) => true,
        Some(When::Never) => false,
        _ if variable("NO_COLOR").is_some() => false,
        _ => match cargo.as_deref().and_then(|value| value.to_str()) {
            Some("always") => true,
            Some("never") => false,
            _ => is_terminal && variable("TERM").is_none_or(|term| term != "dumb"),
        },
    }
}

/// Whether standard error is to be coloured.
pub(super) fn colour_of_stderr() -> bool {
    colour(None, io::stderr().is_terminal())
}

/// Says why the guard could not run.
pub(super) fn failure(failure: &Failure, colour: bool) {
    let look = Look { colour, ..Look::default() };
    match failure {
        Failure::Problems(problems) => {
            for problem in problems {
                let excerpt =
                    Excerpt::new(Level::Deny, &problem.message, &problem.label, []).with_help(problem.help.as_deref());
                say(&excerpt.draw(look));
            }
        }
        other => say(&format!("error: {}", clean(&other.to_string()))),
    }
}

/// A word on a terminal that the run is still going on.
pub(super) struct Progress(Option<(Sender<()>, JoinHandle<()>)>);

impl Progress {
    /// Waits a second, then counts on, when standard error is a terminal.
    pub(super) fn start(wanted: bool) -> Progress {
        if !wanted || !io::stderr().is_terminal() {
            return Progress(None);
        }
        let (stop, stopped) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            let began = Instant::now();
            let mut shown = false;
            while let Err(RecvTimeoutError::Timeout) = stopped.recv_timeout(Duration::from_secs(1)) {
                let seconds = began.elapsed().as_secs();
                let _ = write!(io::stderr().lock(), "\rchecking … {seconds} s");
                shown = true;
            }
            if shown {
                let _ = write!(io::stderr().lock(), "\r\u{1b}[K");
            }
        });
        Progress(Some((stop, thread)))
    }

    /// Takes the word back.
    pub(super) fn stop(self) {
        if let Some((stop, thread)) = self.0 {
            drop(stop);
            // The thread only writes; there is nothing to learn from its end.
            let _ = thread.join();
        }
    }
}
