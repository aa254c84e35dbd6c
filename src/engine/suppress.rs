//! Applies suppressions, and finds those that do nothing or say nothing.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::directive::{Directive, Said, directives};
use crate::config::{Day, nearest};
use crate::files::File;
use crate::finding::{Confidence, Edit, Fate, Finding, Fix, Label, Level};
use crate::source::{Source, Span};

const UNUSED: &str = "unused-suppression";
const BAD: &str = "bad-suppression";

/// What must be known to judge a directive.
pub(super) struct Judge<'a> {
    /// Every rule there is.
    pub known: &'a [&'a str],
    /// Whether a rule ran, so that a directive without a finding is unused.
    pub ran: &'a (dyn Fn(&str) -> bool + Sync),
    /// The current day.
    pub today: Day,
}

/// Marks the findings that directives in `files` allow, and adds findings
/// about the directives themselves.
pub(super) fn apply(findings: &mut Vec<Finding>, files: &[File], judge: &Judge<'_>) {
    let found: Vec<(&File, Vec<Directive>)> = files
        .par_iter()
        .map(|file| (file, directives(file)))
        .filter(|(_, directives)| !directives.is_empty())
        .collect();
    let mut places: BTreeMap<(String, u32), Vec<usize>> = BTreeMap::new();
    for (at, finding) in findings.iter().enumerate() {
        let place = (finding.primary.path.to_string(), finding.primary.start.line);
        places.entry(place).or_default().push(at);
    }
    let mut own = Vec::new();
    for (file, directives) in found {
        for directive in directives {
            let place = (file.source.path().to_string(), directive.target);
            let here = places.get(&place).map_or(&[][..], Vec::as_slice);
            own.extend(settle(&file.source, &directive, here, findings, judge));
        }
    }
    findings.extend(own);
}

fn settle(
    source: &Source,
    directive: &Directive,
    here: &[usize],
    findings: &mut [Finding],
    judge: &Judge<'_>,
) -> Vec<Finding> {
    let said = match &directive.said {
        Ok(said) => said,
        Err(why) => {
            return vec![bad(source, directive, "this suppression allows nothing", why)];
        }
    };
    if let Some(day) = said.until.filter(|day| judge.today >= *day) {
        let message = format!("this suppression ended on {day}");
        return vec![bad(source, directive, &message, "mend what it allowed, then remove it")];
    }
    let mut own = Vec::new();
    let mut idle = Vec::new();
    for (at, (rule, span)) in said.rules.iter().enumerate() {
        if !judge.known.contains(&rule.as_str()) {
            own.push(unknown(source, rule, *span, judge.known));
        } else if !allow(rule, directive, said, here, findings) && (judge.ran)(rule) {
            idle.push(at);
        }
    }
    own.extend(unused(source, directive, said, &idle));
    own
}

/// Suppresses the findings of `rule`; says whether there was one.
fn allow(rule: &str, directive: &Directive, said: &Said, here: &[usize], findings: &mut [Finding]) -> bool {
    let mut used = false;
    for &at in here {
        let finding = &mut findings[at];
        if finding.rule != rule {
            continue;
        }
        used = true;
        if finding.fate == Fate::Reported {
            finding.fate = Fate::Suppressed { line: directive.line, reason: said.reason.clone() };
        }
    }
    used
}

fn bad(source: &Source, directive: &Directive, message: &str, help: &str) -> Finding {
    let label = Label::new(source, directive.comment, "");
    Finding::new(BAD, Level::Deny, Confidence::Certain, message, label)
        .with_help(help)
        .with_fix(removal(source, directive))
        .with_key(source.slice(directive.comment))
}

fn unknown(source: &Source, rule: &str, span: Span, known: &[&str]) -> Finding {
    let label = Label::new(source, span, "");
    let message = format!("there is no rule `{rule}` to suppress");
    let finding = Finding::new(BAD, Level::Deny, Confidence::Certain, message, label);
    let Some(name) = nearest(rule, known) else {
        return finding.with_help("`cargo secret-guard rules` lists the rules");
    };
    finding.with_help(format!("did you mean `{name}`?")).with_fix(Fix {
        title: format!("write `{name}`"),
        edits: vec![Edit::new(source, span, name)],
        machine_applicable: false,
    })
}

fn unused(source: &Source, directive: &Directive, said: &Said, idle: &[usize]) -> Option<Finding> {
    let names: Vec<String> = idle.iter().map(|at| format!("`{}`", said.rules[*at].0)).collect();
    if names.is_empty() {
        return None;
    }
    let fix = match names.len() == said.rules.len() {
        true => removal(source, directive),
        false => shortened(source, said, idle),
    };
    let message = format!("nothing here is found by {}", names.join(", "));
    let label = Label::new(source, directive.comment, "");
    Some(
        Finding::new(UNUSED, Level::Warn, Confidence::Certain, message, label)
            .with_help("remove the suppression")
            .with_fix(fix)
            .with_key(source.slice(directive.comment)),
    )
}

/// Takes the comment away, with its line when it stands alone on it.
fn removal(source: &Source, directive: &Directive) -> Fix {
    let text = source.text();
    let line = source.line_span(directive.line);
    let span = if directive.alone {
        let rest = &text[directive.comment.end as usize..];
        let feed = rest.find('\n').map_or(rest.len(), |at| at + 1);
        let blank = rest[..feed].trim().is_empty();
        let end = directive.comment.end as usize + if blank { feed } else { 0 };
        Span::new(line.start as usize, end)
    } else {
        let before = text[line.start as usize..directive.comment.start as usize].trim_end();
        Span::new(line.start as usize + before.len(), directive.comment.end as usize)
    };
    Fix {
        title: "remove the suppression".to_owned(),
        edits: vec![Edit::new(source, span, "")],
        machine_applicable: true,
    }
}

/// Leaves only the rules that found something.
fn shortened(source: &Source, said: &Said, idle: &[usize]) -> Fix {
    let kept = said.rules.iter().enumerate();
    let kept: Vec<&str> = kept.filter(|(at, _)| !idle.contains(at)).map(|(_, (rule, _))| rule.as_str()).collect();
    let spans = said.rules.iter().map(|(_, span)| *span);
    let whole = spans.reduce(Span::to).unwrap_or_default();
    Fix {
        title: format!("allow only {}", kept.join(", ")),
        edits: vec![Edit::new(source, whole, kept.join(", "))],
        machine_applicable: true,
    }
}
