//! Whether a string is SQL and no sentence.

/// What is created, dropped or altered, by its first word.
const OBJECTS: &[&str] = &[
    "table",
    "view",
    "trigger",
    "function",
    "procedure",
    "schema",
    "unlogged",
    "temp",
    "temporary",
    "or",
    "materialized",
    "type",
    "index",
    "unique",
    "extension",
    "virtual",
    "role",
    "user",
    "policy",
];

/// What a script of other first words must hold to say something of tables.
const CHANGES: &[&str] = &["create table", "alter table", "drop table", "insert into", "comment on column"];

/// Its first words say so, or what stands further down.
pub fn is_sql(text: &str) -> bool {
    let text = behind_holes(uncommented(text));
    let mut words = text.split(|c: char| c.is_whitespace() || c == '(' || c == ';').filter(|w| !w.is_empty());
    let mut next = || words.next().unwrap_or("").to_ascii_lowercase();
    let (first, second) = (next(), next());
    match first.as_str() {
        "create" | "drop" | "alter" if OBJECTS.contains(&second.as_str()) => !next().is_empty(),
        // A script of another dialect, with tables further down.
        "create" => holds(text, &["\ncreate table"]),
        "truncate" => second == "table",
        "insert" | "replace" => matches!(second.as_str(), "into" | "or" | "ignore"),
        "delete" => second == "from" && !next().is_empty(),
        "update" => holds(text, &[" set ", "\nset "]),
        "begin" | "pragma" | "with" | "do" | "start" | "set" | "comment" | "select" | "savepoint" => {
            holds(text, CHANGES)
        }
        _ => false,
    }
}

/// Behind the comments that a text begins with.
pub fn uncommented(text: &str) -> &str {
    let mut text = text.trim_start();
    while text.starts_with("--") {
        text = text.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
    }
    text
}

/// Behind the holes that a text begins with: `{begin}; CREATE …`.
fn behind_holes(mut text: &str) -> &str {
    while let Some((_, rest)) = text.strip_prefix('{').and_then(|hole| hole.split_once('}')) {
        text = rest.trim_start_matches(';').trim_start();
    }
    text
}

fn holds(text: &str, phrases: &[&str]) -> bool {
    let lower = text.to_ascii_lowercase();
    phrases.iter().any(|phrase| lower.contains(phrase))
}
