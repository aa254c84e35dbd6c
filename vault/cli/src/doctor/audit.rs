//! The audit log: whether it can go on, is what was written, and is attested outside of its folder.

use std::path::Path;

use rustix::fs::{Access, StatVfsMountFlags};
use secret_guard_vault::audit::{CHECKPOINT_EVERY, Head, Peek, Problem, peek};
use secret_guard_vault::clock;

use super::{Patient, Verdict, green, red, unknown};

/// The copy with the holder of the keys follows within seconds, if the holder takes it.
const PATIENCE_MS: u64 = 60_000;

pub(super) fn log(patient: &mut Patient<'_>) {
    let log = patient.folder.as_ref().map(|folder| folder.join("audit.log"));
    patient.note_if("audit-writable", log.as_deref(), |_, log| writable(log));
    let public = patient.holder.as_ref().map(|holder| patient.place.audit_public(&**holder));
    let copy = match (&patient.holder, &patient.account, &public) {
        (Some(holder), Some(account), Some(Ok(public))) => {
            holder.note(account, "audit").ok().map(|copy| copy.and_then(|copy| Head::from_mark(&copy, public)))
        }
        _ => None,
    };
    let looked = match (&log, &public) {
        (Some(log), Some(Ok(public))) => Some(peek(log, public, copy.flatten())),
        _ => None,
    };
    let verdict = match (&public, &looked) {
        (Some(Err(failure)), _) => red(failure.message(), "bring the key that signs the log back: restore the keyring"),
        (_, Some(looked)) => whole(looked),
        _ => unknown("rests on what another check found"),
    };
    patient.note("audit-log", verdict);
    let peeked = looked.and_then(Result::ok);
    patient.note_if("audit-checkpoint", peeked.zip(copy), |_, (peek, copy)| checkpoint(&peek, copy));
}

/// Whether this user may write, told without writing.
fn writable(log: &Path) -> Verdict {
    let remedy = "let the vault's user write it, and mount its disk for writing: without the log nothing is released";
    let mark = log.with_extension("log.mark");
    for path in [log, &mark, log.parent().unwrap_or(log)] {
        if let Err(error) = rustix::fs::access(path, Access::WRITE_OK) {
            return red(format!("{}: {error}", path.display()), remedy);
        }
        let is_read_only = rustix::fs::statvfs(path).is_ok_and(|disk| disk.f_flag.contains(StatVfsMountFlags::RDONLY));
        if is_read_only {
            return red(format!("{} is on a disk for reading only", path.display()), remedy);
        }
    }
    green("it can be written")
}

fn whole(looked: &Result<Peek, Problem>) -> Verdict {
    let remedy = "keep the file, it is evidence; run `secret-vault audit verify`, and restore the log from a copy";
    let peek = match looked {
        Ok(peek) => peek,
        // The check before this one says so.
        Err(Problem::Unreadable(error)) => return unknown(error.to_string()),
        Err(problem) => return red(problem.to_string(), remedy),
    };
    if peek.is_torn {
        return red(
            "its last line was cut short by a crash",
            "the next event sets it aside: run `secret-vault audit checkpoint`",
        );
    }
    green(format!("{} events; `audit verify` reads them all", peek.head.seq))
}

fn checkpoint(peek: &Peek, copy: Option<Head>) -> Verdict {
    let behind = peek.head.seq.saturating_sub(copy.map_or(0, |copy| copy.seq));
    let age = clock::unix_ms().saturating_sub(peek.newest_ms);
    if behind > CHECKPOINT_EVERY || (behind > 0 && age > PATIENCE_MS) {
        let says = format!("the holder of the keys has not seen the newest {behind} events");
        return red(says, "unlock the keyring and run `secret-vault audit checkpoint`");
    }
    green("the holder of the keys has seen the newest events")
}
