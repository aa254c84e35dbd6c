//! A hand-made runner: statements by step.

pub struct Step {
    pub up: &'static str,
    pub down: &'static str,
}

const TRAIL: &str = "payout_audit_log";

pub const STEPS: &[Step] = &[
    Step {
        up: "CREATE TABLE approval_audit (id BIGINT PRIMARY KEY, approver TEXT)",
        down: "DROP TABLE approval_audit", //~ irreversible-audit
    },
    Step { up: "CREATE TABLE notes (id BIGINT PRIMARY KEY)", down: "DROP TABLE notes" },
];

pub async fn rollback(db: &sqlx::PgPool) -> sqlx::Result<()> {
    sqlx::query("ALTER TABLE approval_audit DISABLE TRIGGER ALL").execute(db).await?; //~ irreversible-audit
    sqlx::query(&format!("DROP TABLE {TRAIL}")).execute(db).await?; //~ irreversible-audit
    sqlx::query("DROP INDEX approval_audit_approver").execute(db).await?;
    Ok(())
}
