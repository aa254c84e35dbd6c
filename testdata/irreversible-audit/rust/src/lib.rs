//! Audit tables taken back by migrations that are written in Rust.
pub mod m20240101_audit;
pub mod m20240102_settings;

use rusqlite_migration::{M, Migrations};

pub fn migrations() -> Migrations<'static> {
    Migrations::new(vec![
        M::up("CREATE TABLE auth_audit (id INTEGER PRIMARY KEY, who TEXT);").down("DROP TABLE auth_audit;"), //~ irreversible-audit
        M::up("CREATE TABLE notes (id INTEGER PRIMARY KEY);").down("DROP TABLE notes;"),
    ])
}

pub const DOWN: &str = "ALTER TABLE auth_audit DROP COLUMN prev_hash"; //~ irreversible-audit
