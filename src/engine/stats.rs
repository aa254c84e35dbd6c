//! Gathers what the rooms counted.

use crate::report::Stats;
use crate::rules::Context;
use crate::sql::model::Model;

/// The numbers of a run; a room that counts adds its own here.
pub(super) fn of(cx: &Context<'_>) -> Stats {
    let mut stats = Stats::default();
    sql(&mut stats, cx.sql);
    // Only when a rule has asked where secrets go.
    if let Some(leaks) = cx.leaks.get() {
        stats.add("flow", "arguments of sinks", leaks.stats.arguments);
        stats.add("flow", "arguments of a known type", leaks.stats.typed);
        stats.add("flow", "bodies read", leaks.stats.bodies);
        stats.add("flow", "secrets to begin with", leaks.stats.seeds);
    }
    stats
}

fn sql(stats: &mut Stats, sql: &Model) {
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
}
