//! Reads every `.sql` below the folders given, once as plain bytes and once
//! into the schema model, and prints the processor time of both and their
//! ratio.

use std::time::Instant;

use secret_guard::files::{Class, File, Kind};
use secret_guard::source::Source;
use secret_guard::sql::model::Model;

fn main() {
    let roots: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let start = Cpu::now();
    let walks = roots.iter().flat_map(|root| walkdir::WalkDir::new(root).sort_by_file_name()).flatten();
    let sql = walks.filter(|e| e.path().extension().is_some_and(|x| x == "sql"));
    let read: Vec<(String, Vec<u8>)> =
        sql.filter_map(|e| Some((e.path().display().to_string(), std::fs::read(e.path()).ok()?))).collect();
    let plain = start.seconds();
    let bytes: usize = read.iter().map(|(_, bytes)| bytes.len()).sum();
    let file = |(path, bytes): &(String, Vec<u8>)| File {
        source: Source::new(path.as_str(), String::from_utf8_lossy(bytes).into_owned()),
        kind: Kind::Sql,
        class: Class::Main,
    };
    let files: Vec<File> = read.iter().map(file).collect();
    let start = Cpu::now();
    let model = Model::build(&files);
    let built = start.seconds();
    let skipped: usize = model.stats.skipped.values().map(|skip| skip.count).sum();
    let per_7000 = built * 7000.0 / files.len().max(1) as f64;
    println!(
        "{} files, {:.1} MB, {} statements read, {skipped} skipped",
        files.len(),
        bytes as f64 / 1e6,
        model.stats.read
    );
    println!("plain read {plain:.2} CPU-s, model {built:.2} CPU-s, ratio {:.2}", built / plain.max(1e-9));
    println!("7,000 such files: {per_7000:.2} CPU-s");
}

/// Processor time of all threads, where the system tells it; else the clock.
struct Cpu {
    ticks: Option<u64>,
    clock: Instant,
}

impl Cpu {
    fn now() -> Cpu {
        Cpu { ticks: ticks(), clock: Instant::now() }
    }

    fn seconds(&self) -> f64 {
        match (self.ticks, ticks()) {
            (Some(before), Some(after)) => (after - before) as f64 / 100.0,
            _ => self.clock.elapsed().as_secs_f64(),
        }
    }
}

/// User and system time in hundredths of a second.
fn ticks() -> Option<u64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let after_name: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    Some(after_name.get(11)?.parse::<u64>().ok()? + after_name.get(12)?.parse::<u64>().ok()?)
}
