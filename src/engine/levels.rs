//! What a finding does to the run: the config's word on the rule's proposal.

use crate::catalog::Card;
use crate::config::Config;
use crate::files::Class;
use crate::finding::{Finding, Level};

/// Levels given on the command line; they stand above the config.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Rule id and level, the last one of a rule holds.
    pub levels: Vec<(String, Level)>,
}

/// Sets the level of `finding`, which lies in a file of `class`.
pub(super) fn apply(finding: &mut Finding, card: Option<&Card>, class: Class, config: &Config, overrides: &Overrides) {
    let usual = card.map_or(finding.level, |card| card.level);
    let given = overrides.levels.iter().rev();
    let asked = given.filter(|(rule, _)| rule == finding.rule).map(|(_, level)| *level).next();
    if let Some(level) = asked {
        finding.level = raised(finding.level, usual, level);
        return;
    }
    let rule = config.rules.get(finding.rule);
    if let Some(level) = rule.and_then(|rule| rule.level) {
        finding.level = raised(finding.level, usual, level);
    }
    let of_rule = rule.and_then(|rule| rule.classes.get(&class));
    finding.level = match of_rule {
        Some(level) if finding.level != Level::Allow => *level,
        Some(_) => Level::Allow,
        None => finding.level.min(cap(class, config)),
    };
}

/// A finding that the rule itself holds below its usual level stays there:
/// a rule set to `deny` does not deny what the rule is unsure of.
fn raised(proposed: Level, usual: Level, asked: Level) -> Level {
    if proposed < usual { proposed.min(asked) } else { asked }
}

/// The highest level in files of a class: code that does not ship only warns
/// unless the config says otherwise.
fn cap(class: Class, config: &Config) -> Level {
    let usual = match class {
        Class::Main | Class::Generated => Level::Deny,
        Class::Test | Class::Example | Class::Bench | Class::BuildScript | Class::Vendored => Level::Warn,
    };
    config.classes.get(&class).copied().unwrap_or(usual)
}
