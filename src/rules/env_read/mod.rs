//! `env-read`: a secret is read from the environment outside the modules
//! that are sanctioned for it.
//!
//! `direct` finds the reads, `wrappers` the names they read, here they are
//! judged and said.

mod apis;
mod direct;
mod wrappers;

use super::{Context, Rule};
use crate::catalog::Card;
use crate::finding::{Confidence, Finding, Label, Level};
use crate::rust::eval::Eval;
use crate::rust::text::{Part, Place, Shape};
use crate::source::Span;
use wrappers::Hit;

/// See the module's text.
pub struct EnvRead;

impl Rule for EnvRead {
    fn card(&self) -> &'static Card {
        crate::card!("env-read")
    }

    fn check(&self, cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
        let eval = Eval::new(cx.index, cx.sites);
        let reads = direct::reads(&eval);
        for hits in by_place(wrappers::hits(&eval, &reads)) {
            if let Some(finding) = judge(cx, &eval, &hits) {
                report(finding);
            }
        }
    }
}

/// Names in one message before the rest is only counted.
const SHOWN: usize = 3;

/// All names that one call reads are one finding.
fn by_place(mut hits: Vec<Hit>) -> Vec<Vec<Hit>> {
    hits.sort_by(|a, b| (a.body.file, a.expr, a.name.display()).cmp(&(b.body.file, b.expr, b.name.display())));
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
    let exact = secrets.iter().any(|hit| hit.name.known().is_some());
    let confidence = if exact { Confidence::High } else { Confidence::Medium };
    let ships = cx.index.unit(first.body.file).class.ships() && !first.body.test;
    let level = if ships { Level::Deny } else { Level::Warn };
    let mut names: Vec<String> = secrets.iter().map(|hit| format!("`{}`", hit.name.display())).collect();
    names.dedup();
    let message = match names.as_slice() {
        [only] => format!("secret {only} is read from the environment"),
        [shown @ ..] if shown.len() <= SHOWN => format!("secrets {} are read from the environment", shown.join(", ")),
        all => {
            format!("secrets {} and {} more are read from the environment", all[..SHOWN].join(", "), all.len() - SHOWN)
        }
    };
    let mut finding = Finding::new("env-read", level, confidence, message, label(cx, first))
        .with_key(format!("{} in {}", names.join(" "), wrappers::holder(eval, first.body.kind)))
        .with_help("resolve it through the vault, or move the read into a sanctioned module");
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

/// From the called name to the end of its arguments, but no further than the
/// line.
fn label(cx: &Context<'_>, hit: &Hit) -> Label {
    let source = &cx.index.unit(hit.body.file).source;
    let tree = cx.index.tree(hit.body.file);
    let start = tree.expr(hit.expr).span;
    let mut end = start.end;
    let line = source.line_span(source.line_of(start.start));
    tree.children(hit.expr, &mut |child| {
        let child = tree.extent(child);
        if child.start >= start.start && child.end <= line.end {
            end = end.max(child.end);
        }
    });
    Label::new(source, Span { start: start.start, end }, "")
}
