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
        for hit in wrappers::hits(&eval, &reads) {
            if let Some(finding) = judge(cx, &eval, &hit) {
                report(finding);
            }
        }
    }
}

fn judge(cx: &Context<'_>, eval: &Eval<'_, '_>, hit: &Hit) -> Option<Finding> {
    let (confidence, what) = match hit.name.known() {
        Some(name) if cx.is_secret(name) => (Confidence::High, format!("`{name}`")),
        Some(_) => return None,
        None => match hit.name.has_text() && cx.is_secret(&stand_in(&hit.name)) {
            true => (Confidence::Medium, format!("`{}`", hit.name.display())),
            false => return Some(unknown(cx, eval, hit)),
        },
    };
    let unit = cx.index.unit(hit.body.file);
    let ships = unit.class.ships() && !hit.body.test;
    let level = if ships { Level::Deny } else { Level::Warn };
    let message = format!("secret {what} is read from the environment");
    let mut finding = Finding::new("env-read", level, confidence, message, label(cx, hit))
        .with_key(format!("{} in {}", hit.name.display(), wrappers::holder(eval, hit.body.kind)))
        .with_help("resolve it through the vault, or move the read into a sanctioned module");
    for place in hit.through.iter().rev() {
        finding = finding.with_related(at(cx, *place, "which reads the environment here"));
    }
    if let Some(place) = hit.name.place
        && !covers(finding.primary.span, place, hit)
    {
        finding = finding.with_related(at(cx, place, "the name is given here"));
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
