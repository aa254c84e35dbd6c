//! Which tables hold an audit trail, and what guards them.

use super::model::Model;
use super::table::Table;
use super::words::words;

/// Words of a name that ends in one of these, with `audit` before it.
const TRAILS: &[&str] = &[
    "log",
    "event",
    "entry",
    "trail",
    "record",
    "history",
    "chain",
    "journal",
    "row",
    "activity",
    "message",
    "item",
    "action",
    "archive",
    "ledger",
    "block",
    "line",
    "change",
    "revision",
    "data",
    "table",
    "store",
    "operation",
    "version",
    "stream",
    "access",
    "login",
    "audit",
    "auditlog",
    "access_log",
    "root",
    "head",
    "anchor",
    "partition",
    "default",
    "checkpoint",
    "seal",
    "signature",
    "hash",
    "logentry",
];

/// Things of a business that are audited: `seo_audits` holds results.
const AUDITED: &[&str] = &[
    "seo",
    "page",
    "site",
    "website",
    "lighthouse",
    "energy",
    "accessibility",
    "a11y",
    "safety",
    "quality",
    "stock",
    "inventory",
    "warehouse",
    "supplier",
    "vendor",
    "contract",
    "financial",
    "tax",
    "food",
    "iso",
    "code",
    "performance",
    "room",
    "cycle",
    "field",
    "farm",
    "factory",
    "plant",
    "store",
    "shelf",
    "brand",
    "content",
    "link",
    "backlink",
];

/// Trails that are audits without saying so.
const PAIRS: &[[&str; 2]] = &[
    ["activity", "log"],
    ["security", "log"],
    ["security", "event"],
    ["access", "log"],
    ["admin", "log"],
    ["compliance", "log"],
    ["operator", "log"],
    ["evidence", "log"],
    ["moderation", "log"],
    ["break", "glass"],
    ["transparency", "log"],
    ["tamper", "log"],
    ["login", "history"],
    ["change", "history"],
    ["authentication", "log"],
    ["auth", "log"],
    ["login", "log"],
    ["admin", "event"],
    ["admin", "action"],
];

/// Columns that chain rows, so that none can go unnoticed.
const CHAIN: &[&str] = &[
    "prev_hash",
    "previous_hash",
    "row_hash",
    "entry_hash",
    "chain_hash",
    "event_hash",
    "hash_prev",
    "prev_row_hash",
    "record_hash",
    "parent_hash",
    "prev_entry_hash",
    "this_hash",
    "current_hash",
    "hash_chain",
    "previous_entry_hash",
    "prev_event_hash",
    "prev_checksum",
    "log_hash",
    "prev_digest",
    "self_hash",
];

/// Whether a table's name says that it is an audit trail.
pub fn named_audit(name: &str, schema: Option<&str>) -> bool {
    let mut words = words().of(name);
    while words.last().is_some_and(|w| partition_mark(w)) {
        words.pop();
    }
    let of_schema = schema.is_some_and(|s| matches!(s.to_ascii_lowercase().as_str(), "audit" | "auditing"));
    let Some(last) = words.last().map(String::as_str) else {
        return of_schema;
    };
    let says = |word: &str| {
        matches!(
            word,
            "audit" | "aud" | "auditing" | "auditlog" | "audited" | "auditevent" | "audittrail" | "auditable"
        )
    };
    let of_business = last == "audit"
        && name.to_ascii_lowercase().ends_with('s')
        && words.len() > 1
        && AUDITED.contains(&words[words.len() - 2].as_str());
    if of_business && !of_schema {
        return false;
    }
    let audit = words.iter().any(|w| says(w));
    let pair = words.windows(2).any(|two| PAIRS.iter().any(|pair| two[0] == pair[0] && two[1] == pair[1]))
        && PAIRS.iter().any(|pair| pair[1] == last);
    says(last) || audit && TRAILS.contains(&last) || pair || of_schema && TRAILS.contains(&last)
}

/// `audit_log_2024_01`, `audit_log_y2024m01`, `audit_log_p0`.
fn partition_mark(word: &str) -> bool {
    let digits = word.trim_start_matches(['y', 'p', 'q', 'm', 'w']);
    word.len() - digits.len() <= 1 && digits.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a table is an audit trail by its name or its build.
pub fn is_audit(table: &Table) -> bool {
    named_audit(&table.name, table.schema.as_deref()) && !configured(table) || chained(table)
}

/// `audit_stream (name, stream_type, config)`: where a trail is sent, not the
/// trail.
fn configured(table: &Table) -> bool {
    const SENT: &[&str] = &["stream", "store", "table", "default"];
    const SET: &[&str] = &["config", "configuration", "settings", "endpoint", "stream_type", "enabled"];
    let last = words().of(&table.name).pop().unwrap_or_default();
    SENT.contains(&last.as_str()) && has(table, SET) && !has(table, ACTOR) && !has(table, ACTION)
}

fn has(table: &Table, names: &[&str]) -> bool {
    table.columns.iter().any(|column| names.contains(&spelled(&column.def.name.text).as_str()))
}

/// Who did it.
const ACTOR: &[&str] = &[
    "actor",
    "actor_id",
    "user_id",
    "operator",
    "operator_id",
    "principal",
    "performed_by",
    "subject",
    "admin_id",
    "moderator_id",
];

/// What was done.
const ACTION: &[&str] =
    &["action", "event", "event_type", "operation", "verb", "activity", "change_type", "revtype", "tg_op"];

/// Whether a column chains the rows of an audit trail.
pub fn is_chain(column: &str) -> bool {
    let column = spelled(column);
    CHAIN.contains(&column.as_str())
        || matches!(
            column.as_str(),
            "hash"
                | "checksum"
                | "signature"
                | "hmac"
                | "mac"
                | "digest"
                | "integrity_hash"
                | "content_hash"
                | "payload_hash"
                | "seal"
                | "merkle_root"
                | "integrity"
                | "sig"
                | "chain"
        )
}

/// `rowHash` as `row_hash`.
fn spelled(column: &str) -> String {
    crate::words::segments(column).join("_")
}

/// Rows that are chained, or a log of who did what.
fn chained(table: &Table) -> bool {
    const TRAIL: &[&str] = &["log", "event", "history", "trail", "journal", "ledger", "entry", "record"];
    const KEPT: &[&str] = &["log", "journal", "history", "trail", "version", "revision"];
    const CHANGER: &[&str] =
        &["changed_by", "modified_by", "performed_by", "whodunnit", "causer_id", "actor", "actor_id", "changed_by_id"];
    // With what somebody had the right to do it.
    const RIGHT: &[&str] = &["api_token_id", "api_key_id", "token_id", "impersonator_id", "on_behalf_of"];
    let has = |names: &[&str]| has(table, names);
    let words = words().of(&table.name);
    let trail = words.iter().any(|w| TRAIL.contains(&w.as_str()));
    let last = words.last().map_or("", String::as_str);
    trail && has(CHAIN) && (has(ACTOR) || has(ACTION))
        || matches!(last, "log" | "journal") && has(ACTOR) && has(ACTION)
        || KEPT.contains(&last) && has(CHANGER) && has(ACTION)
        || last == "action" && has(ACTOR) && has(ACTION) && has(RIGHT)
}

/// Whether a table of this name in the unit of `text` is an audit trail.
pub fn audits(model: &Model, text: usize, name: &super::ast::Name) -> bool {
    match model.table(text, &name.key()) {
        Some(table) => is_audit(table) || named_audit(&name.text, name.schema.as_deref()) && !configured(table),
        None => named_audit(&name.text, name.schema.as_deref()),
    }
}

#[cfg(test)]
mod tests {
    use super::named_audit;

    #[test]
    fn the_last_word_says_what_the_table_holds() {
        for name in [
            "audit_log",
            "AuditEvents",
            "auth_audit",
            "audit_log_2024_01",
            "security_events",
            "user_audits",
            "audit_trail",
        ] {
            assert!(named_audit(name, None), "{name}");
        }
        for name in ["audit_settings", "auditors", "audit_webhooks", "events", "audit_exports", "auditoriums", "logs"] {
            assert!(!named_audit(name, None), "{name}");
        }
    }
}
