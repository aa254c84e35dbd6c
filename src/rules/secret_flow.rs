//! What the rules about secret flow share: from a leak to a finding.

use super::Context;
use crate::finding::{Confidence, Finding, Label, Level};
use crate::rust::flow::{Leak, Point};

/// Findings for every leak into the sinks of a rule.
pub(super) fn report(cx: &Context<'_>, rule: &'static str, says: &str, help: &str, report: &mut dyn FnMut(Finding)) {
    for leak in cx.leaks().leaks.iter().filter(|leak| leak.rule == rule) {
        report(finding(cx, rule, leak, says).with_help(help));
    }
}

/// The finding of one leak: `secret … is written to a log`.
fn finding(cx: &Context<'_>, rule: &'static str, leak: &Leak, says: &str) -> Finding {
    let unit = cx.index.unit(leak.file);
    let level = if unit.class.ships() && !leak.test { Level::Deny } else { Level::Warn };
    let label = Label::new(&unit.source, leak.span, "");
    let finding = Finding::new(rule, level, Confidence::High, message(&leak.secrets, says), label).with_key(format!(
        "{} in {}",
        leak.secrets.join(", "),
        leak.holder
    ));
    let elsewhere = leak.way.iter().filter(|point| point.file != leak.file || point.span != leak.span);
    elsewhere.fold(finding, |finding, point| finding.with_related(related(cx, point)))
}

fn message(secrets: &[String], says: &str) -> String {
    match secrets {
        [only] => format!("secret `{only}` {says}"),
        several => {
            let names: Vec<String> = several.iter().map(|name| format!("`{name}`")).collect();
            format!("secrets {} {says}", names.join(", "))
        }
    }
}

/// A step of a secret's way.
pub(super) fn related(cx: &Context<'_>, point: &Point) -> Label {
    Label::new(&cx.index.unit(point.file).source, point.span, point.what.clone())
}
