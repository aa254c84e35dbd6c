//! What waits for the disk, beside what the disk takes by itself.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::sync::{Barrier, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use secret_guard_vault::resolver::Vault;

use crate::{Outcome, ROUNDS, micros, time};

/// How long a line of the log is, about.
const LINE: [u8; 400] = [b'x'; 400];
const THREADS: usize = 8;

/// Medians of single calls, which take turns: one stall of a busy machine would outweigh a hundred calls in a mean.
pub(crate) fn durable(vault: &Vault, folder: &Path) -> Outcome<()> {
    let mut file = OpenOptions::new().append(true).create_new(true).open(folder.join("raw"))?;
    let (mut raw, mut read) = (Vec::new(), Vec::new());
    for _ in 0..60 {
        for _ in 0..20 {
            raw.push(time(1, || file.write_all(&LINE).and_then(|()| file.sync_data()))?);
        }
        for _ in 0..20 {
            read.push(time(1, || vault.resolve("secret-0"))?);
        }
    }
    let (raw, read) = (micros(median(raw), 1), micros(median(read), 1));
    println!("audited durable read {read:.0} µs, raw fdatasync {raw:.0} µs: ratio {:.2} (bar 1.5)", read / raw);
    Ok(())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Medians of single calls, as above. Eight threads that each call again at once do eight calls in the time of one. What
/// a machine allows is told by threads that do nothing but share a sync.
pub(crate) fn threads(vault: &Vault, folder: &Path) -> Outcome<()> {
    let read = || vault.resolve("secret-0").map(drop).map_err(|error| error.to_string());
    let (alone, together) = (Shared::new(folder, "alone", 1)?, Shared::new(folder, "together", THREADS)?);
    let mut times = [const { Vec::new() }; 4];
    for _ in 0..ROUNDS {
        times[0].extend(calls(1, read)?);
        times[1].extend(calls(THREADS, read)?);
        times[2].extend(calls(1, || alone.sync())?);
        times[3].extend(calls(THREADS, || together.sync())?);
    }
    let [one, eight, bare_one, bare_eight] = times.map(|times| 1e6 / micros(median(times), 1));
    let (eight, bare_eight) = (8.0 * eight, 8.0 * bare_eight);
    println!(
        "audited reads: {one:.0}/s with one thread, {eight:.0}/s with eight: ratio {:.1} (bar 5); syncs alone \
         {bare_one:.0}/s and {bare_eight:.0}/s: ratio {:.1}",
        eight / one,
        bare_eight / bare_one
    );
    Ok(())
}

/// The times of fifty calls of each of some threads.
fn calls(threads: usize, call: impl Fn() -> Result<(), String> + Sync) -> Outcome<Vec<Duration>> {
    let fifty = || (0..50).map(|_| time(1, &call).map_err(|error| error.to_string())).collect::<Result<Vec<_>, _>>();
    let all = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(fifty)).collect();
        threads.into_iter().map(|thread| thread.join().map_err(|_| "a thread broke off")).collect::<Vec<_>>()
    });
    let mut times = Vec::new();
    for some in all {
        times.extend(some??);
    }
    Ok(times)
}

/// A file that is synced once for as many lines as there are threads.
struct Shared {
    file: File,
    threads: usize,
    all: Barrier,
    /// How the last sync ended, for all of them: who went on alone would wait for ever.
    outcome: Mutex<Result<(), String>>,
}

impl Shared {
    fn new(folder: &Path, name: &str, threads: usize) -> Outcome<Self> {
        let file = OpenOptions::new().append(true).create_new(true).open(folder.join(name))?;
        Ok(Self { file, threads, all: Barrier::new(threads), outcome: Mutex::new(Ok(())) })
    }

    fn sync(&self) -> Result<(), String> {
        if self.all.wait().is_leader() {
            let written = (&self.file).write_all(&LINE.repeat(self.threads)).and_then(|()| self.file.sync_data());
            *self.outcome() = written.map_err(|error| error.to_string());
        }
        self.all.wait();
        self.outcome().clone()
    }

    fn outcome(&self) -> MutexGuard<'_, Result<(), String>> {
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
