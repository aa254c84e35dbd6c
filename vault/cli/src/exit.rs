//! Exit codes. Those of reads are the library's; the others stand here. None changes its meaning.

use secret_guard_vault::Status;

/// Done.
pub(crate) const OK: u8 = 0;
/// Something that was asked about is not as it should be.
pub(crate) const RED: u8 = 1;
/// The command line is wrong.
pub(crate) const USAGE: u8 = 2;
/// What has no code of its own.
const FAILED: u8 = 3;

/// Codes beside those of [`Status`], with their exit codes and what they mean.
pub const CODES: &[(&str, u8, &str)] = &[
    ("Ok", OK, "done"),
    ("Red", RED, "a check of `doctor` is red, or a backend does not answer"),
    ("Usage", USAGE, "the command line is wrong"),
    ("Failed", FAILED, "what has no code of its own"),
    ("OtherKey", 33, "the store is wrapped under another key"),
    ("Unavailable", 20, "a file or a keyring cannot be reached"),
    ("Exists", 50, "there is one already; nothing was overwritten"),
    ("Conflict", 51, "another writer was first"),
    ("StorageFull", 52, "the disk is full; the old state is intact"),
    ("TooOpen", 53, "others may read a file or write its folder"),
    ("NotAFile", 54, "something else stands in the place of a file"),
    ("Foreign", 55, "the file is no store"),
    ("Newer", 56, "a newer program wrote the file"),
    ("Changed", 57, "a file was changed from outside"),
    ("Busy", 58, "another writer holds the store"),
    ("ClockWentBack", 59, "the clock is behind the newest record"),
    ("Crypto", 60, "the cryptographic library failed"),
    ("RotationInProgress", 61, "the vault's key is being replaced, or that was begun: `rotate-kek --resume`"),
    ("LogBroken", 63, "the audit log is not what was written"),
    ("Malformed", 64, "a snapshot or an export is damaged, or something else"),
    ("Forged", 65, "a snapshot is not genuine"),
    ("OtherAccount", 66, "a snapshot or an export belongs to another account"),
    ("Expired", 67, "an export is too old"),
    ("WrongPassphrase", 68, "the passphrase does not open the export, or it was changed"),
    ("Cost", 69, "an export asks for more than is accepted"),
    ("BadManifest", 70, "the manifest is missing or wrong"),
    ("BadAccount", 71, "the account id is missing or refused"),
    ("NeedsReveal", 72, "a value goes to a terminal only with `--reveal`"),
    ("NoInput", 73, "a value or a passphrase was not given"),
    ("BadInput", 76, "a file to import is not what it should be"),
    ("BadServer", 77, "the external server is not one to send a token to"),
    ("TooLong", 75, "a value is longer than a record holds, or a file than its kind is"),
    ("NoReason", 80, "a reason for the audit log is missing"),
    ("NotTyped", 81, "the account id was not typed as it is"),
    ("NotStaged", 82, "nothing is staged to be enabled"),
    ("Lifetime", 83, "an export would live too short or too long"),
    ("Untold", 85, "it was done, and the audit log could not be told all of it: look at what is there now"),
    ("LogGone", 84, "the audit log is gone, and the keys of the account know of it"),
    ("CommandNotRun", 126, "`exec`: the command cannot be run"),
    ("CommandNotFound", 127, "`exec`: there is no such command"),
    ("NoKeyring", 74, "this system has no keyring that the vault speaks to"),
];

/// The exit code of a code by name.
pub(crate) fn of(code: &str) -> u8 {
    let status = Status::ALL.iter().find(|status| status.name() == code).map(|status| status.exit_code());
    let ours = CODES.iter().find(|(name, ..)| *name == code).map(|(_, exit, _)| *exit);
    status.or(ours).unwrap_or(FAILED)
}

/// All codes as a Markdown table, as the guide shows it.
pub fn markdown() -> String {
    let statuses = Status::ALL.iter().map(|status| (status.exit_code(), status.name(), status.meaning()));
    let mut all: Vec<_> = CODES.iter().map(|(name, exit, what)| (*exit, *name, *what)).chain(statuses).collect();
    all.sort_by_key(|(exit, ..)| *exit);
    let rows = all.iter().map(|(exit, name, what)| format!("| {exit} | `{name}` | {what} |\n"));
    "| exit code | code | meaning |\n|---|---|---|\n".to_owned() + &rows.collect::<String>()
}
