//! What the rules about secret flow share: from a leak to a finding.

use std::collections::BTreeMap;

use super::{Context, Looks, Rule};
use crate::catalog::Card;
use crate::finding::{Confidence, Finding, Fix, Label, Level};
use crate::rust::flow::{Leak, Point, Revealed, Showing};
use crate::rust::index::ItemId;

/// What a rule says of what it finds.
pub(super) struct Says {
    /// The rule.
    pub rule: &'static str,
    /// After the secret's name: `is written to a log`.
    pub what: &'static str,
    /// What to do instead.
    pub help: &'static str,
    /// What it does in code that ships.
    pub level: Level,
    /// How sure it is.
    pub confidence: Confidence,
}

/// A rule that is nothing but its sinks (`rules/flow/sinks.yaml`) and what it
/// says of them.
pub(super) struct SinkRule {
    /// Its card.
    pub card: fn() -> &'static Card,
    /// What it says.
    pub says: Says,
}

impl Rule for SinkRule {
    fn card(&self) -> &'static Card {
        (self.card)()
    }

    fn looks(&self) -> Looks {
        Looks::AtRust
    }

    fn begins_at_secrets(&self) -> bool {
        true
    }

    fn check(&self, cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
        self::report(cx, &self.says, report);
    }
}

/// Findings for every leak into the sinks of a rule.
pub(super) fn report(cx: &Context<'_>, says: &Says, report: &mut dyn FnMut(Finding)) {
    for leak in cx.leaks().leaks.iter().filter(|leak| leak.rule == says.rule) {
        report(finding(cx, leak, says));
    }
}

/// The finding of one leak: `secret … is written to a log`.
pub(super) fn finding(cx: &Context<'_>, leak: &Leak, says: &Says) -> Finding {
    let unit = cx.index.unit(leak.file);
    let level = level(says.level, unit.class.ships() && !leak.test);
    let label = Label::new(&unit.source, leak.span, "");
    let message = format!("{} {}", names(&leak.names), says.what);
    let (level, confidence) = match leak.output {
        true => (level.min(Level::Warn), Confidence::Medium),
        false => (level, says.confidence),
    };
    let finding = Finding::new(says.rule, level, confidence, message, label)
        .with_key(format!("{} in {}", leak.names.join(", "), leak.holder))
        .with_help(says.help);
    let elsewhere = leak.way.iter().filter(|point| point.file != leak.file || point.span != leak.span);
    elsewhere.fold(finding, |finding, point| finding.with_related(related(cx, point)))
}

/// What is denied in code that ships is only warned of elsewhere.
fn level(own: Level, ships: bool) -> Level {
    if ships { own } else { own.min(Level::Warn) }
}

fn names(called: &[String]) -> String {
    match called {
        [only] => format!("secret `{only}`"),
        several => {
            let names: Vec<String> = several.iter().map(|name| format!("`{name}`")).collect();
            format!("each of the secrets {}", names.join(", "))
        }
    }
}

/// A step of a secret's way.
fn related(cx: &Context<'_>, point: &Point) -> Label {
    Label::new(&cx.index.unit(point.file).source, point.span, point.what.clone())
}

/// Findings for derives that show a raw secret: one for the type that has it
/// and one for each that holds such a type. Those around them are told of in
/// the first, since whoever mends it mends them all.
pub(super) fn derives(
    cx: &Context<'_>,
    says: &Says,
    showing: Showing,
    mend: &dyn Fn(&Context<'_>, &Revealed) -> Option<Fix>,
    report: &mut dyn FnMut(Finding),
) {
    let mut fields: BTreeMap<(ItemId, &str), Vec<&Revealed>> = BTreeMap::new();
    for found in cx.leaks().revealed.iter().filter(|found| found.showing == showing && found.derive.is_some()) {
        fields.entry((found.holder, &found.field)).or_default().push(found);
    }
    for mut types in fields.into_values() {
        types.sort_by_key(|found| found.depth);
        let near = types.iter().take_while(|found| found.depth <= 1).count().max(1);
        let far = types.split_off(near);
        for (at, found) in types.into_iter().enumerate() {
            let around = if at == 0 { &far[..] } else { &[] };
            let finding = derived(cx, found, around, says);
            report(match mend(cx, found) {
                Some(fix) => finding.with_fix(fix),
                None => finding,
            });
        }
    }
}

fn derived(cx: &Context<'_>, found: &Revealed, around: &[&Revealed], says: &Says) -> Finding {
    let adt = cx.index.adt(found.adt);
    let unit = cx.index.unit(found.adt.file);
    // Whoever mends the inner type mends the outer one too.
    let own = match (found.named, found.depth == 0) {
        // That some code stores a secret there may be the rare case.
        (false, _) => Level::Allow,
        // What a test makes up it may show.
        _ if adt.test => Level::Allow,
        (true, true) => says.level,
        (true, false) => says.level.min(Level::Warn),
    };
    let confidence = if found.named { says.confidence } else { Confidence::Low };
    let level = level(own, unit.class.ships() && !cx.index.is_for_tests(found.adt.file));
    let message = format!("{} of `{}` {} `{}`", says.what, adt.name, "shows the secret", found.field);
    let span = found.derive.unwrap_or(adt.span);
    let label = Label::new(&unit.source, span, "").named(adt.name.text());
    let finding = Finding::new(says.rule, level, confidence, message, label)
        .with_key(format!("{} shows {}", adt.name, found.field))
        .with_help(says.help);
    let finding = found.way.iter().fold(finding, |finding, point| finding.with_related(related(cx, point)));
    match around.first() {
        Some(first) => finding.with_related(farther(cx, first, around.len() - 1)),
        None => finding,
    }
}

/// One of the types that hold the secret farther out, and how many more do.
fn farther(cx: &Context<'_>, first: &Revealed, more: usize) -> Label {
    let adt = cx.index.adt(first.adt);
    let also = if more == 0 { String::new() } else { format!(" and {more} more") };
    Label::new(&cx.index.unit(first.adt.file).source, adt.span, format!("`{}`{also} shows it by holding it", adt.name))
}
