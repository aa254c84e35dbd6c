//! Texts through reader, replay and judgement, as SQL, as Rust, and through
//! the rules that look at them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use secret_guard::files::{Class, File, Kind};
use secret_guard::source::Source;
use secret_guard::sql::model::Model;

fuzz_target!(|texts: (&str, &str)| {
    let file = |path: &str, text: &str, kind| File { source: Source::new(path, text), kind, class: Class::Main };
    let files = [
        file("migrations/1.sql", texts.0, Kind::Sql),
        file("migrations/2/down.sql", texts.1, Kind::Sql),
        file("src/lib.rs", texts.1, Kind::Rust),
    ];
    let model = Model::build(&files);
    for judged in &model.judged {
        let column = &model.tables[judged.table].columns[judged.column];
        let _ = model.label(column.name_spot, "");
    }
    secret_guard_vault::schema::plaintext_columns(&[texts.0, texts.1]);
});
