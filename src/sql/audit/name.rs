//! What a table's name says.

use super::super::words::words;
use super::words::{has, lists};

/// Whether a table's name says that it is an audit trail.
pub fn named_audit(name: &str, schema: Option<&str>) -> bool {
    let mut words = words().of(name);
    while words.last().is_some_and(|w| partition_mark(w)) {
        words.pop();
    }
    let of_schema = schema.is_some_and(|s| has(&lists().schemas, &s.to_ascii_lowercase()));
    let Some(last) = words.last().map(String::as_str) else {
        return of_schema;
    };
    if registers(name, &words) || !of_schema && of_business(name, &words) {
        return false;
    }
    let audit = of_schema || words.iter().any(|word| has(&lists().audits, word));
    has(&lists().audits, last) || audit && has(&lists().trails, last) || paired(&words)
}

/// `audited_tables`: of which things a trail is kept, wherever it stands.
fn registers(name: &str, words: &[String]) -> bool {
    let several = name.to_ascii_lowercase().ends_with('s');
    several && matches!(words, [.., audited, last] if audited == "audited" && has(&lists().watched, last))
}

/// `seo_audits`, `page_audits`: results.
fn of_business(name: &str, words: &[String]) -> bool {
    let several = name.to_ascii_lowercase().ends_with('s');
    several && matches!(words, [.., thing, last] if last == "audit" && has(&lists().audited, thing))
}

/// `security_log`, `login_history`, with more around it but another end.
fn paired(words: &[String]) -> bool {
    let ends = |pair: &String| pair.rsplit(' ').next() == words.last().map(String::as_str);
    words.windows(2).any(|two| has(&lists().pairs, &two.join(" "))) && lists().pairs.iter().any(ends)
}

/// `audit_log_2024_01`, `audit_log_y2024m01`, `audit_log_p0`.
fn partition_mark(word: &str) -> bool {
    let digits = word.trim_start_matches(['y', 'p', 'q', 'm', 'w']);
    word.len() - digits.len() <= 1 && digits.starts_with(|c: char| c.is_ascii_digit())
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
        assert!(!named_audit("audited_tables", Some("audit")) && named_audit("audited_actions", None));
    }
}
