//! The machine: what of memory may reach a disk, and whether the disk has room.

use std::path::Path;

use rustix::process::{Resource, getrlimit};

use super::{Patient, Verdict, green, red, unknown};

const MIB: u64 = 1024 * 1024;

/// Below this, or a hundredth of the disk, writes may soon fail.
const LEAST: u64 = 64 * MIB;

pub(super) fn all(patient: &mut Patient<'_>) {
    patient.note("core-dumps", core_dumps());
    patient.note("swap", swap());
    patient.note_if("disk", patient.folder.clone(), |_, folder| disk(&folder));
}

fn core_dumps() -> Verdict {
    match getrlimit(Resource::Core).current {
        Some(0) => green("a crash writes no memory to disk"),
        _ => red(
            "a program that crashes may write its memory, with what it had read, to disk",
            "run `ulimit -c 0` where programs are started, or `LimitCORE=0` in their units",
        ),
    }
}

fn swap() -> Verdict {
    let Ok(table) = std::fs::read_to_string("/proc/swaps") else { return unknown("this system does not say") };
    let devices = table.lines().skip(1).filter_map(|line| line.split_whitespace().next());
    match devices.into_iter().find(|device| !is_safe(Path::new(device))) {
        None => green("no memory reaches a disk in the clear"),
        Some(device) => red(
            format!("{device} takes memory in the clear"),
            "encrypt it with a key of each boot, use zram, or run `swapoff`",
        ),
    }
}

/// Compressed memory is memory; what dm-crypt has is encrypted.
fn is_safe(device: &Path) -> bool {
    let real = device.canonicalize().unwrap_or_else(|_| device.to_owned());
    let name = real.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let uuid = std::fs::read_to_string(format!("/sys/block/{name}/dm/uuid")).unwrap_or_default();
    name.starts_with("zram") || uuid.starts_with("CRYPT-")
}

fn disk(folder: &Path) -> Verdict {
    let room = match rustix::fs::statvfs(folder) {
        Ok(room) => room,
        Err(error) => return unknown(error.to_string()),
    };
    let (free, all) = (room.f_bavail.saturating_mul(room.f_frsize), room.f_blocks.saturating_mul(room.f_frsize));
    let says = format!("{} MiB of {} are free", free / MIB, all / MIB);
    if free < LEAST.min(all / 10) || free < all / 100 {
        return red(says, "free some: when it is full nothing can be recorded, and nothing is released");
    }
    green(says)
}
