//! Reads every `.sql` below the folders given, once as plain bytes and once
//! into the schema model, and prints the ratio.

use std::time::Instant;

use secret_guard::files::{Class, File, Kind};
use secret_guard::source::Source;
use secret_guard::sql::model::Model;

fn main() {
    let roots: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let start = Instant::now();
    let walks = roots.iter().flat_map(|root| walkdir::WalkDir::new(root).sort_by_file_name()).flatten();
    let sql = walks.filter(|e| e.path().extension().is_some_and(|x| x == "sql"));
    let read: Vec<(String, Vec<u8>)> =
        sql.filter_map(|e| Some((e.path().display().to_string(), std::fs::read(e.path()).ok()?))).collect();
    let plain = start.elapsed();
    let bytes: usize = read.iter().map(|(_, bytes)| bytes.len()).sum();
    let file = |(path, bytes): &(String, Vec<u8>)| File {
        source: Source::new(path.as_str(), String::from_utf8_lossy(bytes).into_owned()),
        kind: Kind::Sql,
        class: Class::Main,
    };
    let files: Vec<File> = read.iter().map(file).collect();
    let start = Instant::now();
    let model = Model::build(&files);
    let built = start.elapsed();
    println!(
        "{} files, {bytes} bytes, {} statements read, {:?} skipped: model {built:?}, plain read {plain:?}, ratio {:.2}",
        files.len(),
        model.stats.read,
        model.stats.skipped,
        built.as_secs_f64() / plain.as_secs_f64().max(1e-9)
    );
}
