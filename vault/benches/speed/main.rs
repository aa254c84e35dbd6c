//! Prints what the vault's promises cost, as ratios within one run: `cargo bench -p secret-guard-vault`, with a name
//! (`durable`, `threads`, `scrub`, `reads`, `verify`, `rotate`) for one of them.
//!
//! Nothing here fails when a machine is slow; the bars stand beside the figures.

use std::error::Error;
use std::io::Write as _;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use secret_guard_vault::Secret;
use secret_guard_vault::account::AccountId;
use secret_guard_vault::audit::{AuditKey, Event, verify};
use secret_guard_vault::custody::{KeyFile, KeyHolder as _, KeyName};
use secret_guard_vault::envelope::Cost;
use secret_guard_vault::home::Home;
use secret_guard_vault::manifest::{Class, Manifest, Profile};
use secret_guard_vault::scrub::Scrubber;

mod disk;

pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

const MANIFEST: &str =
    "version: 1\nsecrets:\n  - { id: secret-0, class: runtime, kind: secret, env: SECRET_0, owner: team }\n";

const FEW: usize = 100;
const MANY: usize = 2_000;
pub(crate) const ROUNDS: usize = 15;

fn main() -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let account = AccountId::parse("bench-account")?;
    let keys = Arc::new(KeyFile::create(&folder.path().join("keys"), Secret::new(b"bench".to_vec()), Cost::LEAST)?);
    let home = Home::init(&folder.path().join("home"), keys.clone(), &account, "bench")?;
    fill(&home, 0..FEW)?;
    let manifest = Manifest::parse(MANIFEST).map_err(|mut errors| errors.remove(0))?;
    let vault = home.vault(manifest, Profile::Strict).build();

    let wanted = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let wanted = |name: &str| wanted.as_ref().is_none_or(|wanted| wanted == name);
    if wanted("durable") {
        disk::durable(&vault, folder.path())?;
    }
    if wanted("threads") {
        disk::threads(&vault, folder.path())?;
    }
    if wanted("scrub") {
        scrubbing()?;
    }
    if wanted("reads") {
        reads(&home)?;
    }
    if wanted("rotate") {
        rotation(folder.path())?;
    }
    let public = AuditKey::from_seed(&keys.load(&KeyName::audit(&account))?).ok_or("no key")?.public();
    if wanted("verify") { verification(&home, &public) } else { Ok(()) }
}

fn fill(home: &Home, numbers: std::ops::Range<usize>) -> Outcome<()> {
    for number in numbers {
        home.store.put(&format!("secret-{number}"), Class::Runtime, &Secret::new(vec![7; 40]), 0)?;
    }
    Ok(())
}

/// The fastest of some rounds of each: noise only ever adds, and taking turns spreads it evenly.
fn best<const N: usize>(rounds: [&mut dyn FnMut() -> Outcome<Duration>; N]) -> Outcome<[Duration; N]> {
    let mut best = [Duration::MAX; N];
    let mut rounds = rounds;
    for _ in 0..ROUNDS {
        for (best, round) in best.iter_mut().zip(&mut rounds) {
            *best = (*best).min(round()?);
        }
    }
    Ok(best)
}

pub(crate) fn micros(time: Duration, count: usize) -> f64 {
    time.as_secs_f64() * 1e6 / f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

pub(crate) fn time<T, E: Into<Box<dyn Error>>>(
    count: usize,
    mut call: impl FnMut() -> Result<T, E>,
) -> Outcome<Duration> {
    let begun = Instant::now();
    for _ in 0..count {
        call().map_err(Into::into)?;
    }
    Ok(begun.elapsed())
}

/// How many records are rotated; fewer by `VAULT_BENCH_RECORDS`.
const RECORDS: usize = 100_000;

/// The rotation of a store, and an `UPDATE` of the same rows: each by its key, one transaction, as durable. They take
/// turns, and their CPU seconds are compared, since others use the disk too.
fn rotation(folder: &Path) -> Outcome<()> {
    let records = std::env::var("VAULT_BENCH_RECORDS").ok().and_then(|count| count.parse().ok()).unwrap_or(RECORDS);
    let home = large(&folder.join("large"), records)?;
    let copy = folder.join("plain.db");
    let (mut rotated, mut plain) = ([f64::MAX; 2], [f64::MAX; 2]);
    for _ in 0..3 {
        std::fs::copy(home.store.path(), &copy)?;
        plain = least(plain, spent(|| update(&copy))?);
        rotated = least(rotated, spent(|| Ok(home.store.rotate_kek(&mut |_| ()).map(drop)?))?);
    }
    let ([cpu, wall], [plain_cpu, plain_wall]) = (rotated, plain);
    println!(
        "rotation of {records} records {cpu:.2} s CPU, {wall:.2} s, plain UPDATE {plain_cpu:.2} s CPU, {plain_wall:.2} s: \
         ratio {:.2} by CPU, {:.2} by time (bar 3)",
        cpu / plain_cpu,
        wall / plain_wall
    );
    Ok(())
}

/// A store of many records. It is filled in memory, where a commit costs little, and then moved to the disk.
fn large(folder: &Path, records: usize) -> Outcome<Home> {
    let memory = Path::new("/dev/shm");
    let memory = if memory.is_dir() { tempfile::tempdir_in(memory)? } else { tempfile::tempdir()? };
    let (account, passphrase) = (AccountId::parse("bench-account")?, || Secret::new(b"bench".to_vec()));
    let keys = KeyFile::create(&folder.with_extension("keys"), passphrase(), Cost::LEAST)?;
    let home = Home::init(&memory.path().join("home"), Arc::new(keys), &account, "bench")?;
    fill(&home, 0..records)?;
    drop(home);
    std::fs::DirBuilder::new().mode(0o700).create(folder)?;
    for entry in std::fs::read_dir(memory.path().join("home"))? {
        let path = entry?.path();
        std::fs::copy(&path, folder.join(path.file_name().unwrap_or_default()))?;
    }
    let keys = Arc::new(KeyFile::open(&folder.with_extension("keys"), passphrase())?);
    Ok(Home::open(folder, keys, &account, "bench")?)
}

/// Replaces as many bytes of each row as a rotation does.
fn update(database: &Path) -> Outcome<()> {
    let connection = rusqlite::Connection::open(database)?;
    connection.pragma_update(None, "synchronous", "EXTRA")?;
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let mut select = connection.prepare("SELECT id, version, sealed FROM record")?;
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    let rows = select.query_map([], read)?.collect::<Result<Vec<(String, i64, Vec<u8>)>, _>>()?;
    let mut update = connection.prepare("UPDATE record SET sealed = ?3 WHERE id = ?1 AND version = ?2")?;
    for (id, version, mut sealed) in rows {
        sealed[5..133].iter_mut().for_each(|byte| *byte ^= 0x55);
        update.execute(rusqlite::params![id, version, sealed])?;
    }
    Ok(connection.execute_batch("COMMIT")?)
}

/// CPU seconds of this process, and seconds.
fn spent(work: impl FnOnce() -> Outcome<()>) -> Outcome<[f64; 2]> {
    let cpu = || {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
        Duration::new(time.tv_sec.try_into().unwrap_or_default(), time.tv_nsec.try_into().unwrap_or_default())
    };
    let (begun, used) = (Instant::now(), cpu());
    work()?;
    Ok([(cpu() - used).as_secs_f64(), begun.elapsed().as_secs_f64()])
}

fn least(known: [f64; 2], new: [f64; 2]) -> [f64; 2] {
    [known[0].min(new[0]), known[1].min(new[1])]
}

fn reads(home: &Home) -> Outcome<()> {
    let count = 20_000;
    let read = || {
        let [time] = best([&mut || time(count, || home.store.get("secret-0"))])?;
        Outcome::Ok(micros(time, count))
    };
    let few = read()?;
    fill(home, FEW..MANY)?;
    println!("un-synced read {few:.1} µs of {FEW} secrets, {:.1} µs of {MANY} (bar 20)", read()?);
    let mut put = || {
        let seen = home.store.versions("secret-1")?.last().copied().unwrap_or_default();
        time(1, || home.store.put("secret-1", Class::Runtime, &Secret::new(vec![7; 40]), seen))
    };
    println!("audited write {:.0} µs among {MANY} secrets", micros(best([&mut put])?[0], 1));
    Ok(())
}

fn verification(home: &Home, public: &[u8]) -> Outcome<()> {
    let log = home.trail.log();
    std::thread::scope(|scope| {
        for _ in 0..64 {
            scope.spawn(|| (0..1_500).try_for_each(|_| log.append(event(home))));
        }
    });
    let seq = verify(log.path(), public, None)?.head.seq;
    let [time] = best([&mut || time(1, || verify(log.path(), public, None))])?;
    let rate = f64::from(u32::try_from(seq)?) / time.as_secs_f64();
    println!("audit verify: {rate:.0} records/s over {seq} records (bar 300000)");
    Ok(())
}

fn scrubbing() -> Outcome<()> {
    let scrubber = Scrubber::new();
    for number in 0..50 {
        scrubber.watch(&format!("secret-{number}"), &Secret::new(format!("value {number} of a bench").into_bytes()));
    }
    let line = "2026-01-31T12:00:00Z INFO request{id=7}: service: answered status=200 bytes=1532 path=/a/b?c=d\n";
    let count = 20_000;
    let (mut plain, mut scrubbed) = (Vec::new(), Vec::new());
    let mut bare = || {
        plain.clear();
        time(count, || plain.write_all(line.as_bytes()))
    };
    let mut through = || {
        scrubbed.clear();
        time(count, || scrubber.writer(&mut scrubbed).write_all(line.as_bytes()))
    };
    let [bare, through] = best([&mut bare, &mut through])?;
    let (bare, through) = (micros(bare, count), micros(through, count));
    println!("a log line of {} bytes: {bare:.2} µs bare, {through:.2} µs through a scrubber of 50 values", line.len());
    Ok(())
}

fn event(home: &Home) -> Event {
    Event {
        id: "secret-0".to_owned(),
        ver: Some(1),
        class: Some("runtime".to_owned()),
        profile: Some("strict".to_owned()),
        source: Some("store".to_owned()),
        outcome: "released".to_owned(),
        code: "Resolved".to_owned(),
        ..home.trail.event("read")
    }
}
