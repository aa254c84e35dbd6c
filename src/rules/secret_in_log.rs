//! `secret-in-log`: a secret value is an argument of a macro that logs,
//! traces or prints.

use std::collections::BTreeSet;

use super::{Context, Rule};
use crate::catalog::Card;
use crate::finding::{Confidence, Finding, Label, Level};
use crate::rust::flow::{Flow, Shown};
use crate::rust::index::{Body, BodyKind};
use crate::rust::name::Name;
use crate::rust::sites::Site;
use crate::rust::tree::ExprKind;

/// See the module's text.
pub struct SecretInLog;

impl Rule for SecretInLog {
    fn card(&self) -> &'static Card {
        crate::card!("secret-in-log")
    }

    fn check(&self, cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
        let lists = crate::data!("flow/log", crate::rust::flow::Lists);
        let flow = Flow::new(cx.index, crate::words!("flow"), lists);
        for site in sites(cx, lists.macro_names()) {
            let body = cx.sites.bodies[site.body as usize];
            let tree = cx.index.tree(body.file);
            let ExprKind::Macro(mac) = tree.kind(site.expr) else { continue };
            if flow.logs(&body, tree.mac(mac))
                && let Some(shown) = flow.printed(&body, site.expr)
            {
                report(finding(cx, &body, site, &shown));
            }
        }
    }
}

/// Calls of these macros, under the names that imports give them as well.
fn sites<'n>(cx: &Context<'_>, names: impl Iterator<Item = &'n str>) -> BTreeSet<Site> {
    let mut names: BTreeSet<&str> = names.collect();
    for unit in cx.index.units() {
        let renamed =
            unit.facts.uses.iter().filter(|item| item.path.last().is_some_and(|last| names.contains(last.text())));
        let renamed: Vec<&str> = renamed.filter_map(|item| item.alias).map(Name::text).collect();
        names.extend(renamed);
    }
    names.into_iter().flat_map(|name| cx.sites.named(Name::new(name))).copied().collect()
}

fn finding(cx: &Context<'_>, body: &Body, site: Site, shown: &Shown) -> Finding {
    let unit = cx.index.unit(body.file);
    let level = if unit.class.ships() && !body.test { Level::Deny } else { Level::Warn };
    let tree = cx.index.tree(body.file);
    // A tuple has no token of its own: the macro's name stands for it.
    let named = [shown.expr, site.expr].map(|expr| tree.expr(expr).span).into_iter().find(|span| span.end > span.start);
    let label = Label::new(&unit.source, named.unwrap_or_default(), "");
    let holder = match body.kind {
        BodyKind::Fn(id) => cx.index.fn_(id).name.text(),
        _ => "",
    };
    let message = format!("secret `{}` is written to a log", shown.secret);
    Finding::new("secret-in-log", level, Confidence::High, message, label)
        .with_key(format!("{} in {holder}", shown.secret))
        .with_help("leave it out, or log that it is there and not what it is")
}
