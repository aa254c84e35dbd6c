//! Findings in modules that may do what the rule forbids.

use crate::config::{Config, Day, Place, Sanction};
use crate::files::{Crate, File};
use crate::finding::{Confidence, Fate, Finding, Label, Level};
use crate::report::Exemption;

use super::place::{inline, join, modules};

const RULE: &str = "stale-sanction";

/// Exempts what the config's entries cover, counts it, and says which
/// entries do nothing any more. `judged` tells whether a rule ran over
/// everything, so that an entry without a finding is indeed stale.
pub(super) fn apply(
    findings: &mut Vec<Finding>,
    config: &Config,
    files: &[File],
    crates: &[Crate],
    today: Day,
    judged: &dyn Fn(&str) -> bool,
) -> Vec<Exemption> {
    let mut exemptions = Vec::new();
    let mut stale = Vec::new();
    for sanction in &config.sanctioned {
        let expired = sanction.expires.is_some_and(|day| today >= day);
        let mut exemption = Exemption::new(&sanction.rule, sanction.place.to_string());
        for finding in findings.iter_mut() {
            let counts = finding.rule == sanction.rule && finding.level > Level::Allow;
            exemption.total += usize::from(counts);
            if !expired && finding.fate == Fate::Reported && covers(sanction, finding, config, files, crates) {
                exemption.exempt += usize::from(counts);
                finding.fate = Fate::Sanctioned { by: sanction.place.to_string(), reason: sanction.reason.clone() };
            }
        }
        let unused = !expired && exemption.exempt == 0 && judged(&sanction.rule);
        stale.extend(finding(sanction, config, expired, unused));
        exemptions.push(exemption);
    }
    findings.extend(stale);
    exemptions
}

fn covers(sanction: &Sanction, finding: &Finding, config: &Config, files: &[File], crates: &[Crate]) -> bool {
    let path = &finding.primary.path;
    finding.rule == sanction.rule
        && match &sanction.place {
            Place::Path { matcher, .. } => matcher.is_match(config.local(path)),
            Place::Module { krate, module } => {
                // The file is only read where the module may be written out in it.
                let of = |at: &str| {
                    is_below(at, module) || is_below(module, at) && is_below(&join(at, &inner(finding, files)), module)
                };
                modules(path, crates).iter().any(|(name, at)| name == krate && of(at))
            }
        }
}

/// The modules in its own file that a finding stands in.
fn inner(finding: &Finding, files: &[File]) -> String {
    let found = files.binary_search_by(|file| (**file.source.path()).cmp(&*finding.primary.path));
    found.map_or(String::new(), |at| inline(files[at].source.text(), finding.primary.span.start as usize))
}

fn is_below(module: &str, above: &str) -> bool {
    let rest = module.strip_prefix(above);
    above.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn finding(sanction: &Sanction, config: &Config, expired: bool, unused: bool) -> Option<Finding> {
    let source = config.source.as_ref()?;
    let message = match (expired, sanction.expires) {
        (true, Some(day)) => format!("this sanction expired on {day}"),
        _ if unused => "this sanction covers nothing".to_owned(),
        _ => return None,
    };
    let label = Label::new(source, sanction.span, "");
    let help = format!("remove the entry, or talk to its owner, {}, about extending it", sanction.owner);
    let key = format!("{} {}", sanction.rule, sanction.place);
    Some(Finding::new(RULE, Level::Deny, Confidence::Certain, message, label).with_help(help).with_key(key))
}
