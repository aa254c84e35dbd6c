//! What code deletes by age is asked about; what it deletes by who or what is an erased trail.
use rusqlite::{Connection, params};

pub fn prune(conn: &Connection, cutoff: &str) -> rusqlite::Result<usize> {
    conn.execute("DELETE FROM audit_log WHERE created_at < ?1", params![cutoff]) //~ irreversible-audit@warn
}

pub fn prune_by_clock(conn: &Connection) -> rusqlite::Result<usize> {
    conn.execute("DELETE FROM audit_log WHERE created_at <= datetime('now', '-90 days')", []) //~ irreversible-audit@warn
}

pub async fn prune_events(pool: &sqlx::PgPool, cold: chrono::DateTime<chrono::Utc>) -> sqlx::Result<u64> {
    let done = sqlx::query("DELETE FROM audit_events WHERE ts < $1").bind(cold).execute(pool).await?; //~ irreversible-audit@warn
    Ok(done.rows_affected())
}

pub fn forget(conn: &Connection, who: &str, since: &str) -> rusqlite::Result<usize> {
    conn.execute("DELETE FROM audit_log WHERE actor = ?1", params![who])?; //~ irreversible-audit
    conn.execute("DELETE FROM audit_log WHERE created_at < ?1 AND actor = ?2", params![since, who])?; //~ irreversible-audit
    // The last hour is what an intruder wants gone.
    conn.execute("DELETE FROM audit_log WHERE created_at > ?1", params![since])?; //~ irreversible-audit
    conn.execute("DELETE FROM audit_log WHERE id < 1000", [])?; //~ irreversible-audit
    conn.execute("DELETE FROM audit_log WHERE created_at < '2031-01-01'", [])?; //~ irreversible-audit
    conn.execute("UPDATE audit_log SET actor = '' WHERE created_at < ?1", params![since])?; //~ irreversible-audit
    conn.execute("DELETE FROM notes WHERE created_at < ?1", params![since])
}
