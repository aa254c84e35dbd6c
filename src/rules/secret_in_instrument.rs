//! `secret-in-instrument`: `#[instrument]` records a secret by itself.

use super::secret_flow::{self, Says};
use super::{Context, Looks, Rule};
use crate::catalog::Card;
use crate::finding::{Confidence, Edit, Finding, Fix, Level};
use crate::rust::facts::Attr;
use crate::rust::flow::Leak;
use crate::rust::index::BodyKind;
use crate::source::Span;

/// See the module's text.
pub struct SecretInInstrument;

const SAYS: Says = Says {
    rule: "secret-in-instrument",
    what: "is recorded by `#[instrument]`",
    help: "skip it, or skip all and name the fields that may be seen",
    level: Level::Deny,
    confidence: Confidence::High,
};

impl Rule for SecretInInstrument {
    fn card(&self) -> &'static Card {
        crate::card!("secret-in-instrument")
    }

    fn looks(&self) -> Looks {
        Looks::AtRust
    }

    fn begins_at_secrets(&self) -> bool {
        true
    }

    fn check(&self, cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
        for leak in cx.leaks().leaks.iter().filter(|leak| leak.rule == SAYS.rule) {
            let found = secret_flow::finding(cx, leak, &SAYS);
            report(match skip(cx, leak) {
                Some(fix) => found.with_fix(fix),
                None => found,
            });
        }
    }
}

/// Adds the parameter to what the attribute skips.
fn skip(cx: &Context<'_>, leak: &Leak) -> Option<Fix> {
    let mut bodies = cx.index.bodies(leak.file).into_iter();
    let body = bodies.find(|body| body.root == leak.site)?;
    let BodyKind::Fn(id) = body.kind else { return None };
    let attr = crate::rust::flow::instrument(cx.index.fn_(id))?;
    let unit = cx.index.unit(leak.file);
    let name = unit.source.text().get(leak.span.range())?;
    let is_param = !attr.span.contains(leak.span) && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    let recorded = attr.arg("skip_all").is_none() && attr.arg("fields").is_none_or(|fields| fields.arg(name).is_none());
    if !is_param || !recorded || leak.names.len() != 1 {
        return None;
    }
    let (at, text) = insertion(attr, name)?;
    let edit = Edit::new(&unit.source, Span { start: at, end: at }, text);
    Some(Fix { title: format!("skip `{name}`"), edits: vec![edit], machine_applicable: true })
}

fn insertion(attr: &Attr, name: &str) -> Option<(u32, String)> {
    match (attr.list, attr.arg("skip"), attr.args.first()) {
        (false, ..) => Some((attr.span.end, format!("(skip({name}))"))),
        (true, Some(skip), _) => Some((skip.args.first()?.span.start, format!("{name}, "))),
        (true, None, Some(first)) => Some((first.span.start, format!("skip({name}), "))),
        (true, None, None) => None,
    }
}
