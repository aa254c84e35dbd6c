//! What stands in a secret's place: the other of two things that a function
//! may give, or where the secret is to be read.

use crate::rust::flow::Flow;
use crate::rust::flow::build::Builder;
use crate::rust::flow::roles::READ_FROM;
use crate::rust::index::Body;
use crate::rust::tree::*;
use crate::words::segments;

impl Builder<'_, '_, '_> {
    /// `let client_name = client_name_or_token(…)`: a variable that is called
    /// after the first of two things that a function gives, which is no secret.
    pub(in crate::rust::flow::build) fn is_other_of_two(&self, init: ExprId, name: &str) -> bool {
        let called = match self.tree.kind(init) {
            ExprKind::Call { callee, .. } => self.tree.path_of(callee).and_then(Path::last),
            ExprKind::Method { receiver, name: method, .. } => {
                let unchanged = self.flow.know.values.unchanged.contains(method.text());
                return match unchanged {
                    true => self.is_other_of_two(receiver, name),
                    false => is_first_of(method.text(), name),
                };
            }
            ExprKind::Await(inner) | ExprKind::Try(inner) | ExprKind::Ref(inner) => {
                return self.is_other_of_two(inner, name);
            }
            _ => None,
        };
        called.is_some_and(|called| is_first_of(called.text(), name)) && !self.flow.know.words.is_secret(name)
    }
}

/// Whether a function's name offers two things, and the first is called so.
fn is_first_of(function: &str, name: &str) -> bool {
    let (words, name) = (segments(function), segments(name));
    let Some(or) = words.iter().position(|word| word == "or") else { return false };
    name.len() > 1 && words[..or].ends_with(&name)
}

impl Flow<'_, '_> {
    /// `value.strip_prefix("${")`: what follows is the name of where a secret
    /// is read.
    pub(in crate::rust::flow) fn says_where(&self, body: &Body, method: &str, args: &[ExprId]) -> bool {
        let [prefix] = args else { return false };
        matches!(method, "strip_prefix" | "trim_start_matches")
            && self.text_of(body, *prefix).is_some_and(|text| READ_FROM.contains(&text.as_str()))
    }
}
