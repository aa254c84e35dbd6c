//! Gathers what the rooms counted.

use crate::report::Stats;
use crate::rust::flow::Leaks;
use crate::sql::model::Model;

/// What was counted on the way of secrets.
pub(super) fn flow(leaks: &Leaks) -> Stats {
    let mut stats = Stats::default();
    stats.add("flow", "arguments of sinks", leaks.stats.arguments);
    stats.add("flow", "arguments of a known type", leaks.stats.typed);
    stats.add("flow", "bodies read", leaks.stats.bodies);
    stats.add("flow", "secrets to begin with", leaks.stats.seeds);
    stats
}

/// What was counted in schemas.
pub(super) fn sql(sql: &Model) -> Stats {
    let mut stats = Stats::default();
    stats.add("sql", "SQL files and strings", sql.stats.texts);
    stats.add("sql", "statements read", sql.stats.read);
    stats.add("sql", "statements skipped", sql.stats.skipped.values().map(|skip| skip.count).sum());
    for (why, skip) in &sql.stats.skipped {
        stats.add_at("sql", format!("skipped: {why}"), skip.count, sql.place(skip.first));
    }
    stats.add("sql", "texts with a quote or comment that never closes", sql.stats.broken);
    stats.add("sql", "tables", sql.tables.len());
    stats.add("sql", "columns", sql.tables.iter().map(|table| table.columns.len()).sum());
    stats.add("sql", "columns about secrets", sql.judged.len());
    stats.add("sql", "writes seen in code", sql.writes.len());
    stats
}
