//! Values and passphrases on their way in and out: read from descriptors and terminals without a buffer that would keep
//! a copy, never from arguments or the environment.

use std::fs::File;
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::os::fd::AsFd as _;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use secret_guard_vault::Secret;
use secret_guard_vault::record::MAX_VALUE;
use zeroize::Zeroizing;

use crate::failure::Failure;

/// A passphrase is typed or generated; more than this is a mistake.
const MOST_PASSPHRASE: usize = 4096;

/// A secret's new value: from standard input, or from a prompt if that is a terminal. One newline at its end is not
/// part of it, unless it is to be taken exactly.
pub(crate) fn value(id: &str, exact: bool) -> Result<Secret<Vec<u8>>, Failure> {
    let value = if io::stdin().is_terminal() {
        twice(&format!("value of {id}: "))?
    } else {
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::FileTooLarge => too_long(MAX_VALUE),
            _ => Failure::new("NoInput", format!("standard input: {error}")),
        };
        let mut value = drain(MAX_VALUE, |room| Ok(rustix::io::read(rustix::stdio::stdin(), room)?)).map_err(failed)?;
        if !exact {
            value.pop_if(|last| *last == b'\n');
        }
        value
    };
    if value.len() > MAX_VALUE {
        return Err(too_long(MAX_VALUE));
    }
    if value.is_empty() {
        return Err(Failure::new("EmptyValue", "the value is empty").help("give it on standard input"));
    }
    Ok(kept(value))
}

fn too_long(most: usize) -> Failure {
    Failure::new("TooLong", format!("it is longer than {most} bytes"))
}

/// A plain file of at most so many bytes.
pub(crate) fn file(path: &Path, most: u64) -> Result<Vec<u8>, Failure> {
    let failed = |error: io::Error| Failure::new("Unavailable", format!("{}: {error}", path.display()));
    // A pipe to which nobody writes would make us wait.
    let flags = OFlags::NONBLOCK.bits().cast_signed();
    let file = File::options().read(true).custom_flags(flags).open(path).map_err(failed)?;
    if !file.metadata().map_err(failed)?.is_file() {
        return Err(Failure::new("NotAFile", format!("{} is not a plain file", path.display())));
    }
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > most {
        return Err(Failure::new("TooLong", format!("{} is longer than {most} bytes", path.display())));
    }
    Ok(bytes)
}

/// Where a passphrase comes from.
#[derive(Debug, Clone)]
pub(crate) enum Given {
    /// The terminal.
    Typed,
    /// A descriptor that was opened by whoever started this program.
    Descriptor(u32),
    /// A file that only its owner may read.
    File(PathBuf),
}

/// The passphrase of a key file or an export; asked for twice when it is new.
pub(crate) fn passphrase(given: &Given, new: bool) -> Result<Secret<Vec<u8>>, Failure> {
    let typed = match given {
        Given::Descriptor(number) => from_file(&PathBuf::from(format!("/dev/fd/{number}")), false)?,
        Given::File(path) => from_file(path, true)?,
        Given::Typed if new => twice("new passphrase: ")?,
        Given::Typed => prompt("passphrase: ")?,
    };
    if typed.is_empty() {
        return Err(Failure::new("NoInput", "the passphrase is empty"));
    }
    Ok(kept(typed))
}

fn from_file(path: &Path, must_be_private: bool) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let failed = |error: io::Error| Failure::new("NoInput", format!("{}: {error}", path.display()));
    let mut file = File::open(path).map_err(failed)?;
    if must_be_private && file.metadata().map_err(failed)?.permissions().mode() & 0o077 != 0 {
        let refusal = Failure::new("TooOpen", format!("{}: others may read it", path.display()));
        return Err(refusal.help("run `chmod 600` on it"));
    }
    let mut text = drain(MOST_PASSPHRASE, |room| file.read(room)).map_err(failed)?;
    text.pop_if(|last| *last == b'\n');
    Ok(text)
}

fn twice(question: &str) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let first = prompt(question)?;
    if *first == *prompt("once more: ")? { Ok(first) } else { Err(Failure::new("NoInput", "the two differ")) }
}

/// Asks on the terminal of this process, whatever its standard input is; nothing that is typed shows.
fn prompt(question: &str) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let failed = |error: io::Error| {
        Failure::new("NoInput", format!("no terminal to ask on: {error}"))
            .help("give a value on standard input, a passphrase with --passphrase-fd")
    };
    let file = File::options().read(true).write(true).open("/dev/tty").map_err(failed)?;
    let _quiet = Quiet::on(&file).map_err(failed)?;
    let mut terminal = &file;
    terminal.write_all(question.as_bytes()).map_err(failed)?;
    let mut ended = false;
    let mut line = drain(MAX_VALUE, |room| {
        let read = if ended { 0 } else { terminal.read(room)? };
        ended |= room[..read].contains(&b'\n');
        Ok(read)
    })
    .map_err(failed)?;
    line.pop_if(|last| *last == b'\n');
    terminal.write_all(b"\n").map_err(failed)?;
    Ok(line)
}

/// A terminal without echo, until this is dropped.
struct Quiet<'t> {
    terminal: &'t File,
    before: Termios,
}

impl<'t> Quiet<'t> {
    fn on(terminal: &'t File) -> io::Result<Self> {
        let before = tcgetattr(terminal.as_fd())?;
        let mut quiet = before.clone();
        quiet.local_modes.remove(LocalModes::ECHO);
        tcsetattr(terminal.as_fd(), OptionalActions::Flush, &quiet)?;
        Ok(Self { terminal, before })
    }
}

impl Drop for Quiet<'_> {
    fn drop(&mut self) {
        let _ = tcsetattr(self.terminal.as_fd(), OptionalActions::Now, &self.before);
    }
}

/// Reads to the end, into room that does not grow.
pub(crate) fn drain(
    most: usize,
    mut read: impl FnMut(&mut [u8]) -> io::Result<usize>,
) -> io::Result<Zeroizing<Vec<u8>>> {
    // One newline and one byte too many are read as well.
    let mut room = Zeroizing::new(vec![0; most + 2]);
    let mut filled = 0;
    loop {
        match read(&mut room[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        if filled == room.len() {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("it gives more than {most} bytes")));
        }
    }
    room.truncate(filled);
    Ok(room)
}

/// Moved to room of its own size.
fn kept(bytes: Zeroizing<Vec<u8>>) -> Secret<Vec<u8>> {
    Secret::new(bytes.to_vec())
}

/// Writes bytes to standard output, past its buffer.
pub(crate) fn write_out(mut bytes: &[u8]) -> Result<(), Failure> {
    while !bytes.is_empty() {
        match rustix::io::write(rustix::stdio::stdout(), bytes) {
            Ok(count) => bytes = &bytes[count..],
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(Failure::new("Failed", format!("standard output: {error}"))),
        }
    }
    Ok(())
}
