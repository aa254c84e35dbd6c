//! Columns that a reviewed entry of the config lets stand.

use crate::config::{AllowColumn, Config};
use crate::finding::{Confidence, Fate, Finding, Label, Level};
use crate::report::Exemption;

/// The rule whose findings an entry settles.
const COLUMNS: &str = "plaintext-column";
const STALE: &str = "stale-sanction";

/// Exempts the columns that `allow_columns` names, counts them, and says
/// which entries name none. `judged` is whether every file was looked at.
pub(super) fn apply(findings: &mut Vec<Finding>, config: &Config, judged: bool) -> Vec<Exemption> {
    let mut exemptions = Vec::new();
    let mut stale = Vec::new();
    for entry in &config.allow_columns {
        let name = format!("{}.{}", entry.table, entry.column);
        let mut exemption = Exemption::new(COLUMNS, name.clone());
        for finding in findings.iter_mut().filter(|finding| finding.rule == COLUMNS) {
            let counts = usize::from(finding.level > Level::Allow);
            exemption.total += counts;
            if finding.fate == Fate::Reported && covers(entry, finding) {
                exemption.exempt += counts;
                finding.fate = Fate::Sanctioned { by: name.clone(), reason: entry.reason.clone() };
            }
        }
        stale.extend((judged && exemption.exempt == 0).then(|| unused(entry, &name, config)).flatten());
        exemptions.push(exemption);
    }
    findings.extend(stale);
    exemptions
}

/// Schemas are left aside, as they are when declarations of one table meet.
fn covers(entry: &AllowColumn, finding: &Finding) -> bool {
    let named = finding.primary.logical.as_deref().unwrap_or("").to_lowercase();
    let table = entry.table.rsplit('.').next().unwrap_or(&entry.table);
    named.rsplit_once('.').is_some_and(|(of, column)| of == table && column == entry.column)
}

fn unused(entry: &AllowColumn, name: &str, config: &Config) -> Option<Finding> {
    let label = Label::new(config.source.as_ref()?, entry.span, "").named(name);
    let message = format!("no column `{name}` is found that needs this entry");
    let help = "remove the entry, or mend the name: it is `table.column`";
    let finding = Finding::new(STALE, Level::Deny, Confidence::Certain, message, label);
    Some(finding.with_help(help).with_key(format!("{COLUMNS} {name}")))
}
