//! `secret-in-error`: a secret value becomes part of an error or a panic.

use super::secret_flow::{self, Says};
use super::{Context, Looks, Rule};
use crate::catalog::Card;
use crate::finding::{Confidence, Edit, Finding, Fix, Level};
use crate::lex::{Kind, pieces};
use crate::rust::flow::Leak;
use crate::rust::name::Name;
use crate::rust::tree::{ExprId, ExprKind, Path, Tree};
use crate::source::Span;

/// See the module's text.
pub struct SecretInError;

const SAYS: Says = Says {
    rule: "secret-in-error",
    what: "becomes part of an error",
    help: "say what went wrong without the value; errors are logged, shown and sent on",
    level: Level::Deny,
    confidence: Confidence::High,
};

/// What is said of an HTTP client's error.
const URL: &str = "the error prints the URL with the secret in it; take the URL out of the error before it is given on";

impl Rule for SecretInError {
    fn card(&self) -> &'static Card {
        crate::card!("secret-in-error")
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
            report(match without_url(cx, leak) {
                Some(fix) => found.with_help(URL).with_fix(fix),
                None => found,
            });
        }
    }
}

/// Takes the URL out of the error of a request, where the request is sent.
fn without_url(cx: &Context<'_>, leak: &Leak) -> Option<Fix> {
    let tree = cx.index.tree(leak.file);
    let result = match tree.kind(leak.site) {
        ExprKind::Try(inner) => inner,
        ExprKind::Method { receiver, name, .. } if matches!(name.text(), "unwrap" | "expect") => receiver,
        _ => return None,
    };
    let source = &cx.index.unit(leak.file).source;
    let at = end_of_call(source.text(), sends(tree, result)?)?;
    let edit = Edit::new(source, Span { start: at, end: at }, ".map_err(reqwest::Error::without_url)");
    Some(Fix { title: "take the URL out of the error".into(), edits: vec![edit], machine_applicable: true })
}

/// The name of the call that gives the client's own error, behind all that
/// is said about it.
fn sends(tree: &Tree, result: ExprId) -> Option<Span> {
    match tree.kind(result) {
        ExprKind::Method { .. } if sends_itself(tree, result).is_some() => sends_itself(tree, result),
        // A future is sent when it is awaited: what is made of it before has no error yet.
        ExprKind::Await(inner) => {
            let made = matches!(tree.kind(inner), ExprKind::Method { .. }).then(|| sends_itself(tree, inner));
            made.unwrap_or_else(|| sends(tree, inner))
        }
        ExprKind::Method { receiver, .. } => sends(tree, receiver),
        ExprKind::Call { callee, .. } => {
            let is_get = tree.path_of(callee).and_then(Path::last).map(Name::text) == Some("get");
            is_get.then(|| tree.expr(result).span)
        }
        _ => None,
    }
}

fn sends_itself(tree: &Tree, call: ExprId) -> Option<Span> {
    let ExprKind::Method { name, .. } = tree.kind(call) else { return None };
    let sends = matches!(name.text(), "send" | "error_for_status" | "error_for_status_ref");
    sends.then(|| tree.expr(call).span)
}

/// Where a call ends whose name stands here, its `.await` included.
fn end_of_call(text: &str, name: Span) -> Option<u32> {
    let rest = text.get(name.end as usize..)?;
    let mut code = pieces(rest).filter(|piece| !matches!(piece.kind, Kind::Comment { .. }));
    let (mut depth, mut end) = (0u32, 0);
    for piece in code.by_ref() {
        match piece.kind {
            Kind::Punct(b'(') => depth += 1,
            Kind::Punct(b')') => depth = depth.checked_sub(1)?,
            _ if depth == 0 => return None,
            _ => {}
        }
        end = piece.span.end;
        if depth == 0 {
            break;
        }
    }
    if let (Some(dot), Some(word)) = (code.next(), code.next())
        && dot.kind == Kind::Punct(b'.')
        && rest.get(word.span.range()) == Some("await")
    {
        end = word.span.end;
    }
    Some(name.end + end)
}
