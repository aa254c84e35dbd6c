//! Room that a disk keeps behind a file.

use std::fs::File;
use std::io;

/// How many times as much must be free before any is kept: others write on the same disk.
#[cfg(target_os = "linux")]
const PLENTY: u64 = 16;

/// Has the disk keep room behind the end of a file, which stays where it is; none where little is free.
#[cfg(target_os = "linux")]
pub(crate) fn keep_room(file: &File, end: u64, room: u64) -> io::Result<()> {
    use rustix::fs::{FallocateFlags, fallocate, fstatvfs};
    let disk = fstatvfs(file)?;
    if disk.f_bavail.saturating_mul(disk.f_frsize) < room.saturating_mul(PLENTY) {
        return Err(io::ErrorKind::StorageFull.into());
    }
    fallocate(file, FallocateFlags::KEEP_SIZE, end, room).or_else(|error| {
        // What it took until it failed it keeps, but for this.
        file.set_len(end)?;
        Err(error.into())
    })
}

/// No system but Linux is asked for it.
#[cfg(not(target_os = "linux"))]
pub(crate) fn keep_room(_: &File, _: u64, _: u64) -> io::Result<()> {
    Ok(())
}
