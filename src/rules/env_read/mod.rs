//! `env-read`: a secret is read from the environment outside the modules
//! that are sanctioned for it.
//!
//! `direct` finds the reads, `whole` what is picked out of all variables,
//! `wrappers` the names, `fate` what becomes of the values; here they are
//! judged and said.

mod apis;
mod direct;
mod fate;
mod providers;
mod vaulted;
mod whole;
mod wrappers;

use super::{Context, Looks, Rule};
use crate::catalog::Card;
use crate::finding::{Confidence, Finding, Label, Level};
use crate::rust::eval::Eval;
use crate::rust::index::Body;
use crate::rust::text::{Part, Place, Shape};
use crate::rust::tree::ExprId;
use crate::source::Span;
use fate::Fate;
use secret_guard_vault::manifest::Manifest;
use wrappers::Hit;

/// See the module's text.
pub struct EnvRead;

impl Rule for EnvRead {
    fn card(&self) -> &'static Card {
        crate::card!("env-read")
    }

    fn looks(&self) -> Looks {
        Looks::AtRust
    }

    fn needles(&self, _: Option<&Manifest>) -> Option<Vec<String>> {
        Some(apis::names().chain(providers::NEEDLES).map(str::to_owned).collect())
    }

    fn check(&self, cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
        let eval = Eval::new(cx.index, cx.sites);
        let mut reads = direct::reads(&eval);
        let whole = whole::uses(&eval, &reads);
        reads.extend(&whole.picked);
        for hits in by_place(wrappers::hits(&eval, &reads)) {
            if let Some(finding) = judge(cx, &eval, &hits) {
                report(finding);
            }
        }
        for (body, expr) in &whole.printed {
            report(all(cx, &eval, body, *expr, "are printed"));
        }
        for (body, expr) in &whole.inherited {
            report(all(cx, &eval, body, *expr, "go to a child"));
        }
        providers::check(cx, &eval, report);
    }
}

/// All variables go somewhere.
fn all(cx: &Context<'_>, eval: &Eval<'_, '_>, body: &Body, expr: ExprId, what: &str) -> Finding {
    let ships = cx.index.unit(body.file).class.ships() && !body.test;
    let message = format!("all environment variables {what}, secrets among them");
    let key = format!("{message} in {}", wrappers::holder(eval, body.kind));
    finding(ships, message, place_label(cx, body.file, expr)).with_key(key)
}

/// A finding of this rule with its standing help.
fn finding(ships: bool, message: String, label: Label) -> Finding {
    let level = if ships { Level::Deny } else { Level::Warn };
    Finding::new("env-read", level, Confidence::High, message, label)
        .with_help("resolve it through the vault, or move the read into a sanctioned module")
}

/// Names in one message before the rest is only counted.
const SHOWN: usize = 3;

/// All names that one call reads are one finding.
fn by_place(mut hits: Vec<Hit>) -> Vec<Vec<Hit>> {
    hits.sort_by_key(|hit| (hit.body.file, hit.expr, hit.name.display()));
    let mut groups: Vec<Vec<Hit>> = Vec::new();
    for hit in hits {
        match groups.last_mut() {
            Some(group) if (group[0].body.file, group[0].expr) == (hit.body.file, hit.expr) => group.push(hit),
            _ => groups.push(vec![hit]),
        }
    }
    groups
}

fn judge(cx: &Context<'_>, eval: &Eval<'_, '_>, hits: &[Hit]) -> Option<Finding> {
    let secret = |hit: &&Hit| match hit.name.known() {
        Some(name) => cx.is_secret(name),
        None => hit.name.has_text() && cx.is_secret(&stand_in(&hit.name)),
    };
    let secrets: Vec<&Hit> = hits.iter().filter(secret).collect();
    let Some(first) = secrets.first() else {
        let first = hits.first()?;
        return first.name.known().is_none().then(|| unknown(cx, eval, first));
    };
    let fate = fate::of_hit(eval, first);
    if fate.is_harmless() && !secrets.iter().any(|hit| cx.is_declared(hit.name.known().unwrap_or_default())) {
        return None;
    }
    let exact = secrets.iter().any(|hit| hit.name.known().is_some());
    let confidence = if exact { Confidence::High } else { Confidence::Medium };
    let ships = cx.index.unit(first.body.file).class.ships() && !first.body.test;
    let mut names: Vec<String> = secrets.iter().map(|hit| format!("`{}`", hit.name.display())).collect();
    names.dedup();
    let message = match names.as_slice() {
        [only] if fate == Fate::Asked => format!("whether secret {only} is set is asked of the environment"),
        [only] => format!("secret {only} is read from the environment"),
        shown if shown.len() <= SHOWN => format!("secrets {} are read from the environment", shown.join(", ")),
        all => {
            format!("secrets {} and {} more are read from the environment", all[..SHOWN].join(", "), all.len() - SHOWN)
        }
    };
    let mut finding = finding(ships, message, label(cx, first)).with_key(format!(
        "{} in {}",
        names.join(" "),
        wrappers::holder(eval, first.body.kind)
    ));
    finding.confidence = confidence;
    if fate == Fate::Asked {
        finding.level = finding.level.min(Level::Warn);
        finding.confidence = Confidence::Medium;
    }
    finding = finding.with_names(secrets.iter().filter_map(|hit| hit.name.known().map(|name| name.to_string())));
    if let [only] = hits
        && let Some(fix) = vaulted::fix(cx, eval, only)
    {
        finding = finding.with_fix(fix);
    }
    for place in first.through.iter().rev() {
        finding = finding.with_related(at(cx, *place, "which reads the environment here"));
    }
    for hit in &secrets {
        if let Some(place) = hit.name.place
            && !covers(finding.primary.span, place, hit)
        {
            finding = finding.with_related(at(cx, place, "the name is given here"));
        }
    }
    Some(finding)
}

fn unknown(cx: &Context<'_>, eval: &Eval<'_, '_>, hit: &Hit) -> Finding {
    let message = "environment read whose name is not known";
    Finding::new("env-read", Level::Allow, Confidence::Low, message, label(cx, hit))
        .with_key(format!("unknown in {}", wrappers::holder(eval, hit.body.kind)))
}

/// The name with a word in place of each part that is not known.
fn stand_in(name: &Shape) -> String {
    let part = |part: &Part| match part {
        Part::Text(text) => text.clone(),
        _ => "X".to_owned(),
    };
    name.parts.iter().map(part).collect()
}

fn covers(span: Span, place: Place, hit: &Hit) -> bool {
    place.file == hit.body.file && span.contains(place.span)
}

fn at(cx: &Context<'_>, place: Place, message: &str) -> Label {
    Label::new(&cx.index.unit(place.file).source, place.span, message)
}

fn label(cx: &Context<'_>, hit: &Hit) -> Label {
    place_label(cx, hit.body.file, hit.expr)
}

/// From the called name to the end of its arguments, but no further than the
/// line.
fn place_label(cx: &Context<'_>, file: u32, expr: ExprId) -> Label {
    let source = &cx.index.unit(file).source;
    let tree = cx.index.tree(file);
    let start = tree.expr(expr).span;
    let mut end = start.end;
    let line = source.line_span(source.line_of(start.start));
    tree.children(expr, &mut |child| {
        let child = tree.extent(child);
        if child.start >= start.start && child.end <= line.end {
            end = end.max(child.end);
        }
    });
    Label::new(source, Span { start: start.start, end }, "")
}
