//! The scripts that git runs.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::super::output::failed;
use super::Stage;
use super::place::{Folder, Shared};
use crate::engine::check::Failure;

/// What a script of ours says in its second line.
const MARK: &str = "# secret-guard: `cargo secret-guard hook uninstall` takes this away and puts back what was here.";
/// What a script says that only passes on.
const PASSES: &str = "# secret-guard: passes on to the repository's own hook.";
/// What is appended to the name of a hook that was there before.
const BEFORE: &str = "before-secret-guard";

/// Hooks of git on the user's side, all of which a folder for all
/// repositories would hide.
const OTHERS: [&str; 23] = [
    "applypatch-msg",
    "pre-applypatch",
    "post-applypatch",
    "pre-commit",
    "pre-merge-commit",
    "prepare-commit-msg",
    "commit-msg",
    "post-commit",
    "pre-rebase",
    "post-checkout",
    "post-merge",
    "pre-push",
    "post-rewrite",
    "pre-auto-gc",
    "sendemail-validate",
    "post-index-change",
    "reference-transaction",
    "push-to-checkout",
    "pre-receive",
    "update",
    "proc-receive",
    "post-receive",
    "post-update",
];

/// Writes the script of a stage; a hook that is there is kept and run first.
pub(super) fn install(folder: &Folder, stage: Stage) -> Result<PathBuf, Failure> {
    let dir = &folder.dir;
    let path = dir.join(stage.name());
    let told = |error: io::Error| failed(&path, &error);
    fs::create_dir_all(dir).map_err(told)?;
    if path.symlink_metadata().is_ok() && !says(&path, MARK) && !says(&path, PASSES) {
        let before = dir.join(format!("{}.{BEFORE}", stage.name()));
        if before.symlink_metadata().is_ok() {
            let message = format!("`{}` is in the way; remove or rename it", before.display());
            return Err(Failure::Usage(message));
        }
        fs::rename(&path, &before).map_err(told)?;
    }
    write(&path, &text(folder, stage)).map_err(told)?;
    Ok(path)
}

fn text(folder: &Folder, stage: Stage) -> String {
    let name = stage.name();
    let program = std::env::current_exe().ok().filter(|_| !folder.tracked);
    let path = program.map_or_else(|| "cargo-secret-guard".to_owned(), |path| path.display().to_string());
    let before = match folder.shared {
        Shared::No => format!("$(dirname \"$0\")/{name}.{BEFORE}"),
        Shared::Ours => format!("$(git rev-parse --git-common-dir)/hooks/{name}"),
    };
    format!(
        "#!/bin/sh\n{MARK}\n\
         guard={}\n\
         [ -x \"$guard\" ] || guard=cargo-secret-guard\n\
         if ! command -v \"$guard\" >/dev/null 2>&1; then\n    \
             echo \"secret-guard: the program is gone; install it again, or remove $0\" >&2\n    \
             exit 1\n\
         fi\n\
         before=\"{before}\"\n\
         {}",
        quoted(&path.replace('\\', "/")),
        if stage == Stage::PrePush { PUSH.to_owned() } else { COMMIT.replace("STAGE", name) }
    )
}

const COMMIT: &str = "if [ -x \"$before\" ]; then \"$before\" \"$@\" || exit $?; fi
exec \"$guard\" hook run STAGE -- \"$@\"
";

/// Both hooks read what is pushed from standard input.
const PUSH: &str = "pushed=$(cat && echo x)
pushed=${pushed%x}
if [ -x \"$before\" ]; then printf %s \"$pushed\" | \"$before\" \"$@\" || exit $?; fi
printf %s \"$pushed\" | \"$guard\" hook run pre-push -- \"$@\"
";

/// A word as the shell reads it back.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', "'\\''"))
}

fn says(path: &Path, mark: &str) -> bool {
    // A hook may be a program; only a text can be ours.
    fs::read(path).is_ok_and(|bytes| String::from_utf8_lossy(&bytes).lines().nth(1) == Some(mark))
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    fs::write(path, text)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(0o755))?;
    }
    Ok(())
}

/// Removes the script of a stage and puts back what was there before. A hook
/// manager that came later may have moved the script aside.
pub(super) fn uninstall(dir: &Path, stage: Stage) -> Result<Option<PathBuf>, Failure> {
    let name = stage.name();
    let moved = ["", ".legacy", ".old"].map(|end| dir.join(format!("{name}{end}")));
    let Some(path) = moved.into_iter().find(|path| says(path, MARK)) else { return Ok(None) };
    let told = |error: io::Error| failed(&path, &error);
    fs::remove_file(&path).map_err(told)?;
    let before = dir.join(format!("{name}.{BEFORE}"));
    if before.symlink_metadata().is_ok() {
        fs::rename(&before, &path).map_err(told)?;
    }
    Ok(Some(path))
}

/// Writes, for every hook that the guard is not, a script that runs the
/// repository's own.
pub(super) fn pass_on(dir: &Path) -> Result<(), Failure> {
    for name in OTHERS {
        let path = dir.join(name);
        if path.symlink_metadata().is_err() {
            let text = format!(
                "#!/bin/sh\n{PASSES}\nown=\"$(git rev-parse --git-common-dir)/hooks/{name}\"\n\
                 if [ -x \"$own\" ]; then exec \"$own\" \"$@\"; fi\n"
            );
            write(&path, &text).map_err(|error| failed(&path, &error))?;
        }
    }
    Ok(())
}

/// Whether no script in a folder is the guard's any more.
pub(super) fn is_idle(dir: &Path) -> bool {
    Stage::ALL.iter().all(|stage| !says(&dir.join(stage.name()), MARK))
}

const OPEN: &str = "# >>> secret-guard";
const CLOSE: &str = "# <<< secret-guard";

/// Adds a call to a file that husky runs.
pub(super) fn add_block(dir: &Path, stage: Stage) -> Result<PathBuf, Failure> {
    let path = dir.join(stage.name());
    let told = |error: io::Error| failed(&path, &error);
    let text = match fs::read_to_string(&path) {
        Ok(text) => without_block(&text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => "#!/bin/sh\n".to_owned(),
        Err(error) => return Err(told(error)),
    };
    let gap = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    let call = format!("cargo-secret-guard hook run {} -- \"$@\" || exit $?", stage.name());
    write(&path, &format!("{text}{gap}{OPEN}\n{call}\n{CLOSE}\n")).map_err(told)?;
    Ok(path)
}

/// Removes the call, and the file if nothing else is in it.
pub(super) fn remove_block(dir: &Path, stage: Stage) -> Result<Option<PathBuf>, Failure> {
    let path = dir.join(stage.name());
    let told = |error: io::Error| failed(&path, &error);
    let Some(text) = fs::read_to_string(&path).ok().filter(|text| text.contains(OPEN)) else { return Ok(None) };
    let rest = without_block(&text);
    match rest.trim() {
        "" | "#!/bin/sh" => fs::remove_file(&path).map_err(told)?,
        _ => fs::write(&path, rest).map_err(told)?,
    }
    Ok(Some(path))
}

fn without_block(text: &str) -> String {
    match (text.find(OPEN), text.find(CLOSE)) {
        (Some(start), Some(end)) if start < end => {
            let rest = text[end + CLOSE.len()..].trim_start_matches(['\r', '\n']);
            format!("{}{rest}", &text[..start])
        }
        _ => text.to_owned(),
    }
}
